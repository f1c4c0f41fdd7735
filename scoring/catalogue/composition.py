"""Materials and shares in a row of the portal's file (catalogue.md 2.4)."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from scoring.catalogue import typed
from scoring.catalogue.cells import Cell
from scoring.catalogue.found import Found
from scoring.engine.numbers import running_sum

# Tolerance on the sum of shares, for rounding errors such as in 60 + 30 + 10 %.
_TOLERANCE: Final = 1e-10


class Material(NamedTuple):
    """The keys of a material's three columns, and the number in their names."""

    id: str
    share: str
    country: str
    number: str


def composition(
    materials: Sequence[Material], found: Found, row: Sequence[Cell]
) -> tuple[list[dict[str, Any]], list[str]]:
    """The materials of a row, in order, and the numbers of their columns."""
    values = found.values
    named = [
        one for one in materials if one.id in values or one.share in values or one.country in values
    ]
    shares = _shares(named, found, row)
    items: list[dict[str, Any]] = []
    numbers = []
    total = 0.0
    for one in named:
        share = shares[one.share]
        if one.id not in values:
            # A formula carried too far down gives 0 % of nothing.
            if share != 0 or found.says(one.country):
                found.fault(one.id, "une part ou une origine est donnée, la matière manque")
            continue
        if one.share not in values:
            found.fault(one.share, "la part de cette matière manque")
        numbers.append(one.number)
        item: dict[str, Any] = {}
        code, country = found.get(one.id), found.get(one.country)
        if code is not None:
            item["id"] = code
        if share is not None:
            item["share"] = share
            total += share
        if country is not None:
            item["country"] = country
        items.append(item)
    if not items:
        found.fault(materials[0].id, "aucune matière n'est donnée")
    elif not found.faults:
        _judge_sum(materials[0], total, found)
    return items, numbers


def _shares(
    named: Sequence[Material], found: Found, row: Sequence[Cell]
) -> dict[str, float | None]:
    """Shares by column, ratios of 1: numbers above 1 are percentages if all add up to 100."""
    shares = {}
    too_many = False
    for one in named:
        share = shares[one.share] = found.get(one.share)
        # Texts above 100 % are unread already.
        too_many = too_many or (share is not None and share > 1)
    if not too_many:
        return shares
    numbers = {
        key: share
        for key, share in shares.items()
        if share is not None and not isinstance(row[found.layout.places[key]], str)
    }
    too_large = [key for key, share in numbers.items() if share > 1]
    percentages = {key: typed.as_percentage(share) for key, share in numbers.items()}
    meant = shares | percentages
    if abs(running_sum(share for share in meant.values() if share is not None) - 1) < _TOLERANCE:
        return meant
    for key in too_large:
        found.fault(key, typed.not_a_fraction(numbers[key]))
        shares[key] = None
    return shares


def _judge_sum(first: Material, total: float, found: Found) -> None:
    """Explain a sum other than 1, which the engine rejects, and report what the portal rejects."""
    if abs(total - 1) < _TOLERANCE:
        return
    if abs(total * 100 - 1) < _TOLERANCE * 100:
        message = (
            "les parts ne font que 1 % : dans un texte « 0,9 » veut dire 0,9 %, écrivez 90 ou 90 %"
        )
        found.remark("shares-look-like-fractions", first.share, message)
    if found.strict:
        percent = f"{total * 100:.8g}".replace(".", ",")
        found.against_portal(
            "materials-sum", first.share, f"les parts font {percent} % et non 100 %"
        )
