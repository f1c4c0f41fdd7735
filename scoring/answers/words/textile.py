"""The fields and codes of garments; the engine's own labels are used by the API."""

from scoring.answers.marking import N_
from scoring.engine.vocabulary import textile as vocabulary

FIELDS = {
    "product": N_("Catégorie de produit"),
    "mass": N_("Masse du produit fini"),
    "upcycled": N_("Remanufacturé"),
    "price": N_("Prix neuf"),
    "numberOfReferences": N_("Nombre de références"),
    "business": N_("Entreprise"),
    "physicalDurability": N_("Durabilité physique"),
    "materials": N_("Matières"),
    "material": N_("Matière"),
    "share": N_("Part"),
    "country": N_("Origine"),
    "spinning": N_("Procédé de filature"),
    "trims": N_("Accessoires"),
    "trim": N_("Accessoire"),
    "quantity": N_("Quantité"),
    "countrySpinning": N_("Pays de filature"),
    "countryFabric": N_("Pays de tissage ou de tricotage"),
    "countryDyeing": N_("Pays d'ennoblissement"),
    "countryMaking": N_("Pays de confection"),
    "yarnSize": N_("Titrage du fil"),
    "fabricProcess": N_("Procédé de tissage ou de tricotage"),
    "surfaceMass": N_("Grammage"),
    "dyeingProcessType": N_("Type de teinture"),
    "printing": N_("Impression"),
    "printing-kind": N_("Impression"),
    "printing-ratio": N_("Part de la surface imprimée"),
    "airTransportRatio": N_("Part du transport aérien"),
    "fading": N_("Délavage"),
    "makingComplexity": N_("Complexité de confection"),
    "makingWaste": N_("Taux de perte en confection"),
    "makingDeadStock": N_("Taux de stocks dormants"),
    "disabledSteps": N_("Étapes désactivées"),
}
STEPS = {
    vocabulary.MATERIAL: N_("Matières premières"),
    vocabulary.SPINNING: N_("Filature"),
    vocabulary.FABRIC: N_("Tissage & tricotage"),
    vocabulary.ENNOBLING: N_("Ennoblissement"),
    vocabulary.MAKING: N_("Confection"),
    vocabulary.DISTRIBUTION: N_("Distribution"),
    vocabulary.USE: N_("Utilisation"),
    vocabulary.END_OF_LIFE: N_("Fin de vie"),
}
BUSINESSES = {
    "small-business": N_("PME/TPE"),
    "large-business-without-services": N_("Grande entreprise sans service de réparation"),
    "large-business-with-services": N_("Grande entreprise avec service de réparation"),
}
FABRICS = {
    "knitting-mix": N_("Tricotage moyen (mix de métiers circulaire et rectiligne)"),
    "knitting-fully-fashioned": N_("Tricotage fully-fashioned (seamless)"),
    "knitting-integral": N_("Tricotage intégral (whole garment)"),
    "knitting-circular": N_("Tricotage circulaire"),
    "knitting-straight": N_("Tricotage rectiligne"),
    vocabulary.WEAVING: N_("Tissage"),
}
COMPLEXITIES = {
    "very-high": N_("Très élevée"),
    "high": N_("Élevée"),
    "medium": N_("Moyenne"),
    "low": N_("Faible"),
    "very-low": N_("Très faible"),
    "not-applicable": N_("Non applicable"),
}
DYEINGS = {
    "average": N_("Teinture moyenne"),
    "continuous": N_("Teinture continue"),
    "discontinuous": N_("Teinture discontinue"),
}
PRINTINGS = {"pigment": N_("Pigmentaire"), "substantive": N_("Fixé-lavé")}
SPINNINGS = {
    vocabulary.CONVENTIONAL_SPINNING: N_("Filature conventionnelle"),
    vocabulary.UNCONVENTIONAL_SPINNING: N_("Filature non conventionnelle"),
    vocabulary.SYNTHETIC_SPINNING: N_("Filage synthétique"),
}
ORIGINS = {
    "NaturalFromVegetal": N_("Matières naturelles d'origine végétale"),
    "NaturalFromAnimal": N_("Matières naturelles d'origine animale"),
    "Synthetic": N_("Matières synthétiques"),
    "ArtificialFromOrganic": N_("Matières artificielles d'origine organique"),
}
# Name of each transport mode, by icon.
MODES = {"road": N_("Route"), "sea": N_("Mer"), "air": N_("Avion")}
