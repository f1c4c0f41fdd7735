"""The number of a French company (accounts.md 3)."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_DIGITS = 9
# Spaces of every kind, visible or not, points and hyphens, as people write it.
_SEPARATORS = re.compile("[\\s\u200b\u2060\ufeff.\u2010\u2011\u2012\u2013\u2014\u2212-]+")


def compact_siren(text: str) -> str:
    """The number alone, without what its writer put between the digits.

    >>> compact_siren(" 901 518-415 ")
    '901518415'
    """
    return _SEPARATORS.sub("", text)


def check_siren(text: str) -> None:
    """Refuse what is no SIREN: nine digits whose Luhn sum is a multiple of ten, not all zero.

    Raises ``ValidationError``.

    >>> check_siren("901518415")
    """
    if not (text.isascii() and text.isdigit()):
        raise ValidationError(_("Le numéro SIREN ne doit contenir que des chiffres"))
    if len(text) != _DIGITS:
        raise ValidationError(_("Le numéro SIREN doit contenir exactement 9 chiffres"))
    if int(text) == 0 or _luhn_sum(text) % 10 != 0:
        raise ValidationError(_("Le numéro SIREN est invalide"))


def _luhn_sum(digits: str) -> int:
    """Sum of the digits, every second one from the right doubled and its own digits summed."""
    doubled = [2 * int(digit) for digit in digits[-2::-2]]
    return sum(int(digit) for digit in digits[-1::-2]) + sum(n // 10 + n % 10 for n in doubled)
