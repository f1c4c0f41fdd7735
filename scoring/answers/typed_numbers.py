"""The one reader of numbers that people type, and how a field writes them (web.md 3.7).

It reads what people write: a comma or a point, thousands set apart, a sign, a unit of the field's
kind. What can be read in two ways, or not at all, is refused and says so: nothing is guessed.
``mark`` is the sign of the decimals in the language of the reader, a comma in French.
"""

import re
import sys
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from scoring.answers.marking import N_
from scoring.engine.numbers import divide

# Longer than the longest double written out.
LONGEST = 1200
_SHOWN_CHARACTERS = 60
# Marks without a width, which come with what is pasted.
_INVISIBLE = str.maketrans("", "", "\u200b\u2060\ufeff")
_NUMBER = re.compile(r"([+\-\u2212]?)\s*(€?)\s*([0-9.,'\u2019\s]*[0-9][.,]?)\s*(.*)", re.DOTALL)
_GROUPED = {
    separator: re.compile(rf"[0-9]{{1,3}}(?:{separator}[0-9]{{3}})+")
    for separator in (r"\s", "['\u2019]", r"\.", ",")
}
_THOUSANDS = re.compile(r"(?<=[0-9])(?=(?:[0-9]{3})+$)")
_DIGITS = re.compile(r"[0-9]*")
# 1,250 or 1.250: a thousand for some, one and a quarter for others.
_EITHER = re.compile(r"([1-9][0-9]{0,2})[.,]([0-9]{3})")


class Kind(NamedTuple):
    """What a field takes: its unit as French pages write it, and how many of it others make.

    A unit is written in small letters; ``inverse`` ones divide (10,000 Dtex are 1 Nm). ``whole``
    says that only whole numbers make sense; ``scale`` is what the request has for 1 of the field.
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
# By the unit of a process of the data.
_OF_PROCESSES = {
    "kg": KILOGRAMS,
    "m2": Kind("m²", dict.fromkeys(("m²", "m2", "m^2"), _ONE)),
    "m3": Kind(
        "m³",
        dict.fromkeys(("m³", "m3", "m^3"), _ONE) | {"l": Decimal("0.001")},
    ),
    "L": Kind("L", {"l": _ONE, "ml": Decimal("0.001"), "cl": Decimal("0.01")}),
    "MJ": Kind("MJ", {"mj": _ONE, "kwh": Decimal("3.6")}),
    "Item(s)": Kind(PIECES.unit, PIECES.units),
}


def kind_of_unit(unit: str) -> Kind:
    """The kind of a field that takes the unit of a process; one unknown here is read alone."""
    return _OF_PROCESSES.get(unit) or Kind(unit, {unit.casefold(): _ONE})


class Unread(Exception):
    """A text that is no number of a field; its own text says why, in French.

    ``sentence`` and ``values`` are for whoever says it in another language.
    """

    def __init__(self, sentence: str, text: str, **values: str) -> None:
        self.sentence = sentence
        self.values = {"value": beginning(text), **values}
        super().__init__(sentence.format(**self.values))


def read_number(text: str, kind: Kind = NUMBER, mark: str = ",") -> int | float:
    """The number that a person typed, in the unit of the request.

    Raises ``Unread``.
    """
    value = number_in_unit(text, kind, mark) * kind.scale
    return int(value) if value == value.to_integral_value() and abs(value) < 1e15 else float(value)


def typed_number(text: str, kind: Kind = NUMBER, mark: str = ",") -> int | float | str:
    """The same; the text itself if it is none, for the request to hold as it is.

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
    """What was read of a text, where it is not written as a field writes it; else "".

    The unit of the field is left out.

    >>> understood("1000,50", KILOGRAMS), understood("0.17", KILOGRAMS), understood("0,17")
    ('1\\u202f000,5', '0,17', '')
    """
    try:
        shown = _written(number_in_unit(text, kind, mark), mark)
    except Unread:
        return ""
    return "" if shown == text.strip() else _grouped(shown, mark)


def plain_number(text: str, kind: Kind = NUMBER, mark: str = ",") -> str:
    """A typed number as programs write it, in the unit of the field; "" if it is none."""
    try:
        return f"{number_in_unit(text, kind, mark):f}"
    except Unread:
        return ""


def shown_number(value: float, kind: Kind = NUMBER, mark: str = ",") -> str:
    """A number of a request as its field holds it, with nothing lost.

    >>> shown_number(0.17), shown_number(30.0), shown_number(0.07, PERCENT)
    ('0,17', '30', '7')
    """
    return _written(Decimal(repr(float(value))) / kind.scale, mark)


def beginning(text: str) -> str:
    """What a message repeats of a text."""
    return text if len(text) <= _SHOWN_CHARACTERS else text[:_SHOWN_CHARACTERS] + "…"


def number_in_unit(text: str, kind: Kind, mark: str = ",") -> Decimal:
    """The number that a person typed, in the unit of the field. Raises ``Unread``."""
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
    """The digits typed, with a point where the decimals begin."""
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
    """Digits whose thousands may be set apart, by anything but the sign of the decimals."""
    if _DIGITS.fullmatch(digits):
        return digits
    for separator, pattern in _GROUPED.items():
        if (not decimal_sign or decimal_sign not in separator) and pattern.fullmatch(digits):
            return re.sub(r"[^0-9]", "", digits)
    return None


def _converted(text: str, value: Decimal, unit: str, kind: Kind) -> Decimal:
    """A number in the unit of the field."""
    name = re.sub(r"\s+", "", unit).casefold()
    if not name:
        return value
    if name in kind.units:
        return value * kind.units[name]
    if name in kind.inverse:
        # As the engine divides what a request gives in this unit.
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
    """Thousands set apart, for the eye."""
    whole, found, decimals = text.partition(mark)
    separator = "," if mark == "." else "\u202f"
    return _THOUSANDS.sub(separator, whole) + found + decimals
