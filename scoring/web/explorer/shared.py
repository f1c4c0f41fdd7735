"""Data sets that several sectors have: processes, countries, impacts, components, examples."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from scoring.answers.breakdown import COMPARED_KG
from scoring.answers.examples import listed_examples
from scoring.answers.levels import AGGREGATED
from scoring.answers.unit_costs import example_points, piece_of, points_per_kg, scores_of
from scoring.engine.impacts import DETAILS, SCORES
from scoring.engine.method import Method
from scoring.engine.records import (
    Component,
    Country,
    Element,
    ImpactDefinition,
    Process,
)
from scoring.web.explorer.columns import (
    IDENTIFIER,
    NAME,
    Column,
    ColumnKind,
    Context,
    DataTable,
    Link,
    SubTable,
    Value,
    code,
    in_words,
    link,
    linked,
    listed,
    named,
    number,
    process_link,
    prose,
    score,
    share,
)
from scoring.web.figures import significant, with_unit
from scoring.web.labels import impact_unit, label, unit_label
from scoring.web.words import data as words
from scoring.web.words.data import Text


def in_scope(context: Context, records: Mapping[str, Any]) -> Iterable[Any]:
    """The records that belong to the sector."""
    return (record for record in records.values() if context.scope in record.scopes)


# Processes --------------------------------------------------------------------------------------


def _weighed(trigram: str) -> Value:
    def value(context: Context, process: Process) -> float | None:
        flows = ((process.index, 1.0),)
        served = context.served.judged(flows)
        return served.writer()(served.table.weigh(flows))[trigram]

    return value


def _impacts_of_processes(method: Method) -> tuple[Column, ...]:
    definitions = [
        method.dataset.impacts[trigram] for trigram in (*method.scores.trigrams, *DETAILS)
    ]
    return tuple(
        Column(
            one.trigram,
            label(one),
            _weighed(one.trigram),
            kind=ColumnKind.IMPACT,
            unit=one.short_unit,
            trigram=one.trigram,
        )
        for one in definitions
    )


PROCESSES = DataTable(
    slug="procedes",
    name=_("Procédés"),
    introduction=_(
        "Les étapes élémentaires dont les impacts sont connus. Les énergies, pertes et impacts "
        "valent pour une unité du procédé."
    ),
    records=lambda context: in_scope(context, context.method.dataset.processes),
    columns=(
        IDENTIFIER,
        NAME,
        prose("nom-technique", _("Nom technique"), "source_name"),
        prose("source", _("Source"), "source"),
        listed("categories", _("Catégories"), in_words("categories", words.PROCESS_CATEGORIES)),
        Column("unite", _("Unité"), lambda _c, process: unit_label(process.unit)),
        number("electricite", _("Électricité"), "elec_mj", unit=_("MJ par unité")),
        number("chaleur", _("Chaleur"), "heat_mj", unit=_("MJ par unité")),
        share("pertes", _("Pertes"), "waste"),
        number(
            "densite",
            _("Densité"),
            lambda _c, process: process.density or None,
            unit=_("kg par unité"),
        ),
        score(
            "pour-1-kg",
            _("Pour 1 kg"),
            lambda context, process: points_per_kg(context.method, process),
            unit="Pts",
        ),
    ),
    figures=_impacts_of_processes,
)

# Countries --------------------------------------------------------------------------------------


def _distances(context: Context, country: Country) -> SubTable:
    rows = []
    for other in in_scope(context, context.method.dataset.countries):
        distance = context.method.dataset.distances[country.code, other.code]
        rows.append((label(other), distance.road_km, distance.sea_km, distance.air_km))
    return SubTable(
        gettext("%(count)d destinations") % {"count": len(rows)},
        (gettext("Destination"), gettext("Route (km)"), gettext("Mer (km)"), gettext("Air (km)")),
        tuple(rows),
    )


COUNTRIES = DataTable(
    slug="pays",
    name=_("Pays"),
    introduction=_(
        "Les pays et régions, l'énergie qu'on y consomme, la part des rejets toxiques qui "
        "atteint l'eau, et leurs distances. N/A : ce mode de transport n'existe pas."
    ),
    records=lambda context: in_scope(context, context.method.dataset.countries),
    key="code",
    columns=(
        code("code", _("Code"), "code"),
        NAME,
        link("electricite", _("Mix électrique"), linked("electricity")),
        link("chaleur", _("Chaleur"), linked("heat")),
        share("pollution", _("Taux de pollution aquatique"), "aquatic_pollution_ratio"),
        listed("domaines", _("Domaines"), in_words("scopes", words.SCOPES)),
        Column("distances", _("Distances"), _distances, kind=ColumnKind.TABLE),
    ),
)

# Impacts ----------------------------------------------------------------------------------------


def _figures_known(context: Context, impact: ImpactDefinition) -> str:
    """The number of the sector's processes for which this caller sees an impact's figure."""
    trigram = impact.trigram
    if context.served.level == AGGREGATED and trigram not in SCORES:
        return gettext("réservé aux comptes")
    value = _weighed(trigram)
    processes = tuple(in_scope(context, context.method.dataset.processes))
    known = sum(value(context, process) is not None for process in processes)
    if known in (0, len(processes)):
        return gettext("tous les procédés") if known else gettext("aucun chiffre")
    return gettext("%(known)d procédés sur %(all)d") % {"known": known, "all": len(processes)}


IMPACTS = DataTable(
    slug="impacts",
    name=_("Impacts"),
    introduction=_(
        "Les catégories d'impact et leurs poids dans les deux scores. Une valeur est divisée par "
        "la normalisation, multipliée par la pondération, puis additionnée aux autres."
    ),
    records=lambda context: context.method.dataset.impacts.values(),
    key="trigram",
    columns=(
        code("code", _("Code"), "trigram"),
        NAME,
        Column("unite", _("Unité"), lambda _c, impact: impact_unit(impact)),
        Column("chiffres", _("Chiffres connus"), _figures_known),
        number("normalisation-pef", _("Normalisation (PEF)"), "pef_normalization", score="pef"),
        share("ponderation-pef", _("Pondération (PEF)"), "pef_weighting", score="pef"),
        number("normalisation-ecs", _("Normalisation (coût environnemental)"), "ecs_normalization"),
        share("ponderation-ecs", _("Pondération (coût environnemental)"), "ecs_weighting"),
        prose("description", _("Description"), in_words("trigram", words.IMPACT_DESCRIPTIONS)),
    ),
)

# Components -------------------------------------------------------------------------------------


def _mass(context: Context, component: Component) -> float | None:
    assembly = piece_of(context.method, component)
    return None if assembly is None else assembly.mass_kg


def _score(trigram: str) -> Value:
    def value(context: Context, component: Component) -> float | None:
        piece = piece_of(context.method, component)
        return None if piece is None else scores_of(context.method, piece.flows)[trigram]

    return value


def _scores_of_components(method: Method) -> tuple[Column, ...]:
    definitions = [method.dataset.impacts[trigram] for trigram in method.scores.trigrams]
    return tuple(
        score(one.trigram, label(one), _score(one.trigram), unit=one.short_unit)
        for one in definitions
    )


def _element(context: Context, element: Element) -> Link:
    name, path = process_link(context, element.material)
    text = f"{name}, {with_unit(significant(element.amount), unit_label(element.material.unit))}"
    return Link(" → ".join((text, *map(label, element.transforms))), path)


def components(slug: str, name: Text, introduction: Text) -> DataTable:
    """The components of a sector, including trims."""
    return DataTable(
        slug=slug,
        name=name,
        introduction=introduction,
        records=lambda context: in_scope(context, context.method.dataset.components),
        columns=(
            IDENTIFIER,
            NAME,
            listed(
                "elements",
                _("Éléments"),
                lambda context, one: tuple(_element(context, part) for part in one.elements),
            ),
            number("masse", _("Masse"), _mass, unit="kg"),
        ),
        figures=_scores_of_components,
    )


# Examples ---------------------------------------------------------------------------------------


_EXAMPLE_COLUMNS = (
    NAME,
    Column("categorie", _("Catégorie"), named("category")),
    score(
        "score",
        _("Coût environnemental"),
        lambda context, example: example_points(context.method, example),
        unit="Pts",
    ),
    score(
        "pour-100-g",
        _("Pour 100 g"),
        lambda context, example: example_points(context.method, example, COMPARED_KG),
        unit="Pts",
    ),
    Column(
        "charger",
        _("Simulateur"),
        lambda context, one: Link(gettext("Charger"), f"{context.sector}/exemples/{one.id}/"),
        kind=ColumnKind.ACTION,
    ),
)
# Those of products without categories.
UNCATEGORISED_EXAMPLES = tuple(one for one in _EXAMPLE_COLUMNS if one.key != "categorie")


def examples(introduction: Text, columns: tuple[Column, ...] = _EXAMPLE_COLUMNS) -> DataTable:
    """The examples of a sector, with their score and a link to the simulator."""
    return DataTable(
        slug="exemples",
        name=_("Exemples"),
        introduction=introduction,
        records=lambda context: listed_examples(context.method, context.scope),
        columns=columns,
    )
