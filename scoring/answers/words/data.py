"""The codes of the data."""

from collections.abc import Mapping

from scoring.answers.marking import N_
from scoring.engine import scopes

SCOPES: Mapping[str, str] = {
    scopes.TEXTILE: N_("Textile"),
    scopes.FOOD: N_("Alimentaire"),
    scopes.OBJECT: N_("Objets"),
    scopes.VELI: N_("Véhicules"),
}

FIBRE_ORIGINS: Mapping[str, str] = {
    "ArtificialFromOrganic": N_("Matière artificielle d'origine organique"),
    "NaturalFromAnimal": N_("Matière naturelle d'origine animale"),
    "NaturalFromVegetal": N_("Matière naturelle d'origine végétale"),
    "Synthetic": N_("Matière synthétique"),
}

DEFAULT_ORIGINS: Mapping[str, str] = {
    "France": N_("France"),
    "EuropeAndMaghreb": N_("Europe et Maghreb"),
    "OutOfEuropeAndMaghreb": N_("Hors Europe et Maghreb"),
    "OutOfEuropeAndMaghrebByPlane": N_("Hors Europe et Maghreb par avion"),
}

PROCESS_CATEGORIES: Mapping[str, str] = {
    "energy": N_("Énergie"),
    "eol": N_("Fin de vie"),
    "ingredient": N_("Ingrédient"),
    "material": N_("Matériau"),
    "material_type:metal": N_("Métal"),
    "material_type:organic_fibers": N_("Fibres organiques"),
    "material_type:plastic": N_("Plastique"),
    "material_type:synthetic_fibers": N_("Fibres synthétiques"),
    "material_type:upholstery": N_("Rembourrage"),
    "material_type:wood": N_("Bois"),
    "packaging": N_("Emballage"),
    "textile_material": N_("Matière textile"),
    "transformation": N_("Transformation"),
    "transport": N_("Transport"),
    "use": N_("Utilisation"),
}

INGREDIENT_CATEGORIES: Mapping[str, str] = {
    "animal_product": N_("Viandes, œufs, poissons et dérivés"),
    "bleublanccoeur": N_("Bleu-Blanc-Cœur"),
    "dairy_product": N_("Lait et produits laitiers"),
    "grain_processed": N_("Céréales transformées"),
    "grain_raw": N_("Céréales brutes"),
    "misc": N_("Divers"),
    "nut_oilseed_processed": N_("Fruits à coque et oléagineux transformés"),
    "nut_oilseed_raw": N_("Fruits à coque et oléagineux bruts"),
    "organic": N_("Bio"),
    "spice_condiment_additive": N_("Condiments, épices, additifs"),
    "vegetable_fresh": N_("Fruits et légumes frais"),
    "vegetable_processed": N_("Fruits et légumes transformés"),
}

CROP_GROUPS: Mapping[str, str] = {
    "AUTRES CEREALES": N_("Autres céréales"),
    "AUTRES CULTURES INDUSTRIELLES": N_("Autres cultures industrielles"),
    "AUTRES OLEAGINEUX": N_("Autres oléagineux"),
    "BLE TENDRE": N_("Blé tendre"),
    "COLZA": N_("Colza"),
    "DIVERS": N_("Divers"),
    "FRUITS A COQUES": N_("Fruits à coque"),
    "LEGUMES-FLEURS": N_("Légumes et fleurs"),
    "LEGUMINEUSES A GRAIN": N_("Légumineuses à grain"),
    "MAIS GRAIN ET ENSILAGE": N_("Maïs grain et ensilage"),
    "OLIVIERS": N_("Oliviers"),
    "ORGE": N_("Orge"),
    "PLANTES A FIBRES": N_("Plantes à fibres"),
    "PRAIRIES PERMANENTES": N_("Prairies permanentes"),
    "PRAIRIES TEMPORAIRES": N_("Prairies temporaires"),
    "PROTEAGINEUX": N_("Protéagineux"),
    "RIZ": N_("Riz"),
    "TOURNESOL": N_("Tournesol"),
    "VERGERS": N_("Vergers"),
    "VIGNES": N_("Vignes"),
}

SCENARIOS: Mapping[str, str] = {
    "import": N_("Importation"),
    "organic": N_("Biologique"),
    "reference": N_("Référence"),
}
