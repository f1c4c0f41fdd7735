"""What a trace must know of a garment before and beside the rules: values in force, legs."""

from scoring.engine.textile import vocabulary
from scoring.engine.textile.in_force import values_in_force
from scoring.engine.textile.resolve import Garment
from scoring.engine.trace.data import constant
from scoring.engine.trace.recorder import Recorder

# The step's country and the mass that leaves it, by the names a trace knows them under.
_COUNTRIES = {
    vocabulary.SPINNING: "countrySpinning",
    vocabulary.FABRIC: "countryFabric",
    vocabulary.ENNOBLING: "countryDyeing",
    vocabulary.MAKING: "countryMaking",
}
_CARRIED = {
    vocabulary.SPINNING: "mass.spinning.output",
    vocabulary.FABRIC: "mass.fabric.output",
    vocabulary.ENNOBLING: "mass.ennobling.output",
}


def know_values(trace: Recorder, garment: Garment) -> None:
    """Tell a trace every value in force, by its field of the request."""
    for name, value in values_in_force(garment).items():
        trace.know(name, value)
    trace.know("france", constant(vocabulary.FRANCE, "1", "france"))


def know_leg(trace: Recorder, step: str, next_step: str) -> None:
    """Tell a trace what the next journey goes between, and what mass is carried."""
    if step in _COUNTRIES:
        trace.know("origin", trace.known(_COUNTRIES[step]))
    trace.know("destination", trace.known(_COUNTRIES.get(next_step, "france")))
    trace.know("carried", trace.known(_CARRIED.get(step, "mass")))
