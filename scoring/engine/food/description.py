"""One French sentence that lists the parameters of a recipe (api.md 6)."""

from scoring.engine.food.query import IngredientLine, ProcessLine, Query
from scoring.engine.french import NBSP, decimal, lower_first, pair
from scoring.engine.units import GRAMS_PER_KG
from scoring.engine.vocabulary import food as vocabulary


def describe(query: Query) -> str:
    """Describe the request, without the fields it omits."""
    parts = ["recette sans ingrédient"]
    if query.ingredients:
        label = "ingrédient" if len(query.ingredients) == 1 else "ingrédients"
        parts = [pair(label, " + ".join(_ingredient(line) for line in query.ingredients))]
    if query.transform is not None:
        parts.append(pair("transformation", _process(query.transform)))
    if query.packaging:
        label = "emballage" if len(query.packaging) == 1 else "emballages"
        parts.append(pair(label, " + ".join(_process(line) for line in query.packaging)))
    if query.distribution is not None:
        parts.append(pair("distribution", vocabulary.RETAILS[query.distribution].label))
    if query.preparation:
        labels = [lower_first(vocabulary.PREPARATIONS[code].label) for code in query.preparation]
        parts.append(pair("consommation", " + ".join(labels)))
    sentence = ", ".join(parts)
    return sentence[0].upper() + sentence[1:]


def _ingredient(line: IngredientLine) -> str:
    origin = vocabulary.ORIGIN_LABELS[line.ingredient.default_origin]
    if line.country is not None:
        origin = line.country.name
    if line.by_plane is not None:
        origin += ", par avion" if line.by_plane else ", sans avion"
    return f"{line.ingredient.name} {_mass(line.mass)} ({origin})"


def _process(line: ProcessLine) -> str:
    return f"{line.process.name} {_mass(line.mass)}"


def _mass(mass: float) -> str:
    return f"{decimal(mass * GRAMS_PER_KG, 2)}{NBSP}g"
