"""The fields and codes of recipes; the engine's own labels are used by the API."""

from scoring.answers.marking import N_
from scoring.engine.vocabulary import food as vocabulary

FIELDS = {
    "ingredient": N_("Ingrédient"),
    "mass": N_("Masse"),
    "country": N_("Origine"),
    "plane": N_("Acheminement"),
    "transform": N_("Procédé de transformation"),
    "packaging": N_("Emballage"),
    "distribution": N_("Conservation en magasin"),
    "preparation": N_("Préparation"),
}
PARTS = {
    "material": N_("Ingrédients"),
    "transform": N_("Transformation"),
    "packaging": N_("Emballage"),
    "distribution": N_("Distribution"),
    "use": N_("Consommation"),
}
DISTRIBUTIONS = {
    "ambient": N_("Température ambiante"),
    "fresh": N_("Frais"),
    "frozen": N_("Surgelé"),
}
PREPARATIONS = {
    "frying": N_("Friture"),
    "pan-cooking": N_("Cuisson à la poêle"),
    "pan-warming": N_("Réchauffage à la poêle"),
    "oven": N_("Cuisson au four"),
    "microwave": N_("Cuisson au four micro-ondes"),
    "refrigeration": N_("Réfrigération"),
    "freezing": N_("Congélation"),
}
PLANES = {vocabulary.BY_PLANE: N_("Par avion"), vocabulary.NO_PLANE: N_("Sans avion")}
# In the order of ``scoring.engine.food.complements.Services``.
SERVICES = {
    "hedges": N_("Haies"),
    "plot_size": N_("Taille de parcelles"),
    "crop_diversity": N_("Diversité culturale"),
    "permanent_pasture": N_("Prairies permanentes"),
    "livestock_density": N_("Chargement territorial"),
}
MODES = {
    "road": N_("Route"),
    "road_cooled": N_("Route réfrigérée"),
    "sea": N_("Mer"),
    "sea_cooled": N_("Mer réfrigérée"),
    "air": N_("Avion"),
}
