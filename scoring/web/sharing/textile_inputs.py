"""The inputs of a garment as a person reads them, the defaults in force included."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from scoring.engine.method import Method
from scoring.engine.textile import vocabulary
from scoring.engine.textile.in_force import values_in_force
from scoring.engine.textile.simulate import Simulation
from scoring.engine.trace.lines import Origin, Sourced
from scoring.web.figures import percentage
from scoring.web.labels import label, yes_or_no
from scoring.web.sharing.outcome import Cell, Row
from scoring.web.textile import words
from scoring.web.trace.words import code_label

_RATIOS = ("makingWaste", "makingDeadStock")
_DECIMALS = {"mass": 3, "numberOfReferences": 0, "surfaceMass": 0}
# The unknown country says by its name that it is the default.
_COUNTRIES = ("countrySpinning", "countryFabric", "countryDyeing", "countryMaking")


def input_rows(method: Method, simulation: Simulation) -> Iterator[Row]:
    """One row a parameter; what the request leaves out is marked as the default that holds."""
    query, garment = simulation.query, simulation.garment
    known = values_in_force(garment)

    def row(field: str) -> Row:
        return Row(str(words.FIELDS[field]), (_cell(method, field, known[field]),))

    yield row("product")
    yield row("mass")
    yield Row(str(words.FIELDS["upcycled"]), (Cell(yes_or_no(query.upcycled)),))
    if query.disabled_steps:
        names = ", ".join(str(words.STEPS[code]) for code in query.disabled_steps)
        yield Row(str(words.FIELDS["disabledSteps"]), (Cell(names),))
    trims = ", ".join(f"{line.quantity} × {label(line.component)}" for line in simulation.trims)
    yield Row(str(words.FIELDS["trims"]), (_asked(trims or _("aucun"), query.trims),))
    yield from _materials(simulation, known)
    for field in ("price", "numberOfReferences", "business"):
        yield row(field)
    if query.physical_durability is not None:
        yield row("physicalDurability")
    for field in ("countrySpinning", "yarnSize", "countryFabric", "fabricProcess", "surfaceMass"):
        yield row(field)
    for field in ("countryDyeing", "dyeingProcessType"):
        yield row(field)
    printing = _("aucune")
    if garment.printing is not None:
        kind = words.PRINTINGS[garment.printing.kind]
        printing = f"{kind}, {percentage(garment.printing.ratio)}"
    yield Row(str(words.FIELDS["printing"]), (_asked(printing, query.printing),))
    for field in ("countryMaking", "makingComplexity", "makingWaste", "makingDeadStock"):
        yield row(field)
    making = next(step for step in simulation.steps if step.code == vocabulary.MAKING)
    air = percentage(making.air_ratio)
    yield Row(str(words.FIELDS["airTransportRatio"]), (_asked(air, query.air_transport_ratio),))
    yield row("fading")


def _materials(simulation: Simulation, known: Mapping[str, Sourced]) -> Iterator[Row]:
    for position, fibre in enumerate(simulation.garment.fibres):
        name = _("%(share)s %(material)s, origine %(country)s") % {
            "share": percentage(fibre.share),
            "material": label(fibre.material),
            "country": label(fibre.country),
        }
        country = known[f"materials.{position}.country"]
        note = _("origine par défaut") if country.origin is Origin.DEFAULT else ""
        yield Row(str(words.FIELDS["material"]), (Cell(name, note=note),))
        if known[f"materials.{position}.spinning"].origin is Origin.REQUEST:
            spinning = str(words.SPINNINGS[fibre.spinning])
            yield Row(str(words.FIELDS["spinning"]), (Cell(spinning),))


def _cell(method: Method, field: str, known: Sourced) -> Cell:
    default = known.origin is Origin.DEFAULT and field not in _COUNTRIES
    note = _("par défaut") if default else ""
    value = known.value
    if isinstance(value, bool):
        return Cell(yes_or_no(value), note=note)
    if isinstance(value, int | float):
        if field in _RATIOS:
            return Cell(percentage(value), note=note)
        return Cell(value, known.unit, _DECIMALS.get(field, 2), note)
    return Cell(code_label(method, str(value)), note=note)


def _asked(text: str, asked: object) -> Cell:
    return Cell(text, note=_("par défaut") if asked is None else "")
