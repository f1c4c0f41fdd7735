"""The inputs of a garment in readable form, including effective defaults."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from scoring.engine.method import Method
from scoring.engine.textile.in_force import values_in_force
from scoring.engine.textile.simulate import Simulation
from scoring.engine.trace.lines import Origin, Sourced
from scoring.engine.vocabulary import textile as vocabulary
from scoring.web.figures import percentage
from scoring.web.labels import label, yes_or_no
from scoring.web.sharing.tables import Cell, TableRow, row
from scoring.web.trace.words import code_label
from scoring.web.words import textile as words

_MATERIALS = "materials"
_ORDER = (
    *("product", "mass", "upcycled", "disabledSteps", "trims", _MATERIALS),
    *("price", "numberOfReferences", "business", "physicalDurability"),
    *("countrySpinning", "yarnSize", "countryFabric", "fabricProcess", "surfaceMass"),
    *("countryDyeing", "dyeingProcessType", "printing", "countryMaking", "makingComplexity"),
    *("makingWaste", "makingDeadStock", "airTransportRatio", "fading"),
)
_RATIOS = ("makingWaste", "makingDeadStock")
_DECIMALS = {"mass": 3, "numberOfReferences": 0, "surfaceMass": 0}
# The name of the unknown country already says that it is the default.
_COUNTRIES = ("countrySpinning", "countryFabric", "countryDyeing", "countryMaking")


def input_rows(method: Method, simulation: Simulation) -> Iterator[TableRow]:
    """One row per parameter; those that the request omits are marked as defaults."""
    known = values_in_force(simulation.garment)
    cells = {field: _cell(method, field, value) for field, value in known.items()}
    cells |= _composed(simulation)
    if simulation.query.physical_durability is None:
        del cells["physicalDurability"]
    for field in _ORDER:
        if field == _MATERIALS:
            yield from _materials(simulation, known)
        elif field in cells:
            yield row(words.FIELDS[field], cells[field])


def _composed(simulation: Simulation) -> dict[str, Cell]:
    """The parameters with several values, or derived from others."""
    query, printing = simulation.query, simulation.garment.printing
    making = next(step for step in simulation.steps if step.code == vocabulary.MAKING)
    trims = ", ".join(f"{line.quantity} × {label(line.component)}" for line in simulation.trims)
    printed = _("aucune")
    if printing is not None:
        printed = f"{words.PRINTINGS[printing.kind]}, {percentage(printing.ratio)}"
    cells = {
        "upcycled": Cell(yes_or_no(query.upcycled)),
        "trims": _asked(trims or _("aucun"), query.trims),
        "printing": _asked(printed, query.printing),
        "airTransportRatio": _asked(percentage(making.air_ratio), query.air_transport_ratio),
    }
    if query.disabled_steps:
        names = [str(words.STEPS[code]) for code in query.disabled_steps]
        cells["disabledSteps"] = Cell(", ".join(names))
    return cells


def _materials(simulation: Simulation, known: Mapping[str, Sourced]) -> Iterator[TableRow]:
    for position, fibre in enumerate(simulation.garment.fibres):
        name = _("%(share)s %(material)s, origine %(country)s") % {
            "share": percentage(fibre.share),
            "material": label(fibre.material),
            "country": label(fibre.country),
        }
        default = known[f"materials.{position}.country"].origin is Origin.DEFAULT
        note = _("origine par défaut") if default else ""
        yield row(words.FIELDS["material"], Cell(name, note=note))
        if known[f"materials.{position}.spinning"].origin is Origin.REQUEST:
            yield row(words.FIELDS["spinning"], Cell(str(words.SPINNINGS[fibre.spinning])))


def _cell(method: Method, field: str, known: Sourced) -> Cell:
    default = known.origin is Origin.DEFAULT and field not in _COUNTRIES
    note = _("par défaut") if default else ""
    value = known.value
    if isinstance(value, bool):
        return Cell(yes_or_no(value), note=note)
    if isinstance(value, int | float):
        if field in _RATIOS:
            return Cell(percentage(value), note=note)
        return Cell(value, known.unit, _DECIMALS.get(field, 2), note=note)
    return Cell(code_label(method, str(value)), note=note)


def _asked(text: str, asked: object) -> Cell:
    return Cell(text, note=_("par défaut") if asked is None else "")
