"""Data sets that several sectors have: processes, countries, impacts, components."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from scoring.engine.components import ComponentError, assemble
from scoring.engine.impacts import DETAILS
from scoring.engine.method import Method
from scoring.engine.records import Component, Country, Element, ImpactDefinition, Process
from scoring.web.explorer import words
from scoring.web.explorer.columns import Column, Context, Dataset, Kind, Link, SubTable, Text
from scoring.web.explorer.descriptions import IMPACT_DESCRIPTIONS
from scoring.web.figures import significant, with_unit
from scoring.web.labels import label, unit_label

IDENTIFIER = Column("id", gettext_lazy("Identifiant"), lambda _c, record: record.id, Kind.CODE)
NAME = Column("nom", pgettext_lazy("donnée", "Nom"), lambda _c, record: label(record))


def process_link(context: Context, process: Process) -> Link:
    """A process, with its page where this sector lists it."""
    listed = context.scope in process.scopes
    path = f"explorateur/{context.sector}/procedes/{process.id}/" if listed else ""
    return Link(label(process), path)


def record_link(context: Context, dataset: str, record: Any) -> Link:
    """A record of another data set of the same sector."""
    return Link(label(record), f"explorateur/{context.sector}/{dataset}/{record.id}/")


# Processes --------------------------------------------------------------------------------------


def _process_columns(method: Method) -> tuple[Column, ...]:
    return (
        IDENTIFIER,
        NAME,
        Column(
            "nom-technique",
            gettext_lazy("Nom technique"),
            lambda _c, p: p.source_name,
            Kind.PROSE,
        ),
        Column("source", gettext_lazy("Source"), lambda _c, p: p.source),
        Column(
            "categories",
            gettext_lazy("Catégories"),
            lambda _c, p: words.codes_in_words(p.categories, words.PROCESS_CATEGORIES),
            Kind.LIST,
        ),
        Column("unite", gettext_lazy("Unité"), lambda _c, p: unit_label(p.unit)),
        Column(
            "electricite",
            gettext_lazy("Électricité"),
            lambda _c, p: p.elec_mj,
            Kind.NUMBER,
            gettext_lazy("MJ par unité"),
        ),
        Column(
            "chaleur",
            gettext_lazy("Chaleur"),
            lambda _c, p: p.heat_mj,
            Kind.NUMBER,
            gettext_lazy("MJ par unité"),
        ),
        Column("pertes", gettext_lazy("Pertes"), lambda _c, p: p.waste, Kind.SHARE),
        Column(
            "densite",
            gettext_lazy("Densité"),
            lambda _c, p: p.density or None,
            Kind.NUMBER,
            gettext_lazy("kg par unité"),
        ),
        *(
            _impact_column(method.dataset.impacts[trigram])
            for trigram in (*method.scores.trigrams, *DETAILS)
        ),
    )


def _impact_column(definition: ImpactDefinition) -> Column:
    trigram = definition.trigram

    def value(context: Context, process: Process) -> float | None:
        flows = ((process.index, 1.0),)
        served = context.served.judged(flows)
        return served.writer()(served.table.weigh(flows))[trigram]

    return Column(
        trigram, label(definition), value, Kind.IMPACT, definition.short_unit, trigram=trigram
    )


def processes(scope: str) -> Dataset:
    """The processes of a scope."""

    def records(context: Context) -> Sequence[tuple[str, Process]]:
        found = context.method.dataset.processes.values()
        return [(process.id, process) for process in found if scope in process.scopes]

    return Dataset(
        "procedes",
        gettext_lazy("Procédés"),
        gettext_lazy(
            "Les étapes élémentaires dont les impacts sont connus. Les énergies, pertes et impacts "
            "valent pour une unité du procédé."
        ),
        _process_columns,
        records,
        label,
    )


# Countries --------------------------------------------------------------------------------------


def _distances(context: Context, country: Country) -> SubTable:
    countries = context.method.dataset.countries.values()
    destinations = [other for other in countries if context.scope in other.scopes]
    rows = []
    for other in destinations:
        distance = context.method.dataset.distances[country.code, other.code]
        rows.append((label(other), distance.road_km, distance.sea_km, distance.air_km))
    return SubTable(
        _("%(count)d destinations") % {"count": len(rows)},
        (_("Destination"), _("Route (km)"), _("Mer (km)"), _("Air (km)")),
        tuple(rows),
    )


def _country_columns(method: Method) -> tuple[Column, ...]:
    return (
        Column("code", gettext_lazy("Code"), lambda _c, country: country.code, Kind.CODE),
        NAME,
        Column(
            "electricite",
            gettext_lazy("Mix électrique"),
            lambda c, country: process_link(c, country.electricity),
            Kind.LINK,
        ),
        Column(
            "chaleur",
            gettext_lazy("Chaleur"),
            lambda c, country: process_link(c, country.heat),
            Kind.LINK,
        ),
        Column(
            "pollution",
            gettext_lazy("Taux de pollution aquatique"),
            lambda _c, country: country.aquatic_pollution_ratio,
            Kind.SHARE,
        ),
        Column(
            "domaines",
            gettext_lazy("Domaines"),
            lambda _c, country: words.codes_in_words(country.scopes, words.SCOPES),
            Kind.LIST,
        ),
        Column("distances", gettext_lazy("Distances"), _distances, Kind.TABLE),
    )


def countries(scope: str) -> Dataset:
    """The countries and regions of a scope."""

    def records(context: Context) -> Sequence[tuple[str, Country]]:
        found = context.method.dataset.countries.values()
        return [(country.code, country) for country in found if scope in country.scopes]

    return Dataset(
        "pays",
        gettext_lazy("Pays"),
        gettext_lazy(
            "Les pays et régions, l'énergie qu'on y consomme, la part des rejets toxiques qui "
            "atteint l'eau, et leurs distances. N/A : ce mode de transport n'existe pas."
        ),
        _country_columns,
        records,
        label,
    )


# Impacts ----------------------------------------------------------------------------------------


def _impact_columns(method: Method) -> tuple[Column, ...]:
    def weight(key: str, text: Text, attribute: str, kind: Kind) -> Column:
        return Column(key, text, lambda _c, impact: getattr(impact, attribute), kind)

    pef = (
        weight(
            "normalisation-pef",
            gettext_lazy("Normalisation (PEF)"),
            "pef_normalization",
            Kind.NUMBER,
        ),
        weight("ponderation-pef", gettext_lazy("Pondération (PEF)"), "pef_weighting", Kind.SHARE),
    )
    return (
        Column("code", gettext_lazy("Code"), lambda _c, impact: impact.trigram, Kind.CODE),
        NAME,
        Column("unite", gettext_lazy("Unité"), lambda _c, impact: _unit(impact)),
        *(pef if "pef" in method.scores.trigrams else ()),
        weight(
            "normalisation-ecs",
            gettext_lazy("Normalisation (coût environnemental)"),
            "ecs_normalization",
            Kind.NUMBER,
        ),
        weight(
            "ponderation-ecs",
            gettext_lazy("Pondération (coût environnemental)"),
            "ecs_weighting",
            Kind.SHARE,
        ),
        Column(
            "description",
            gettext_lazy("Description"),
            lambda _c, impact: str(IMPACT_DESCRIPTIONS[impact.trigram]),
            Kind.PROSE,
        ),
    )


def _unit(impact: ImpactDefinition) -> str:
    return impact.unit_fr if get_language() == "fr" else impact.unit_en


def _impact_records(context: Context) -> Sequence[tuple[str, ImpactDefinition]]:
    return list(context.method.dataset.impacts.items())


IMPACTS = Dataset(
    "impacts",
    gettext_lazy("Impacts"),
    gettext_lazy(
        "Les catégories d'impact et leurs poids dans les deux scores. Une valeur est divisée par "
        "la normalisation, multipliée par la pondération, puis additionnée aux autres."
    ),
    _impact_columns,
    _impact_records,
    label,
)


# Components -------------------------------------------------------------------------------------


def _element_text(context: Context, element: Element) -> Link:
    name, path = process_link(context, element.material)
    text = f"{name}, {with_unit(significant(element.amount), unit_label(element.material.unit))}"
    transforms = [label(transform) for transform in element.transforms]
    return Link(" → ".join((text, *transforms)), path)


def _mass(context: Context, component: Component) -> float | None:
    try:
        return assemble(component.elements, context.method.dataset.roles).mass_kg
    except ComponentError:
        return None


def _component_score(trigram: str) -> Any:
    def value(context: Context, component: Component) -> float | None:
        try:
            flows = assemble(component.elements, context.method.dataset.roles).flows
        except ComponentError:
            return None
        return context.method.scores.named(context.method.scores.weigh(flows))[trigram]

    return value


def _component_columns(method: Method) -> tuple[Column, ...]:
    return (
        IDENTIFIER,
        NAME,
        Column(
            "elements",
            gettext_lazy("Éléments"),
            lambda c, component: tuple(_element_text(c, part) for part in component.elements),
            Kind.LIST,
        ),
        Column("masse", gettext_lazy("Masse"), _mass, Kind.NUMBER, "kg"),
        *(
            Column(
                trigram,
                label(method.dataset.impacts[trigram]),
                _component_score(trigram),
                Kind.SCORE,
                method.dataset.impacts[trigram].short_unit,
            )
            for trigram in method.scores.trigrams
        ),
    )


def components(scope: str, slug: str, name: Text, introduction: Text) -> Dataset:
    """The components of a scope, trims among them."""

    def records(context: Context) -> Sequence[tuple[str, Component]]:
        found = context.method.dataset.components.values()
        return [(component.id, component) for component in found if scope in component.scopes]

    return Dataset(slug, name, introduction, _component_columns, records, label)
