"""Labels of the food simulator's fields and codes, in the visitor's language.

The engine's own labels are French, for the API; these are for pages.
"""

from django.utils.translation import gettext_lazy as _

from scoring.engine.food import vocabulary

FIELDS = {
    "ingredient": _("Ingrédient"),
    "mass": _("Masse"),
    "country": _("Origine"),
    "plane": _("Acheminement"),
    "transform": _("Procédé de transformation"),
    "packaging": _("Emballage"),
    "distribution": _("Conservation en magasin"),
    "preparation": _("Préparation"),
}
PARTS = {
    "material": _("Ingrédients"),
    "transform": _("Transformation"),
    "packaging": _("Emballage"),
    "distribution": _("Distribution"),
    "use": _("Consommation"),
}
DISTRIBUTIONS = {
    "ambient": _("Température ambiante"),
    "fresh": _("Frais"),
    "frozen": _("Surgelé"),
}
PREPARATIONS = {
    "frying": _("Friture"),
    "pan-cooking": _("Cuisson à la poêle"),
    "pan-warming": _("Réchauffage à la poêle"),
    "oven": _("Cuisson au four"),
    "microwave": _("Cuisson au four micro-ondes"),
    "refrigeration": _("Réfrigération"),
    "freezing": _("Congélation"),
}
PLANES = {vocabulary.BY_PLANE: _("Par avion"), vocabulary.NO_PLANE: _("Sans avion")}
# In the order of ``scoring.engine.food.complements.Services``.
SERVICES = {
    "hedges": _("Haies"),
    "plot_size": _("Taille de parcelles"),
    "crop_diversity": _("Diversité culturale"),
    "permanent_pasture": _("Prairies permanentes"),
    "livestock_density": _("Chargement territorial"),
}
MODES = {
    "road": _("Route"),
    "road_cooled": _("Route réfrigérée"),
    "sea": _("Mer"),
    "sea_cooled": _("Mer réfrigérée"),
    "air": _("Avion"),
}
