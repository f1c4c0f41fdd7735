"""The families of stages and the sub-scores, the same for all sectors."""

from collections.abc import Mapping

from scoring.answers import breakdown
from scoring.answers.marking import N_

FAMILIES: Mapping[str, str] = {
    breakdown.TRIMS: N_("Accessoires"),
    breakdown.MATERIALS: N_("Matières premières"),
    breakdown.TRANSFORM: N_("Transformation"),
    breakdown.PACKAGING: N_("Emballage"),
    breakdown.TRANSPORTS: N_("Transports"),
    breakdown.DISTRIBUTION: N_("Distribution"),
    breakdown.USAGE: N_("Utilisation"),
    breakdown.END_OF_LIFE: N_("Fin de vie"),
}
SUB_SCORES: Mapping[str, str] = {
    "climate": N_("Climat"),
    "biodiversity": N_("Biodiversité"),
    "health": N_("Santé environnementale"),
    "resources": N_("Ressources"),
    breakdown.COMPLEMENTS: N_("Compléments"),
}
