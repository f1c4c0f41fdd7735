"""A recipe, in the form that comparisons and exports take."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from scoring.api.addresses import encode_query
from scoring.api.food.answer import food_results
from scoring.api.meta import meta
from scoring.engine.food.description import describe
from scoring.engine.food.echo import echo, grams
from scoring.engine.food.query import IngredientLine, Query, parse
from scoring.engine.food.recipe import Recipe, simulate
from scoring.engine.food.results import Results, compute_results
from scoring.engine.food.vocabulary import BY_PLANE, NO_PLANE
from scoring.engine.food.warnings import warnings_of
from scoring.engine.method import Method
from scoring.levels import AGGREGATED, Served
from scoring.web.explorer.wording import DEFAULT_ORIGINS
from scoring.web.food import words
from scoring.web.labels import label
from scoring.web.sharing.outcome import STAGES, Cell, Figures, Outcome, Row, Table, finite
from scoring.web.sharing.tables import impacts_table, points, simple_table


def food_outcome(root: str, method: Method, served: Served, body: object) -> Outcome:
    """Compute a recipe; ``root`` starts the addresses of links. Raises ``InvalidQuery``."""
    recipe = simulate(method.food, parse(method.dataset, body))
    served = served.judged(recipe.counted_flows(), recipe.services.bonus)
    query = echo(recipe.query)
    written = food_results(method, recipe, served)
    results = compute_results(recipe, served.table)
    impacts = {name: finite(figure) for name, figure in written["total"].items()}
    answer = {
        "webUrl": f"{root}/#/food/ecs/{encode_query(query)}",
        "results": written,
        "description": describe(recipe.query),
        "query": query,
        "meta": meta(method, served, warnings_of(recipe, *written["total"].values())),
    }
    stages = _stages(results, served)
    return Outcome(
        sector="food",
        method=method,
        level=served.level,
        query=query,
        description=answer["description"],
        score=impacts["ecs"],
        stages=stages,
        impacts=impacts,
        complements=0.0 - recipe.services.bonus,
        warnings=tuple(answer["meta"]["warnings"]),
        answer=answer,
        tables=tuple(_tables(method, recipe, results, impacts, stages, served)),
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
