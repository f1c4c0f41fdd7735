"""The only parser of numbers typed by users, and their formatting in fields (web.md 3.7).

It accepts common notations: a decimal comma or point, thousands separators, a sign, a unit of the
field's kind. Ambiguous or unreadable input is rejected with an explanation; nothing is guessed.
``mark`` is the decimal separator of the user's language, a comma in French.
"""

import re
import sys
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from scoring.answers.marking import N_
from scoring.engine.numbers import divide
from scoring.engine.units import MJ_PER_KWH

# Longer than the longest double in full decimal notation.
LONGEST = 1200
_SHOWN_CHARACTERS = 60
# Zero-width characters, which pasted text may contain.
_INVISIBLE = str.maketrans("", "", "\u200b\u2060\ufeff")
_NUMBER = re.compile(r"([+\-\u2212]?)\s*(€?)\s*([0-9.,'\u2019\s]*[0-9][.,]?)\s*(.*)", re.DOTALL)
_GROUPED = {
    separator: re.compile(rf"[0-9]{{1,3}}(?:{separator}[0-9]{{3}})+")
    for separator in (r"\s", "['\u2019]", r"\.", ",")
}
_THOUSANDS = re.compile(r"(?<=[0-9])(?=(?:[0-9]{3})+$)")
_DIGITS = re.compile(r"[0-9]*")
# 1,250 or 1.250: a thousand for some readers, one and a quarter for others.
_EITHER = re.compile(r"([1-9][0-9]{0,2})[.,]([0-9]{3})")


class Kind(NamedTuple):
    """What a field accepts: its unit as French pages write it, and conversion factors.

    Units are in lower case; ``inverse`` ones divide (10,000 Dtex are 1 Nm). ``whole`` accepts whole
    numbers only; ``scale`` is the request's value for 1 in the field.
    """

    unit: str = ""
    units: Mapping[str, Decimal] = {}
    inverse: Mapping[str, Decimal] = {}
    whole: bool = False
    scale: Decimal = Decimal(1)


_NO_NUMBER = N_("« {value} » n'est pas un nombre.")
_ONE = Decimal(1)
_LARGEST = Decimal(repr(sys.float_info.max))
_GRAMS = dict.fromkeys(("g", "gr", "gramme", "grammes", "gram", "grams"), _ONE)
_KILOGRAMS = dict.fromkeys(("kg", "kilo", "kilos"), _ONE)


def _times(units: Mapping[str, Decimal], factor: str) -> dict[str, Decimal]:
    return {name: one * Decimal(factor) for name, one in units.items()}


NUMBER = Kind()
WHOLE = Kind(whole=True)
KILOGRAMS = Kind("kg", {**_KILOGRAMS, **_times(_GRAMS, "0.001"), "mg": Decimal("0.000001")})
GRAMS = Kind("g", {**_GRAMS, **_times(_KILOGRAMS, "1000"), "mg": Decimal("0.001")})
EUROS = Kind("€", dict.fromkeys(("€", "eur", "euro", "euros"), _ONE))
PERCENT = Kind("%", {"%": _ONE}, scale=Decimal("0.01"))
SURFACE_MASS = Kind(
    "g/m²",
    dict.fromkeys(("g/m²", "g/m2", "g/m^2", "gsm"), _ONE)
    | {name: Decimal(1000) for name in ("kg/m²", "kg/m2", "kg/m^2")},
    whole=True,
)
YARN_SIZE = Kind("Nm", {"nm": _ONE}, {"dtex": Decimal(10000)})
PIECES = Kind(
    N_("pièce(s)"),
    dict.fromkeys(("pièce", "pièces", "piece", "pieces", "pièce(s)", "item(s)"), _ONE),
    whole=True,
)
# By process unit in the data.
_OF_PROCESSES = {
    "kg": KILOGRAMS,
    "m2": Kind("m²", dict.fromkeys(("m²", "m2", "m^2"), _ONE)),
    "m3": Kind(
        "m³",
        dict.fromkeys(("m³", "m3", "m^3"), _ONE) | {"l": Decimal("0.001")},
    ),
    "L": Kind("L", {"l": _ONE, "ml": Decimal("0.001"), "cl": Decimal("0.01")}),
    "MJ": Kind("MJ", {"mj": _ONE, "kwh": Decimal(str(MJ_PER_KWH))}),
    "Item(s)": Kind(PIECES.unit, PIECES.units),
}


def kind_of_unit(unit: str) -> Kind:
    """The kind of a field in a process's unit; an unknown unit has no conversions."""
    return _OF_PROCESSES.get(unit) or Kind(unit, {unit.casefold(): _ONE})


class Unread(Exception):
    """A text that is not a valid number for a field; its message says why, in French.

    ``sentence`` and ``values`` allow callers to translate the message.
    """

    def __init__(self, sentence: str, text: str, **values: str) -> None:
        self.sentence = sentence
        self.values = {"value": beginning(text), **values}
        super().__init__(sentence.format(**self.values))


def read_number(text: str, kind: Kind = NUMBER, mark: str = ",") -> int | float:
    """Parse a number typed by a user, in the unit of the request.

    Raises ``Unread``.

    >>> read_number("1 000,5"), read_number("170 g", KILOGRAMS)
    (1000.5, 0.17)
    """
    value = number_in_unit(text, kind, mark) * kind.scale
    return int(value) if value == value.to_integral_value() and abs(value) < 1e15 else float(value)


def typed_number(text: str, kind: Kind = NUMBER, mark: str = ",") -> int | float | str:
    """Like ``read_number``, but return invalid text unchanged, for the request's validation to
    report.

    >>> typed_number("0,17"), typed_number("1 000"), typed_number("170 g", KILOGRAMS)
    (0.17, 1000, 0.17)
    >>> typed_number("33,3 %", PERCENT), typed_number("douze")
    (0.333, 'douze')
    """
    try:
        return read_number(text, kind, mark)
    except Unread:
        return text


def understood(text: str, kind: Kind = NUMBER, mark: str = ",") -> str:
    """How a text was interpreted, if a field would show it differently; else "".

    The field's unit is omitted.

    >>> understood("1000,50", KILOGRAMS), understood("0.17", KILOGRAMS), understood("0,17")
    ('1\\u202f000,5', '0,17', '')
    """
    try:
        shown = _written(number_in_unit(text, kind, mark), mark)
    except Unread:
        return ""
    return "" if shown == text.strip() else _grouped(shown, mark)


def plain_number(text: str, kind: Kind = NUMBER, mark: str = ",") -> str:
    """A typed number in machine notation, in the unit of the field; "" if invalid.

    >>> plain_number("33,3 %", PERCENT), plain_number("douze")
    ('33.3', '')
    """
    try:
        return f"{number_in_unit(text, kind, mark):f}"
    except Unread:
        return ""


def shown_number(value: float, kind: Kind = NUMBER, mark: str = ",") -> str:
    """A request's number as its field shows it, without loss of precision.

    >>> shown_number(0.17), shown_number(30.0), shown_number(0.07, PERCENT)
    ('0,17', '30', '7')
    """
    return _written(Decimal(repr(float(value))) / kind.scale, mark)


def beginning(text: str) -> str:
    """The excerpt of a text that a message repeats."""
    return text if len(text) <= _SHOWN_CHARACTERS else text[:_SHOWN_CHARACTERS] + "…"


def number_in_unit(text: str, kind: Kind, mark: str = ",") -> Decimal:
    """Parse a number typed by a user, in the unit of the field. Raises ``Unread``."""
    typed = text.translate(_INVISIBLE).strip()
    match = _NUMBER.fullmatch(typed) if len(typed) <= LONGEST else None
    if match is None:
        raise Unread(_NO_NUMBER, text)
    sign, prefix, digits, unit = match.groups()
    value = Decimal(_digits(text, digits.strip(), kind, mark))
    value = _converted(text, -value if sign in ("-", "\u2212") else value, unit or prefix, kind)
    if abs(value) > _LARGEST:
        raise Unread(N_("« {value} » est trop grand."), text)
    return value


def _digits(text: str, digits: str, kind: Kind, mark: str) -> str:
    """The digits typed, with a point as the decimal separator."""
    either = _EITHER.fullmatch(digits)
    if either and mark not in digits:
        thousands = "".join(either.groups())
        if kind.whole:
            return thousands
        decimals = f"{either[1]}{mark}{either[2]}"
        raise Unread(
            N_(
                "« {value} » se lit {decimals} ou {thousands} selon les pays : "
                "écrivez l'un ou l'autre."
            ),
            text,
            decimals=decimals,
            thousands=thousands,
        )
    for sign in (",", "."):
        whole, found, decimals = digits.rpartition(sign)
        if found and sign not in whole and _DIGITS.fullmatch(decimals):
            plain = _whole(whole, sign)
            if plain is not None and (plain or decimals):
                return f"{plain or '0'}.{decimals or '0'}"
    plain = _whole(digits, "")
    if not plain:
        raise Unread(_NO_NUMBER, text)
    return plain


def _whole(digits: str, decimal_sign: str) -> str | None:
    """Digits without thousands separators (any but the decimal separator); None if invalid."""
    if _DIGITS.fullmatch(digits):
        return digits
    for separator, pattern in _GROUPED.items():
        if (not decimal_sign or decimal_sign not in separator) and pattern.fullmatch(digits):
            return re.sub(r"[^0-9]", "", digits)
    return None


def _converted(text: str, value: Decimal, unit: str, kind: Kind) -> Decimal:
    """Convert a number to the unit of the field."""
    name = re.sub(r"\s+", "", unit).casefold()
    if not name:
        return value
    if name in kind.units:
        return value * kind.units[name]
    if name in kind.inverse:
        # Same division as the engine's for a request in this unit.
        return Decimal(repr(divide(float(kind.inverse[name]), float(value))))
    if not kind.unit:
        raise Unread(
            N_("« {value} » : ce champ se remplit avec un nombre seul, sans « {unit} »."),
            text,
            unit=beginning(unit),
        )
    raise Unread(
        N_("« {value} » : « {unit} » n'est pas une unité de ce champ, qui est en {own}."),
        text,
        unit=beginning(unit),
        own=kind.unit,
    )


def _written(value: Decimal, mark: str) -> str:
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return ("0" if text in ("-0", "") else text).replace(".", mark)


def _grouped(text: str, mark: str) -> str:
    """Add thousands separators, for readability."""
    whole, found, decimals = text.partition(mark)
    separator = "," if mark == "." else "\u202f"
    return _THOUSANDS.sub(separator, whole) + found + decimals
