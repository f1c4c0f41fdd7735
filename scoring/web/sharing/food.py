"""A recipe, in the form that comparisons and exports take."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from scoring.answers.food import FoodRecipe
from scoring.answers.food import answer as recipe_answer
from scoring.answers.levels import AGGREGATED
from scoring.engine.food.echo import grams
from scoring.engine.food.query import IngredientLine, Query
from scoring.engine.food.vocabulary import BY_PLANE, NO_PLANE
from scoring.web.explorer.words import DEFAULT_ORIGINS
from scoring.web.families import FAMILIES
from scoring.web.food import words
from scoring.web.labels import label
from scoring.web.sharing.outcome import Cell, Figures, Outcome, Row, Table, finite, outcome_of
from scoring.web.sharing.tables import impacts_table, pef_rows, points, simple_table


def food_outcome(computed: FoodRecipe, root: str) -> Outcome:
    """What a recipe gives; ``root`` starts the addresses of links."""
    answer = recipe_answer(computed, root)
    return outcome_of(
        computed,
        answer,
        answer["results"]["total"],
        sum(computed.complements.values()),
        lambda stages, impacts: _tables(computed, impacts, stages),
    )


def _tables(computed: FoodRecipe, impacts: Figures, stages: Figures) -> Iterator[Table]:
    served, results = computed.served, computed.results
    ecs = served.table.trigrams.index("ecs")
    masses = computed.simulation.masses
    yield Table(
        _("Résultat"),
        (_("Valeur"),),
        (
            Row(_("Coût environnemental"), (points(impacts["ecs"]),), total=True),
            Row(_("Par kg de produit préparé"), (points(results.per_kg[ecs]),)),
            *pef_rows(impacts),
            Row(_("Masse à l'emballage"), (Cell(finite(masses.total), "kg", 3),)),
            Row(_("Masse préparée"), (Cell(finite(masses.prepared), "kg", 3),)),
        ),
    )
    yield simple_table(
        _("Compléments"),
        _("Effet sur le coût"),
        {
            str(name): points(effect)
            for name, effect in zip(
                words.SERVICES.values(), computed.complements.values(), strict=True
            )
        },
        _("Déjà comptés dans le résultat ; un bonus est négatif."),
    )
    if served.level != AGGREGATED:
        yield impacts_table(computed.method, impacts, served.level)
    yield Table(_("Paramètres"), (_("Valeur"),), tuple(_inputs(computed.query)), right=True)
    yield simple_table(
        _("Étapes du cycle de vie"),
        _("Coût de l'étape"),
        {str(FAMILIES[name]): points(stages[name]) for name in computed.families},
        _("La somme des étapes est le coût environnemental."),
        right=True,
    )


def _inputs(query: Query) -> Iterator[Row]:
    for line in query.ingredients:
        yield Row(label(line.ingredient), (_ingredient(line),))
    if query.transform is not None:
        mass = Cell(grams(query.transform.mass), "g", 2, label(query.transform.process))
        yield Row(str(words.PARTS["transform"]), (mass,))
    for item in query.packaging:
        yield Row(
            str(words.FIELDS["packaging"]), (Cell(grams(item.mass), "g", 2, label(item.process)),)
        )
    retail = _("aucune")
    if query.distribution is not None:
        retail = str(words.DISTRIBUTIONS[query.distribution])
    yield Row(str(words.FIELDS["distribution"]), (Cell(retail),))
    names = [str(words.PREPARATIONS[code]) for code in query.preparation]
    yield Row(str(words.FIELDS["preparation"]), (Cell(", ".join(names) or _("aucune")),))


def _ingredient(line: IngredientLine) -> Cell:
    origin = DEFAULT_ORIGINS[line.ingredient.default_origin]
    note = f"{origin}, {_('origine par défaut')}"
    if line.country is not None:
        note = label(line.country)
    if line.by_plane is not None:
        note += f", {words.PLANES[BY_PLANE if line.by_plane else NO_PLANE]}"
    return Cell(grams(line.mass), "g", 2, note)
