"""A recipe, in the form that comparisons and exports take."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from scoring.answers.food import FoodRecipe
from scoring.answers.food import answer as recipe_answer
from scoring.answers.levels import AGGREGATED, Served
from scoring.engine.food.echo import grams
from scoring.engine.food.query import IngredientLine, Query
from scoring.engine.food.recipe import Recipe
from scoring.engine.food.results import Results
from scoring.engine.food.vocabulary import BY_PLANE, NO_PLANE
from scoring.engine.method import Method
from scoring.web.cautions import sentences
from scoring.web.explorer.words import DEFAULT_ORIGINS
from scoring.web.food import words
from scoring.web.labels import label
from scoring.web.sharing.outcome import STAGES, Cell, Figures, Outcome, Row, Table, finite
from scoring.web.sharing.tables import impacts_table, points, simple_table


def food_outcome(computed: FoodRecipe, root: str) -> Outcome:
    """What a recipe gives; ``root`` starts the addresses of links."""
    method, recipe, results = computed.method, computed.simulation, computed.results
    answer = recipe_answer(computed, root)
    total = answer["results"]["total"]
    impacts = {name: finite(figure) for name, figure in total.items()}
    stages = _stages(results, computed.served)
    return Outcome(
        sector=computed.sector.name,
        method=method,
        level=computed.served.level,
        query=answer["query"],
        description=computed.description,
        score=impacts["ecs"],
        stages=stages,
        impacts=impacts,
        complements=0.0 - recipe.services.bonus,
        warnings=tuple(sentences(computed.cautions(total))),
        answer=answer,
        tables=tuple(_tables(method, recipe, results, impacts, stages, computed.served)),
    )


def _stages(results: Results, served: Served) -> Figures:
    """Points of the whole recipe; the ingredients have their bonus taken off."""
    ecs = served.table.trigrams.index("ecs")
    parts = {
        "materials": results.ingredients,
        "transform": results.transform,
        "packaging": results.packaging,
        "transports": results.transport,
        "distribution": results.retail,
        "usage": results.preparation,
    }
    return dict.fromkeys(STAGES, 0.0) | {
        name: finite(vector[ecs]) for name, vector in parts.items()
    }


def _tables(
    method: Method,
    recipe: Recipe,
    results: Results,
    impacts: Figures,
    stages: Figures,
    served: Served,
) -> Iterator[Table]:
    ecs = served.table.trigrams.index("ecs")
    masses = recipe.masses
    yield Table(
        _("Résultat"),
        (_("Valeur"),),
        (
            Row(_("Coût environnemental"), (points(impacts["ecs"]),), total=True),
            Row(_("Par kg de produit préparé"), (points(results.per_kg[ecs]),)),
            Row(_("Score PEF"), (points(impacts["pef"], "µPt"),)),
            Row(_("Masse à l'emballage"), (Cell(finite(masses.total), "kg", 3),)),
            Row(_("Masse préparée"), (Cell(finite(masses.prepared), "kg", 3),)),
        ),
    )
    effects = recipe.services._asdict()
    yield simple_table(
        _("Compléments"),
        _("Effet sur le coût"),
        {str(words.SERVICES[name]): points(0.0 - bonus) for name, bonus in effects.items()},
        _("Déjà comptés dans le résultat ; un bonus est négatif."),
    )
    if served.level != AGGREGATED:
        yield impacts_table(method, impacts, served.level)
    yield Table(_("Paramètres"), (_("Valeur"),), tuple(_inputs(recipe.query)), right=True)
    names = {name: str(text) for name, text in STAGES.items() if name not in ("trims", "endOfLife")}
    yield simple_table(
        _("Étapes du cycle de vie"),
        _("Coût de l'étape"),
        {text: points(stages[name]) for name, text in names.items()},
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
