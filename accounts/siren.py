"""SIREN, the identification number of French companies (accounts.md 3)."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_DIGITS = 9
# Every kind of space, visible or not, dots and hyphens, as people write it.
_SEPARATORS = re.compile("[\\s\u200b\u2060\ufeff.\u2010\u2011\u2012\u2013\u2014\u2212-]+")


def compact_siren(text: str) -> str:
    """Return the number without separators between the digits.

    >>> compact_siren(" 901 518-415 ")
    '901518415'
    """
    return _SEPARATORS.sub("", text)


def check_siren(text: str) -> None:
    """Validate a SIREN: nine digits, not all zero, with a Luhn sum that is a multiple of ten.

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
    """Sum the digits, every second one from the right being doubled and its digits added."""
    doubled = [2 * int(digit) for digit in digits[-2::-2]]
    return sum(int(digit) for digit in digits[-1::-2]) + sum(n // 10 + n % 10 for n in doubled)
