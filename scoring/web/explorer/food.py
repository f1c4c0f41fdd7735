"""The data sets of food (web.md 6)."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy

from scoring.engine.food.query import parse
from scoring.engine.food.recipe import simulate
from scoring.engine.food.results import compute_results
from scoring.engine.food.vocabulary import SERVICE_COEFFICIENTS
from scoring.engine.method import Method
from scoring.engine.records import Example, Ingredient
from scoring.web.explorer import words
from scoring.web.explorer.columns import Column, Context, Dataset, Kind, Sector, Text
from scoring.web.explorer.examples import ExampleScore, example_columns, examples
from scoring.web.explorer.shared import (
    IDENTIFIER,
    IMPACTS,
    NAME,
    countries,
    process_link,
    processes,
)
from scoring.web.labels import label

SCOPE = "food"


_SERVICES: tuple[tuple[str, str, str, Text], ...] = (
    ("haies", "hedges", "hedges", gettext_lazy("Complément Haies")),
    ("parcelles", "plotSize", "plot_size", gettext_lazy("Complément Taille de parcelles")),
    ("cultures", "cropDiversity", "crop_diversity", gettext_lazy("Complément Diversité culturale")),
    (
        "prairies",
        "permanentPasture",
        "permanent_pasture",
        gettext_lazy("Complément Prairies permanentes"),
    ),
    (
        "chargement",
        "livestockDensity",
        "livestock_density",
        gettext_lazy("Complément Chargement territorial"),
    ),
)


# Examples ---------------------------------------------------------------------------------------


def _score(context: Context, example: Example) -> ExampleScore:
    method = context.method
    recipe = simulate(method.food, parse(method.dataset, example.query))
    results = compute_results(recipe, method.scores)
    return ExampleScore(method.scores.named(results.total)["ecs"], recipe.masses.prepared)


# Ingredients ------------------------------------------------------------------------------------


def _service(key: str, code: str, attribute: str, name: Text) -> Column:
    coefficient = SERVICE_COEFFICIENTS[code]

    def effect(_context: Context, ingredient: Ingredient) -> float:
        # The effect on the score is shown: a bonus is negative, and a zero has no sign.
        rating: float = getattr(ingredient, attribute)
        return -coefficient * rating + 0.0

    return Column(key, name, effect, Kind.NUMBER, "Pts/kg")


def _ingredient_columns(method: Method) -> tuple[Column, ...]:
    return (
        IDENTIFIER,
        NAME,
        Column(
            "categories",
            gettext_lazy("Catégories"),
            lambda _c, i: words.codes_in_words(i.categories, words.INGREDIENT_CATEGORIES),
            Kind.LIST,
        ),
        Column(
            "origine",
            gettext_lazy("Origine par défaut"),
            lambda _c, i: words.in_words(i.default_origin, words.DEFAULT_ORIGINS),
        ),
        Column(
            "part-non-comestible",
            gettext_lazy("Part non-comestible"),
            lambda _c, i: i.inedible_part,
            Kind.SHARE,
        ),
        Column(
            "rapport-cru-cuit",
            gettext_lazy("Rapport cru/cuit"),
            lambda _c, i: i.raw_to_cooked_ratio,
            Kind.NUMBER,
        ),
        Column(
            "procede",
            gettext_lazy("Procédé"),
            lambda c, i: process_link(c, i.process),
            Kind.LINK,
        ),
        *(_service(*service) for service in _SERVICES),
        Column(
            "groupe-culture",
            gettext_lazy("Groupe de culture"),
            lambda _c, i: words.in_words(i.crop_group, words.CROP_GROUPS),
        ),
        Column(
            "scenario",
            gettext_lazy("Scénario"),
            lambda _c, i: words.in_words(i.scenario, words.SCENARIOS),
        ),
        Column(
            "occupation-sols",
            gettext_lazy("Occupation des sols"),
            lambda _c, i: i.land_occupation,
            Kind.NUMBER,
            gettext_lazy("m².an/kg"),
        ),
    )


def _ingredient_records(context: Context) -> Sequence[tuple[str, Ingredient]]:
    found = context.method.dataset.ingredients.values()
    return [(ingredient.id, ingredient) for ingredient in found if ingredient.visible]


_INGREDIENTS = Dataset(
    "ingredients",
    gettext_lazy("Ingrédients"),
    gettext_lazy(
        "Les ingrédients, leurs procédés et leurs services écosystémiques. Un complément négatif "
        "est un bonus : il diminue le score."
    ),
    _ingredient_columns,
    _ingredient_records,
    label,
)

FOOD = Sector(
    "alimentaire",
    SCOPE,
    gettext_lazy("Alimentaire"),
    (
        examples(
            SCOPE,
            gettext_lazy("Des recettes types, leur score et le simulateur pour les ouvrir."),
            example_columns("alimentaire", _score),
        ),
        _INGREDIENTS,
        processes(SCOPE),
        countries(SCOPE),
        IMPACTS,
    ),
)
