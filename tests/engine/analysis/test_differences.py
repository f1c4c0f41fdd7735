"""Differences: shares by Shapley's rule, against every order one by one (decisions.md 3)."""

from itertools import permutations
from statistics import fmean
from typing import Any

import pytest

from scoring.engine.analysis.differences import (
    MOST_EXACT,
    Differences,
    exact_shares,
    find_differences,
)
from scoring.engine.analysis.variants import Variants, score_of
from scoring.engine.method import Method
from tests.engine.analysis.garments import garments

TSHIRT = {"mass": 0.17, "product": "tshirt", "materials": [{"id": "ei-coton", "share": 1}]}
CHANGES = {
    "mass": 0.15,
    "countryMaking": "FR",
    "countryDyeing": "FR",
    "price": 40,
    "materials": [{"id": "ei-lin", "share": 1}],
}


def differences(method: Method, before: Any, after: Any) -> Differences:
    return find_differences(Variants(method, before), Variants(method, after))


def points(found: Differences) -> dict[str, float]:
    return {share.field: share.points for share in found.shares}


def by_every_order(method: Method, before: dict[str, Any], fields: dict[str, Any]) -> Any:
    """Shapley's shares, computed over all orders."""
    added: dict[str, list[float]] = {field: [] for field in fields}
    for order in permutations(fields):
        body = dict(before)
        for field in order:
            known = score_of(method, body)
            body[field] = fields[field]
            added[field].append(score_of(method, body) - known)
    return {field: fmean(steps) for field, steps in added.items()}


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_shares_are_the_means_over_all_orders(method: Method, count: int) -> None:
    fields = dict(list(CHANGES.items())[:count])
    found = differences(method, TSHIRT, TSHIRT | fields)
    assert points(found) == pytest.approx(by_every_order(method, TSHIRT, fields), abs=1e-9)
    assert found.orders is None
    assert all(share.error == 0 for share in found.shares)


def test_shares_add_up_on_random_pairs(method: Method) -> None:
    sampled = 0
    bodies = list(garments(method, 24, seed=5))
    for before, after in zip(bodies[::2], bodies[1::2], strict=True):
        found = differences(method, before, after)
        assert (found.before, found.after) == (score_of(method, before), score_of(method, after))
        total = sum(share.points for share in found.shares)
        assert total == pytest.approx(found.after - found.before, abs=1e-9)
        assert (found.orders is None) == (len(found.shares) <= MOST_EXACT)
        sampled += found.orders is not None
    assert sampled > 3


def test_a_sample_of_orders_says_how_far_it_may_be(method: Method) -> None:
    """Nine fields: the exact shares are within a few standard errors of those of the sample."""
    fields: dict[str, Any] = CHANGES | {
        "countryFabric": "FR",
        "countrySpinning": "TR",
        "numberOfReferences": 2000,
        "airTransportRatio": 0,
    }
    found = differences(method, TSHIRT, TSHIRT | fields)
    assert found.orders == 64
    assert differences(method, TSHIRT, TSHIRT | fields) == found
    exact = _exact(method, fields)
    for share in found.shares:
        assert abs(share.points - exact[share.field]) <= 4 * share.error + 1e-9


def _exact(method: Method, fields: dict[str, Any]) -> dict[str, float]:
    """The shares over all orders, which answers do not compute for so many fields."""
    variants = Variants(method, TSHIRT)

    def score(taken: frozenset[str]) -> float:
        return variants.score_of({name: fields[name] for name in fields if name in taken})

    found = exact_shares(list(fields), score)
    return {name: share for name, (share, _error) in zip(fields, found, strict=True)}


def test_stating_a_default_is_no_difference(method: Method) -> None:
    stated = {"price": 10, "countryMaking": "---", "upcycled": False, "trims": None}
    assert differences(method, TSHIRT, TSHIRT | stated).shares == ()


def test_a_default_that_another_category_has_otherwise_is_one(method: Method) -> None:
    """The price of a t-shirt is 10 by default, that of a jean 20."""
    jean = TSHIRT | {"product": "jean"}
    assert points(differences(method, TSHIRT, jean)).keys() == {"product"}
    found = differences(method, TSHIRT, jean | {"price": 10})
    assert points(found).keys() == {"product", "price"}
    assert sum(points(found).values()) == pytest.approx(found.after - found.before, abs=1e-9)


def test_the_fabric_takes_its_loss_with_it(method: Method) -> None:
    """Stating the category's own fabric changes nothing, unless the loss depends on it."""
    socks = TSHIRT | {"product": "chaussettes"}
    same = differences(method, socks, socks | {"fabricProcess": "knitting-fully-fashioned"})
    assert same.before == same.after
    assert same.shares == ()


def test_fibres_are_one_field_when_they_are_others(method: Method) -> None:
    blend = TSHIRT | {
        "materials": [{"id": "ei-coton", "share": 0.6}, {"id": "ei-pet", "share": 0.4}]
    }
    assert points(differences(method, TSHIRT, blend)).keys() == {"materials"}
    swapped = TSHIRT | {
        "materials": [
            {"id": "ei-coton", "share": 0.5, "country": "FR"},
            {"id": "ei-pet", "share": 0.5},
        ]
    }
    found = differences(method, blend, swapped)
    assert points(found).keys() == {"materials.share", "materials.0.country"}
    by_field = {share.field: share for share in found.shares}
    assert by_field["materials.share"].before == [0.6, 0.4]
    assert by_field["materials.0.country"].after == "FR"
    # The fibre's default country.
    usual = {"id": "ei-coton", "share": 1, "country": "CN"}
    assert differences(method, TSHIRT, TSHIRT | {"materials": [usual]}).shares == ()


def test_a_field_without_effect_has_no_share(method: Method) -> None:
    """Once a repair costs less than 0.33 of the price, a higher price changes nothing."""
    dear = TSHIRT | {"price": 200}
    found = differences(method, dear, dear | {"price": 300, "mass": 0.2})
    assert points(found)["price"] == pytest.approx(0, abs=1e-9)
