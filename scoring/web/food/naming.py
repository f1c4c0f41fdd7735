"""The default name of a recipe."""

from django.utils.translation import gettext as _

from scoring.answers.sector import Computed
from scoring.engine.food.query import IngredientLine, ProcessLine, Query
from scoring.engine.units import GRAMS_PER_KG
from scoring.engine.vocabulary import food as vocabulary
from scoring.web import figures
from scoring.web.automatic_names import automatic_name
from scoring.web.labels import label
from scoring.web.words import food as words


def name_of(computed: Computed[Query, object, object]) -> str:
    """Name a recipe by its ingredients and everything done with them."""
    query = computed.query
    settings = [_process(line) for line in (query.transform, *query.packaging) if line is not None]
    if query.distribution is not None:
        settings.append(str(words.DISTRIBUTIONS[query.distribution]))
    settings += [str(words.PREPARATIONS[code]) for code in query.preparation]
    ingredients = [_ingredient(line) for line in query.ingredients]
    return automatic_name([], ingredients or [_("Recette sans ingrédient")], settings)


def _ingredient(line: IngredientLine) -> str:
    details = [] if line.country is None else [label(line.country)]
    if line.by_plane is not None:
        way = vocabulary.BY_PLANE if line.by_plane else vocabulary.NO_PLANE
        details.append(str(words.PLANES[way]))
    name = f"{label(line.ingredient)} {_mass(line.mass)}"
    return f"{name} ({', '.join(details)})" if details else name


def _process(line: ProcessLine) -> str:
    return f"{label(line.process)} {_mass(line.mass)}"


def _mass(mass: float) -> str:
    return figures.with_unit(figures.significant(mass * GRAMS_PER_KG), "g")
