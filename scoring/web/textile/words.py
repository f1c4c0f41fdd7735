"""Labels of the textile simulator's fields and codes, in the visitor's language.

The engine's own labels are French, for the API; these are for pages.
"""

from django.utils.translation import gettext_lazy as _

from scoring.engine.textile import vocabulary

FIELDS = {
    "product": _("Catégorie de produit"),
    "mass": _("Masse du produit fini"),
    "upcycled": _("Remanufacturé"),
    "price": _("Prix neuf"),
    "numberOfReferences": _("Nombre de références"),
    "business": _("Entreprise"),
    "physicalDurability": _("Durabilité physique"),
    "materials": _("Matières"),
    "material": _("Matière"),
    "share": _("Part"),
    "country": _("Origine"),
    "spinning": _("Procédé de filature"),
    "trims": _("Accessoires"),
    "trim": _("Accessoire"),
    "quantity": _("Quantité"),
    "countrySpinning": _("Pays de filature"),
    "countryFabric": _("Pays de tissage ou de tricotage"),
    "countryDyeing": _("Pays d'ennoblissement"),
    "countryMaking": _("Pays de confection"),
    "yarnSize": _("Titrage du fil"),
    "fabricProcess": _("Procédé de tissage ou de tricotage"),
    "surfaceMass": _("Grammage"),
    "dyeingProcessType": _("Type de teinture"),
    "printing": _("Impression"),
    "printing-kind": _("Impression"),
    "printing-ratio": _("Part de la surface imprimée"),
    "airTransportRatio": _("Part du transport aérien"),
    "fading": _("Délavage"),
    "makingComplexity": _("Complexité de confection"),
    "makingWaste": _("Taux de perte en confection"),
    "makingDeadStock": _("Taux de stocks dormants"),
    "disabledSteps": _("Étapes désactivées"),
}
STEPS = {
    vocabulary.MATERIAL: _("Matières premières"),
    vocabulary.SPINNING: _("Filature"),
    vocabulary.FABRIC: _("Tissage & tricotage"),
    vocabulary.ENNOBLING: _("Ennoblissement"),
    vocabulary.MAKING: _("Confection"),
    vocabulary.DISTRIBUTION: _("Distribution"),
    vocabulary.USE: _("Utilisation"),
    vocabulary.END_OF_LIFE: _("Fin de vie"),
}
BUSINESSES = {
    "small-business": _("PME/TPE"),
    "large-business-without-services": _("Grande entreprise sans service de réparation"),
    "large-business-with-services": _("Grande entreprise avec service de réparation"),
}
FABRICS = {
    "knitting-mix": _("Tricotage moyen (mix de métiers circulaire et rectiligne)"),
    "knitting-fully-fashioned": _("Tricotage fully-fashioned (seamless)"),
    "knitting-integral": _("Tricotage intégral (whole garment)"),
    "knitting-circular": _("Tricotage circulaire"),
    "knitting-straight": _("Tricotage rectiligne"),
    vocabulary.WEAVING: _("Tissage"),
}
COMPLEXITIES = {
    "very-high": _("Très élevée"),
    "high": _("Élevée"),
    "medium": _("Moyenne"),
    "low": _("Faible"),
    "very-low": _("Très faible"),
    "not-applicable": _("Non applicable"),
}
DYEINGS = {
    "average": _("Teinture moyenne"),
    "continuous": _("Teinture continue"),
    "discontinuous": _("Teinture discontinue"),
}
PRINTINGS = {"pigment": _("Pigmentaire"), "substantive": _("Fixé-lavé")}
SPINNINGS = {
    vocabulary.CONVENTIONAL_SPINNING: _("Filature conventionnelle"),
    vocabulary.UNCONVENTIONAL_SPINNING: _("Filature non conventionnelle"),
    vocabulary.SYNTHETIC_SPINNING: _("Filage synthétique"),
}
ORIGINS = {
    "NaturalFromVegetal": _("Matières naturelles d'origine végétale"),
    "NaturalFromAnimal": _("Matières naturelles d'origine animale"),
    "Synthetic": _("Matières synthétiques"),
    "ArtificialFromOrganic": _("Matières artificielles d'origine organique"),
}
# Each mode of transport by its icon.
MODES = {"road": _("Route"), "sea": _("Mer"), "air": _("Avion")}
