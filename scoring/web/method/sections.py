"""The sections of the method pages, in order; ``templates/method/`` has what they say."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from scoring.engine import scopes

# By the code of a stage, or of a topic common to all stages.
TITLES: Final[Mapping[str, Mapping[str, Any]]] = {
    scopes.TEXTILE: {
        "score": _("Le score"),
        "trims": _("Accessoires"),
        "durability": _("Durabilité"),
        "material": _("Matières premières"),
        "spinning": _("Filature"),
        "fabric": _("Tissage & tricotage"),
        "ennobling": _("Ennoblissement"),
        "making": _("Confection"),
        "distribution": _("Distribution"),
        "use": _("Utilisation"),
        "eol": _("Fin de vie"),
        "transport": _("Transports"),
        "upcycled": _("Vêtement remanufacturé"),
        "composites": _("Lots et vêtements en plusieurs parties"),
    },
    scopes.FOOD: {
        "score": _("Le score"),
        "material": _("Ingrédients"),
        "transform": _("Transformation"),
        "packaging": _("Emballage"),
        "distribution": _("Distribution"),
        "use": _("Consommation"),
    },
    scopes.OBJECT: {
        "score": _("Le score"),
        "material": _("Matières premières"),
        "transformation": _("Transformation"),
        "total": _("Total"),
    },
}
