"""Short summaries of the effective values in each folded part of the form (web.md 3.4)."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from scoring.engine.method import Method
from scoring.engine.textile.resolve import Garment
from scoring.engine.textile.simulate import Simulation
from scoring.engine.vocabulary import textile as vocabulary
from scoring.web import figures
from scoring.web.labels import label
from scoring.web.words import textile as words

_FRANCE = (vocabulary.DISTRIBUTION, vocabulary.USE, vocabulary.END_OF_LIFE)
_MOST_NAMED = 2


def held_of(method: Method, simulation: Simulation | None) -> Mapping[str, str]:
    """A summary of each part, by its code; empty if the form has an error."""
    if simulation is None:
        return {}
    garment = simulation.garment
    france = label(method.textile.france)
    lines: dict[str, Iterable[str]] = dict.fromkeys(_FRANCE, (france,))
    lines["durability"] = _durability(garment)
    lines["trims"] = _trims(garment)
    lines["transports"] = _transports(simulation)
    lines[vocabulary.MATERIAL] = dict.fromkeys(str(label(one.country)) for one in garment.fibres)
    lines[vocabulary.SPINNING] = (
        label(garment.country_spinning),
        figures.quantity(garment.yarn_size, "Nm", 0),
    )
    lines[vocabulary.FABRIC] = (
        label(garment.country_fabric),
        str(words.FABRICS[garment.fabric_process]).partition(" (")[0],
        figures.quantity(garment.surface_mass, "g/m²", 0),
    )
    lines[vocabulary.ENNOBLING] = (
        label(garment.country_dyeing),
        str(words.DYEINGS[garment.dyeing_process_type]),
        _printing(garment),
    )
    lines[vocabulary.MAKING] = (
        label(garment.country_making),
        _("pertes {share}").format(share=figures.percentage(garment.making_waste)),
        _("délavage") if garment.fading else "",
    )
    lines[vocabulary.USE] = (france, _care(simulation))
    return {code: " · ".join(part for part in parts if part) for code, parts in lines.items()}


def _durability(garment: Garment) -> Iterable[str]:
    query = garment.query
    said = (query.price, query.number_of_references, query.business)
    count = garment.number_of_references
    return (
        _("par défaut") if all(value is None for value in said) else "",
        figures.with_unit(figures.significant(garment.price), "€"),
        ngettext("{count} référence", "{count} références", count).format(
            count=figures.significant(count)
        ),
        str(words.BUSINESSES[garment.business]),
    )


def _trims(garment: Garment) -> Iterable[str]:
    trims = [f"{trim.quantity} × {label(trim.component)}" for trim in garment.trims]
    left = len(trims) - _MOST_NAMED
    if not trims:
        return (_("aucun"),)
    return (*trims[:_MOST_NAMED], f"+ {left}" if left > 0 else "")


def _transports(simulation: Simulation) -> Iterable[str]:
    """The distances of all transports, by mode."""
    for name, km in zip(words.MODES.values(), simulation.kilometres, strict=True):
        if km:
            yield f"{name} {figures.quantity(km, 'km', 0)}"


def _printing(garment: Garment) -> str:
    if garment.printing is None:
        return _("sans impression")
    share = figures.percentage(garment.printing.ratio)
    return f"{words.PRINTINGS[garment.printing.kind]} {share}"


def _care(simulation: Simulation) -> str:
    cycles = int(simulation.durability.care_cycles)
    return ngettext("{n} cycle d'entretien", "{n} cycles d'entretien", cycles).format(n=cycles)
