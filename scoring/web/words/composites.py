"""The words of sets and of garments in several parts."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

COUNT_LABEL = _("Nombre d'exemplaires")
MASS_LABEL = _("Masse de la partie")
MAIN_COUNTRY = _("Celui de la partie principale")
PRICE_LABEL = _("Prix du lot")
SIMPLIFICATION_LABEL = _("Façon de calculer")
# The ways to compute a garment in parts, by the simplified form asked for.
FORMS: Mapping[str, Any] = {
    "": _("Partie par partie"),
    "1": _("Forme simplifiée 1 : composition moyenne"),
    "2": _("Forme simplifiée 2 : composition de la partie principale"),
}


def part_name(position: int, *, is_main: bool) -> str:
    """The name of a part, from its position."""
    if is_main:
        return gettext("Partie {number}, principale").format(number=position + 1)
    return gettext("Partie {number}").format(number=position + 1)


def item_name(position: int, product: str) -> str:
    """The name of an item of a set, from its position and its category."""
    return gettext("Article {number} : {product}").format(number=position + 1, product=product)
