"""The codes of the data in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from scoring.answers.sectors import FOOD, OBJECT, TEXTILE, VELI

Text = str | Promise

SCOPES: Mapping[str, Text] = {
    TEXTILE.name: _("Textile"),
    FOOD.name: _("Alimentaire"),
    OBJECT.name: _("Objets"),
    VELI.name: _("Véhicules"),
}

FIBRE_ORIGINS: Mapping[str, Text] = {
    "ArtificialFromOrganic": _("Matière artificielle d'origine organique"),
    "NaturalFromAnimal": _("Matière naturelle d'origine animale"),
    "NaturalFromVegetal": _("Matière naturelle d'origine végétale"),
    "Synthetic": _("Matière synthétique"),
}

DEFAULT_ORIGINS: Mapping[str, Text] = {
    "France": _("France"),
    "EuropeAndMaghreb": _("Europe et Maghreb"),
    "OutOfEuropeAndMaghreb": _("Hors Europe et Maghreb"),
    "OutOfEuropeAndMaghrebByPlane": _("Hors Europe et Maghreb par avion"),
}

PROCESS_CATEGORIES: Mapping[str, Text] = {
    "energy": _("Énergie"),
    "eol": _("Fin de vie"),
    "ingredient": _("Ingrédient"),
    "material": _("Matériau"),
    "material_type:metal": _("Métal"),
    "material_type:organic_fibers": _("Fibres organiques"),
    "material_type:plastic": _("Plastique"),
    "material_type:synthetic_fibers": _("Fibres synthétiques"),
    "material_type:upholstery": _("Rembourrage"),
    "material_type:wood": _("Bois"),
    "packaging": _("Emballage"),
    "textile_material": _("Matière textile"),
    "transformation": _("Transformation"),
    "transport": _("Transport"),
    "use": _("Utilisation"),
}

INGREDIENT_CATEGORIES: Mapping[str, Text] = {
    "animal_product": _("Viandes, œufs, poissons et dérivés"),
    "bleublanccoeur": _("Bleu-Blanc-Cœur"),
    "dairy_product": _("Lait et produits laitiers"),
    "grain_processed": _("Céréales transformées"),
    "grain_raw": _("Céréales brutes"),
    "misc": _("Divers"),
    "nut_oilseed_processed": _("Fruits à coque et oléagineux transformés"),
    "nut_oilseed_raw": _("Fruits à coque et oléagineux bruts"),
    "organic": _("Bio"),
    "spice_condiment_additive": _("Condiments, épices, additifs"),
    "vegetable_fresh": _("Fruits et légumes frais"),
    "vegetable_processed": _("Fruits et légumes transformés"),
}

CROP_GROUPS: Mapping[str, Text] = {
    "AUTRES CEREALES": _("Autres céréales"),
    "AUTRES CULTURES INDUSTRIELLES": _("Autres cultures industrielles"),
    "AUTRES OLEAGINEUX": _("Autres oléagineux"),
    "BLE TENDRE": _("Blé tendre"),
    "COLZA": _("Colza"),
    "DIVERS": _("Divers"),
    "FRUITS A COQUES": _("Fruits à coque"),
    "LEGUMES-FLEURS": _("Légumes et fleurs"),
    "LEGUMINEUSES A GRAIN": _("Légumineuses à grain"),
    "MAIS GRAIN ET ENSILAGE": _("Maïs grain et ensilage"),
    "OLIVIERS": _("Oliviers"),
    "ORGE": _("Orge"),
    "PLANTES A FIBRES": _("Plantes à fibres"),
    "PRAIRIES PERMANENTES": _("Prairies permanentes"),
    "PRAIRIES TEMPORAIRES": _("Prairies temporaires"),
    "PROTEAGINEUX": _("Protéagineux"),
    "RIZ": _("Riz"),
    "TOURNESOL": _("Tournesol"),
    "VERGERS": _("Vergers"),
    "VIGNES": _("Vignes"),
}

SCENARIOS: Mapping[str, Text] = {
    "import": _("Importation"),
    "organic": _("Biologique"),
    "reference": _("Référence"),
}


def yes_or_no(value: bool) -> str:
    """A yes or a no."""
    return gettext("oui") if value else gettext("non")
