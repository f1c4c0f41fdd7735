"""The default name of a garment: its composition, and its non-default parameters."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from scoring.answers.textile.sector import Garment as Computed
from scoring.engine.textile.query import Query
from scoring.engine.textile.resolve import Garment, resolve
from scoring.engine.vocabulary import textile as vocabulary
from scoring.web import figures
from scoring.web.automatic_names import automatic_name
from scoring.web.labels import label
from scoring.web.words import textile as words

_COUNTRIES = {
    vocabulary.SPINNING: "country_spinning",
    vocabulary.FABRIC: "country_fabric",
    vocabulary.ENNOBLING: "country_dyeing",
    vocabulary.MAKING: "country_making",
}


def name_of(computed: Computed) -> str:
    """Name a garment; the settings that determine its durability come first."""
    query, garment = computed.query, computed.simulation.garment
    usual = resolve(
        computed.method.textile,
        Query(mass=query.mass, product=query.product, materials=query.materials),
    )
    head = [label(query.product), figures.with_unit(figures.significant(query.mass), "kg")]
    if query.upcycled:
        head.insert(1, str(words.FIELDS["upcycled"]))
    settings = [*_durability(garment, usual), *_countries(query), *_processes(garment, usual)]
    return automatic_name(head, list(_materials(query)), [*settings, *_extras(computed)])


def _materials(query: Query) -> Iterator[str]:
    for item in query.materials:
        name = label(item.material)
        if item.share != 1:
            name = f"{figures.percentage(item.share)} {name}"
        if item.country is not None:
            name += f" ({label(item.country)})"
        if item.spinning is not None:
            name += f" ({words.SPINNINGS[item.spinning]})"
        yield name


def _durability(garment: Garment, usual: Garment) -> Iterator[str]:
    if garment.price != usual.price:
        yield figures.with_unit(figures.significant(garment.price), "€")
    if garment.number_of_references != usual.number_of_references:
        number = figures.number(garment.number_of_references, 0)
        yield _("{number} références").format(number=number)
    if garment.business != usual.business:
        yield str(words.BUSINESSES[garment.business])
    if garment.physical_durability != usual.physical_durability:
        value = figures.number(garment.physical_durability)
        yield f"{words.FIELDS['physicalDurability']} {value}"


def _countries(query: Query) -> Iterator[str]:
    """The route of a garment if fully specified, else each country with its step."""
    given = {step: getattr(query, name) for step, name in _COUNTRIES.items()}
    names = {step: label(country) for step, country in given.items() if country is not None}
    if len(names) == len(given):
        way = list(names.values())
        yield way[0] if len(set(way)) == 1 else " → ".join(way)
        return
    for step, name in names.items():
        yield f"{words.STEPS[step]} {name}"


def _processes(garment: Garment, usual: Garment) -> Iterator[str]:
    if garment.yarn_size != usual.yarn_size:
        yield figures.with_unit(figures.significant(garment.yarn_size), "Nm")
    if garment.fabric_process != usual.fabric_process:
        yield str(words.FABRICS[garment.fabric_process])
    if garment.surface_mass != usual.surface_mass:
        yield figures.with_unit(figures.significant(garment.surface_mass), "g/m²")
    if garment.dyeing_process_type != usual.dyeing_process_type:
        yield str(words.DYEINGS[garment.dyeing_process_type])
    if garment.printing is not None:
        kind = words.PRINTINGS[garment.printing.kind]
        yield f"{words.FIELDS['printing']} {kind} {figures.percentage(garment.printing.ratio)}"
    if garment.fading != usual.fading:
        yield str(words.FIELDS["fading"]) if garment.fading else _("sans délavage")


def _extras(computed: Computed) -> Iterator[str]:
    query = computed.query
    if query.making_complexity is not None:
        complexity = words.COMPLEXITIES[query.making_complexity]
        yield f"{words.FIELDS['makingComplexity']} {complexity}"
    for name, ratio in (
        ("makingWaste", query.making_waste),
        ("makingDeadStock", query.making_dead_stock),
        ("airTransportRatio", query.air_transport_ratio),
    ):
        if ratio is not None:
            yield f"{words.FIELDS[name]} {figures.percentage(ratio)}"
    if query.trims is not None:
        trims = [f"{line.quantity} × {label(line.component)}" for line in computed.simulation.trims]
        yield " + ".join(trims) or _("sans accessoire")
    for step in query.disabled_steps:
        yield _("sans {step}").format(step=words.STEPS[step])
