"""The names of the families of stages, the same for all sectors."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from scoring.answers import breakdown

FAMILIES: Mapping[str, Any] = {
    breakdown.TRIMS: _("Accessoires"),
    breakdown.MATERIALS: _("Matières premières"),
    breakdown.TRANSFORM: _("Transformation"),
    breakdown.PACKAGING: _("Emballage"),
    breakdown.TRANSPORTS: _("Transports"),
    breakdown.DISTRIBUTION: _("Distribution"),
    breakdown.USAGE: _("Utilisation"),
    breakdown.END_OF_LIFE: _("Fin de vie"),
}
COMPLEMENTS = "complements"
SUB_SCORES: Mapping[str, Any] = {
    "climate": _("Climat"),
    "biodiversity": _("Biodiversité"),
    "health": _("Santé environnementale"),
    "resources": _("Ressources"),
    COMPLEMENTS: _("Compléments"),
}
