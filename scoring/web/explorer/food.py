"""The data sets of food (web.md 6)."""

from django.utils.translation import gettext_lazy as _

from scoring.answers.food import FOOD as FOOD_SECTOR
from scoring.answers.food import effects_of
from scoring.answers.unit_costs import points_of
from scoring.engine.food.complements import services_of
from scoring.engine.food.query import IngredientLine
from scoring.engine.records import Ingredient
from scoring.web.explorer.columns import (
    IDENTIFIER,
    NAME,
    Column,
    Context,
    DataTable,
    ExplorerSector,
    in_words,
    link,
    linked,
    listed,
    number,
    score,
    share,
)
from scoring.web.explorer.shared import COUNTRIES, IMPACTS, PROCESSES, examples
from scoring.web.words import data as words
from scoring.web.words.data import Text


def _service(key: str, name: Text, code: str) -> Column:
    """The effect of 1 kg of an ingredient on the score: a bonus is negative."""

    def effect(_context: Context, ingredient: Ingredient) -> float:
        return effects_of(services_of([IngredientLine(ingredient, 1.0)]))[code]

    return number(key, name, effect, unit="Pts/kg")


def _per_kilogram(context: Context, ingredient: Ingredient) -> float:
    """Points of 1 kg as it is bought, before complements and transport."""
    return points_of(context.method, [(ingredient.process.index, 1.0)])


_INGREDIENTS = DataTable(
    slug="ingredients",
    name=_("Ingrédients"),
    introduction=_(
        "Les ingrédients, leurs procédés et leurs services écosystémiques. Un complément négatif "
        "est un bonus : il diminue le score."
    ),
    records=lambda context: (
        one for one in context.method.dataset.ingredients.values() if one.visible
    ),
    columns=(
        IDENTIFIER,
        NAME,
        score("pour-1-kg", _("Pour 1 kg, hors compléments"), _per_kilogram, unit="Pts"),
        listed("categories", _("Catégories"), in_words("categories", words.INGREDIENT_CATEGORIES)),
        Column(
            "origine", _("Origine par défaut"), in_words("default_origin", words.DEFAULT_ORIGINS)
        ),
        share("part-non-comestible", _("Part non-comestible"), "inedible_part"),
        number("rapport-cru-cuit", _("Rapport cru/cuit"), "raw_to_cooked_ratio"),
        link("procede", _("Procédé"), linked("process")),
        _service("haies", _("Complément Haies"), "hedges"),
        _service("parcelles", _("Complément Taille de parcelles"), "plotSize"),
        _service("cultures", _("Complément Diversité culturale"), "cropDiversity"),
        _service("prairies", _("Complément Prairies permanentes"), "permanentPasture"),
        _service("chargement", _("Complément Chargement territorial"), "livestockDensity"),
        Column("groupe-culture", _("Groupe de culture"), in_words("crop_group", words.CROP_GROUPS)),
        Column("scenario", _("Scénario"), in_words("scenario", words.SCENARIOS)),
        number("occupation-sols", _("Occupation des sols"), "land_occupation", unit=_("m².an/kg")),
    ),
)

FOOD = ExplorerSector(
    FOOD_SECTOR.pages,
    FOOD_SECTOR.name,
    (
        examples(_("Des recettes types, leur score et le simulateur pour les ouvrir.")),
        _INGREDIENTS,
        PROCESSES,
        COUNTRIES,
        IMPACTS,
    ),
)
