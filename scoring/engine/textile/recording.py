"""What a trace needs to know about a garment besides the rules: effective values, legs."""

from scoring.engine.textile.in_force import values_in_force
from scoring.engine.textile.resolve import Garment
from scoring.engine.trace.data import constant
from scoring.engine.trace.recorder import Recorder
from scoring.engine.vocabulary import textile as vocabulary

# The step's country and output mass, by the names under which a trace knows them.
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
    """Register every effective value in a trace, by its request field."""
    for name, value in values_in_force(garment).items():
        trace.know(name, value)
    trace.know("france", constant(vocabulary.FRANCE, "1", "france"))


def know_leg(trace: Recorder, step: str, next_step: str) -> None:
    """Register the endpoints of the next journey and the mass carried."""
    if step in _COUNTRIES:
        trace.know("origin", trace.known(_COUNTRIES[step]))
    trace.know("destination", trace.known(_COUNTRIES.get(next_step, "france")))
    trace.know("carried", trace.known(_CARRIED.get(step, "mass")))
