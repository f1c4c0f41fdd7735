"""The codes of the data in words."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from scoring.answers.sectors import FOOD, OBJECT, TEXTILE, VELI
from scoring.web.explorer.columns import Text

SCOPES: Mapping[str, Text] = {
    TEXTILE.name: gettext_lazy("Textile"),
    FOOD.name: gettext_lazy("Alimentaire"),
    OBJECT.name: gettext_lazy("Objets"),
    VELI.name: gettext_lazy("Véhicules"),
}

FIBRE_ORIGINS: Mapping[str, Text] = {
    "ArtificialFromOrganic": gettext_lazy("Matière artificielle d'origine organique"),
    "NaturalFromAnimal": gettext_lazy("Matière naturelle d'origine animale"),
    "NaturalFromVegetal": gettext_lazy("Matière naturelle d'origine végétale"),
    "Synthetic": gettext_lazy("Matière synthétique"),
}

DEFAULT_ORIGINS: Mapping[str, Text] = {
    "France": gettext_lazy("France"),
    "EuropeAndMaghreb": gettext_lazy("Europe et Maghreb"),
    "OutOfEuropeAndMaghreb": gettext_lazy("Hors Europe et Maghreb"),
    "OutOfEuropeAndMaghrebByPlane": gettext_lazy("Hors Europe et Maghreb par avion"),
}

PROCESS_CATEGORIES: Mapping[str, Text] = {
    "energy": gettext_lazy("Énergie"),
    "eol": gettext_lazy("Fin de vie"),
    "ingredient": gettext_lazy("Ingrédient"),
    "material": gettext_lazy("Matériau"),
    "material_type:metal": gettext_lazy("Métal"),
    "material_type:organic_fibers": gettext_lazy("Fibres organiques"),
    "material_type:plastic": gettext_lazy("Plastique"),
    "material_type:synthetic_fibers": gettext_lazy("Fibres synthétiques"),
    "material_type:upholstery": gettext_lazy("Rembourrage"),
    "material_type:wood": gettext_lazy("Bois"),
    "packaging": gettext_lazy("Emballage"),
    "textile_material": gettext_lazy("Matière textile"),
    "transformation": gettext_lazy("Transformation"),
    "transport": gettext_lazy("Transport"),
    "use": gettext_lazy("Utilisation"),
}

INGREDIENT_CATEGORIES: Mapping[str, Text] = {
    "animal_product": gettext_lazy("Viandes, œufs, poissons et dérivés"),
    "bleublanccoeur": gettext_lazy("Bleu-Blanc-Cœur"),
    "dairy_product": gettext_lazy("Lait et produits laitiers"),
    "grain_processed": gettext_lazy("Céréales transformées"),
    "grain_raw": gettext_lazy("Céréales brutes"),
    "misc": gettext_lazy("Divers"),
    "nut_oilseed_processed": gettext_lazy("Fruits à coque et oléagineux transformés"),
    "nut_oilseed_raw": gettext_lazy("Fruits à coque et oléagineux bruts"),
    "organic": gettext_lazy("Bio"),
    "spice_condiment_additive": gettext_lazy("Condiments, épices, additifs"),
    "vegetable_fresh": gettext_lazy("Fruits et légumes frais"),
    "vegetable_processed": gettext_lazy("Fruits et légumes transformés"),
}

CROP_GROUPS: Mapping[str, Text] = {
    "AUTRES CEREALES": gettext_lazy("Autres céréales"),
    "AUTRES CULTURES INDUSTRIELLES": gettext_lazy("Autres cultures industrielles"),
    "AUTRES OLEAGINEUX": gettext_lazy("Autres oléagineux"),
    "BLE TENDRE": gettext_lazy("Blé tendre"),
    "COLZA": gettext_lazy("Colza"),
    "DIVERS": gettext_lazy("Divers"),
    "FRUITS A COQUES": gettext_lazy("Fruits à coque"),
    "LEGUMES-FLEURS": gettext_lazy("Légumes et fleurs"),
    "LEGUMINEUSES A GRAIN": gettext_lazy("Légumineuses à grain"),
    "MAIS GRAIN ET ENSILAGE": gettext_lazy("Maïs grain et ensilage"),
    "OLIVIERS": gettext_lazy("Oliviers"),
    "ORGE": gettext_lazy("Orge"),
    "PLANTES A FIBRES": gettext_lazy("Plantes à fibres"),
    "PRAIRIES PERMANENTES": gettext_lazy("Prairies permanentes"),
    "PRAIRIES TEMPORAIRES": gettext_lazy("Prairies temporaires"),
    "PROTEAGINEUX": gettext_lazy("Protéagineux"),
    "RIZ": gettext_lazy("Riz"),
    "TOURNESOL": gettext_lazy("Tournesol"),
    "VERGERS": gettext_lazy("Vergers"),
    "VIGNES": gettext_lazy("Vignes"),
}

SCENARIOS: Mapping[str, Text] = {
    "import": gettext_lazy("Importation"),
    "organic": gettext_lazy("Biologique"),
    "reference": gettext_lazy("Référence"),
}


def in_words(code: str | None, words: Mapping[str, Text]) -> str | None:
    """A code in the language of the request; a version may have codes that are not listed."""
    return None if code is None else str(words.get(code, code))


def codes_in_words(codes: tuple[str, ...], words: Mapping[str, Text]) -> tuple[str, ...]:
    """Several codes in the language of the request."""
    return tuple(str(words.get(code, code)) for code in codes)


def yes_or_no(value: bool) -> str:
    """A yes or a no."""
    return _("oui") if value else _("non")
