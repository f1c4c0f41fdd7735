"""A recipe, in the form used by comparisons and exports."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from scoring.answers.food import FoodRecipe
from scoring.answers.food import answer as recipe_answer
from scoring.engine.food.echo import grams
from scoring.engine.food.query import IngredientLine, Query
from scoring.engine.numbers import running_sum
from scoring.engine.vocabulary.food import BY_PLANE, NO_PLANE
from scoring.web.labels import label
from scoring.web.sharing.outcome import Outcome, outcome_of
from scoring.web.sharing.tables import (
    Cell,
    Figures,
    Table,
    TableRow,
    impacts_tables,
    mass,
    parameters_table,
    pef_rows,
    points,
    results_table,
    row,
    simple_table,
    stages_table,
)
from scoring.web.words import food as words
from scoring.web.words.data import DEFAULT_ORIGINS


def food_outcome(computed: FoodRecipe, origin: str) -> Outcome:
    """The outcome of a recipe; ``origin`` is the base URL of links."""
    answer = recipe_answer(computed, origin)
    return outcome_of(
        computed,
        answer,
        answer["results"]["total"],
        running_sum(computed.complements.values()),
        _tables,
    )


def _tables(computed: FoodRecipe, impacts: Figures, stages: Figures) -> Iterator[Table]:
    ecs = computed.served.table.trigrams.index("ecs")
    masses = computed.simulation.masses
    yield results_table(
        (
            row(_("Coût environnemental"), points(impacts["ecs"]), total=True),
            row(_("Par kg de produit préparé"), points(computed.results.per_kg[ecs])),
            *pef_rows(impacts),
            row(_("Masse à l'emballage"), mass(masses.total)),
            row(_("Masse préparée"), mass(masses.prepared)),
        )
    )
    effects = zip(words.SERVICES.values(), computed.complements.values(), strict=True)
    yield simple_table(
        _("Compléments"),
        _("Effet sur le coût"),
        [row(name, points(effect)) for name, effect in effects],
        _("Déjà comptés dans le résultat ; un bonus est négatif."),
    )
    yield from impacts_tables(computed, impacts)
    yield parameters_table(_inputs(computed.query))
    yield stages_table(computed, stages)


def _inputs(query: Query) -> Iterator[TableRow]:
    for line in query.ingredients:
        yield row(label(line.ingredient), _grams(line.mass, _origin(line)))
    if query.transform is not None:
        mass_told = _grams(query.transform.mass, label(query.transform.process))
        yield row(words.PARTS["transform"], mass_told)
    for item in query.packaging:
        yield row(words.FIELDS["packaging"], _grams(item.mass, label(item.process)))
    retail = _("aucune")
    if query.distribution is not None:
        retail = str(words.DISTRIBUTIONS[query.distribution])
    yield row(words.FIELDS["distribution"], Cell(retail))
    names = [str(words.PREPARATIONS[code]) for code in query.preparation]
    yield row(words.FIELDS["preparation"], Cell(", ".join(names) or _("aucune")))


def _grams(kilograms: float, note: str) -> Cell:
    return Cell(grams(kilograms), "g", note=note)


def _origin(line: IngredientLine) -> str:
    origin = DEFAULT_ORIGINS[line.ingredient.default_origin]
    told = label(line.country) if line.country else f"{origin}, {_('origine par défaut')}"
    if line.by_plane is not None:
        told += f", {words.PLANES[BY_PLANE if line.by_plane else NO_PLANE]}"
    return told
