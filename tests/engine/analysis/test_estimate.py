"""Estimates: the same each time, within their bounds, near a far longer run (decisions.md 4)."""

from pathlib import Path
from random import Random
from shutil import copytree
from typing import Any

import pytest

from scoring.engine.analysis.estimate import Estimate, estimate
from scoring.engine.analysis.unknowns import read_label, stated
from scoring.engine.analysis.variants import score_of
from scoring.engine.assumptions import COUNTRIES, FIELDS, Choices, Interval
from scoring.engine.errors import InvalidData, InvalidQuery
from scoring.engine.manifest import digest
from scoring.engine.method import Method, load_method
from scoring.engine.textile.fields import QUERY
from scoring.engine.vocabulary import textile as vocabulary

COTTON: list[dict[str, Any]] = [{"id": "ei-coton", "share": 1}]
TSHIRT: dict[str, Any] = {"product": "tshirt", "materials": COTTON}
LABELS: list[dict[str, Any]] = [
    TSHIRT,
    {"product": "jean", "materials": COTTON, "countryMaking": "TN", "price": 60},
    {
        "product": "pull",
        "mass": 0.5,
        "materials": [{"id": "ei-laine-par-defaut", "share": 0.7}, {"id": "ei-pa", "share": 0.3}],
        "disabledSteps": ["fabric", "use"],
    },
    {"product": "tshirt", "mass": 0.15, "materials": COTTON, "upcycled": True},
]


@pytest.fixture
def guessed(method: Method) -> Estimate:
    """The estimate of the T-shirt, made for each test: a mutant may change it."""
    return estimate(method, TSHIRT)


def completions(method: Method, label: Any, count: int) -> Any:
    """Requests with each field missing from the label stated at random, or still left out."""
    random = Random(7)  # noqa: S311 - a sample, not a secret
    countries = [one.code for one in method.dataset.countries.values() if "textile" in one.scopes]
    assumptions = method.dataset.assumptions
    assert assumptions is not None
    masses = assumptions.fields["mass"].of(label["product"])
    assert isinstance(masses, Interval)
    for _ in range(count):
        some: dict[str, Any] = {
            "mass": random.choice([masses.least, masses.most, masses.at(random.random())]),
            "airTransportRatio": random.choice([0, 0.33, 1, random.random()]),
            "business": random.choice(vocabulary.BUSINESSES),
            "numberOfReferences": random.choice([1, 999999, int(10 ** random.uniform(0, 5.9))]),
            "price": random.choice([1, 1000, 10 ** random.uniform(0, 3)]),
            **{name: random.choice(countries) for name in COUNTRIES},
        }
        left = {name: value for name, value in some.items() if random.random() < 0.9}
        left["mass"] = some["mass"]
        materials = [{"country": random.choice(countries)} | item for item in label["materials"]]
        yield {**left, **label, "materials": materials}


@pytest.mark.parametrize("label", LABELS, ids=["t-shirt", "jean", "jumper", "upcycled"])
def test_bounds_hold_for_any_completion(method: Method, label: Any) -> None:
    found = estimate(method, label)
    slack = 1e-9 * found.bounds.greatest
    scores = [score_of(method, body) for body in completions(method, label, 400)]
    assert found.bounds.least - slack <= min(scores)
    assert max(scores) <= found.bounds.greatest + slack
    assert found.bounds.least <= found.low < found.median < found.high <= found.bounds.greatest
    assert found.bounds.least <= found.score <= found.bounds.greatest


def test_bounds_are_those_of_an_exhaustive_search(method: Method) -> None:
    """Two unknown countries, all pairs; everything else is stated."""
    label = TSHIRT | {
        "mass": 0.2,
        "materials": [{"id": "ei-coton", "share": 1, "country": "CN"}],
        "countrySpinning": "IN",
        "countryMaking": "TN",
        "airTransportRatio": 0,
        "business": "small-business",
        "price": 20,
        "numberOfReferences": 500,
    }
    codes = [one.code for one in method.dataset.countries.values() if "textile" in one.scopes]
    scores = [
        score_of(method, label | {"countryFabric": fabric, "countryDyeing": dyeing})
        for fabric in codes
        for dyeing in codes
    ]
    found = estimate(method, label)
    assert found.bounds == pytest.approx((min(scores), max(scores)), rel=1e-12)


def test_the_same_label_has_the_same_estimate(method: Method, guessed: Estimate) -> None:
    assert estimate(method, TSHIRT) == guessed


def test_a_draw_is_what_the_simulator_would_say(method: Method) -> None:
    label = read_label(method, TSHIRT)
    row: list[Any] = [
        "TN"
        if one.field.startswith("country") or one.field.endswith(".country")
        else {
            "mass": 0.2,
            "airTransportRatio": 0.33,
            "business": "small-business",
            "price": 25.5,
            "numberOfReferences": 900,
        }[one.field]
        for one in label.unknowns
    ]
    (query,) = stated(label, [row])
    body = TSHIRT | {
        one.field: value
        for one, value in zip(label.unknowns, row, strict=True)
        if "." not in one.field
    }
    body["materials"] = [COTTON[0] | {"country": "TN"}]
    assert label.score_of(query) == score_of(method, body)


def test_quantiles_are_near_those_of_a_longer_run(method: Method, guessed: Estimate) -> None:
    # 100,000 draws take ten seconds: this many are enough to detect a bias.
    longer = estimate(method, TSHIRT, draws=16_000)
    assert (guessed.draws, longer.draws) == (2000, 16_000)
    assert guessed[2:5] == pytest.approx(longer[2:5], rel=0.01)


def test_the_score_is_by_the_legal_defaults(method: Method, guessed: Estimate) -> None:
    label = TSHIRT | {"mass": 0.17, "countryMaking": "CN"}
    found = estimate(method, label)
    assert found.score == score_of(method, label)
    assert found.label.supposed == {}
    assert guessed.score == score_of(method, TSHIRT | guessed.label.supposed)


def test_what_is_known_is_not_drawn(method: Method) -> None:
    def unknown(body: Any) -> set[str]:
        return {one.unknown.field for one in estimate(method, body, draws=16).contributions}

    assert unknown(TSHIRT) == {
        *(name for name in FIELDS if "." not in name),
        "materials.0.country",
    }
    known = TSHIRT | {"mass": 0.2, "price": 20, "countryDyeing": "IN"}
    assert unknown(TSHIRT) - unknown(known) == {"mass", "price", "countryDyeing"}
    # Naming the unknown country is the same as naming none.
    assert unknown(TSHIRT) == unknown(TSHIRT | {"countryDyeing": "---"})


def test_the_widest_unknown_comes_first_and_narrows_most(method: Method, guessed: Estimate) -> None:
    shares = [one.share for one in guessed.contributions]
    assert shares == sorted(shares, reverse=True)
    assert 0 <= shares[-1] <= shares[0] <= 1
    assert guessed.contributions[0].unknown.field == "mass"
    assert guessed.contributions[0].least < guessed.contributions[0].greatest

    def width(**more: Any) -> float:
        narrowed = estimate(method, TSHIRT | more)
        return narrowed.high - narrowed.low

    assert width(mass=0.16) < width(countrySpinning="CN")


def test_everything_known_leaves_a_single_score(method: Method) -> None:
    body = TSHIRT | {
        "mass": 0.2,
        "materials": [{"id": "ei-coton", "share": 1, "country": "CN"}],
        **dict.fromkeys(COUNTRIES, "CN"),
        "airTransportRatio": 0,
        "business": "small-business",
        "price": 20,
        "numberOfReferences": 500,
    }
    found = estimate(method, body)
    score = score_of(method, body)
    assert found[1:6] == (score, score, score, score, (score, score))
    assert (found.contributions, found.confidence) == ((), "high")


@pytest.mark.parametrize(
    ("more", "confidence"),
    [
        ({}, "low"),
        ({"mass": 0.2}, "low"),
        ({"countryFabric": "CN", "countryDyeing": "CN", "countryMaking": "CN"}, "medium"),
        (
            {"mass": 0.2, "countryFabric": "CN", "countryDyeing": "CN", "countryMaking": "CN"},
            "high",
        ),
    ],
)
def test_confidence_says_what_is_known(method: Method, more: Any, confidence: str) -> None:
    assert estimate(method, TSHIRT | more).confidence == confidence


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"materials": COTTON}, "decoding"),
        ({"product": "tshirt"}, "decoding"),
        ({"product": "cape", "materials": COTTON}, "decoding"),
        ({"product": ["tshirt"], "materials": COTTON}, "decoding"),
        ({"product": "tshirt", "materials": []}, "materials"),
        (TSHIRT | {"mass": -1}, "mass"),
        ([], "decoding"),
        (None, "decoding"),
    ],
)
def test_what_is_wrong_is_refused(method: Method, body: Any, field: str) -> None:
    with pytest.raises(InvalidQuery) as refusal:
        estimate(method, body)
    assert list(refusal.value.faults) == [field]


# The assumptions, which are data.


def test_examples_of_each_category_are_in_its_range_of_masses(method: Method) -> None:
    assumptions = method.dataset.assumptions
    assert assumptions is not None
    for example in method.dataset.examples:
        if example.scope == "textile":
            masses = assumptions.fields["mass"].of(example.query["product"])
            assert isinstance(masses, Interval)
            assert masses.least <= example.query["mass"] <= masses.most, example.name


def test_every_category_and_field_has_an_assumption(method: Method) -> None:
    assumptions = method.dataset.assumptions
    assert assumptions is not None
    assert tuple(assumptions.fields) == FIELDS
    for assumption in assumptions.fields.values():
        assert all(assumption.of(category) for category in method.dataset.products)
        assert assumption.note.fr
        assert assumption.note.en
    drawn = {name.partition(".")[0] for name in FIELDS}
    held = {name for group in assumptions.held for name in group.fields}
    assert drawn | held >= QUERY.names - {"product"}


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('name = "price"', 'name = "prix"', "« prix » n'est pas une valeur admise"),
        ('name = "price"', 'name = "mass"', "« mass » est en double"),
        ("tshirt = [0.09, 0.28]", "tshirt = [0.28, 0.09]", "le plus petit d'abord"),
        ("tshirt = [0.09, 0.28]", "cape = [0.09, 0.28]", "« cape » n'existe pas"),
        ("values = [0, 0.33, 1]", "values = [0, 0.33, 2]", "n'est pas une part de 0 à 1"),
        ("values = [0, 0.33, 1]", "values = []", "une liste de valeurs est attendue"),
        (
            "values = [0, 0.33, 1]",
            "values = [0, 0.33, 1]\nweights = [1, 1]",
            "un poids positif ou nul par valeur",
        ),
        ('"small-business", ', '"petite", ', "« petite » n'est pas une valeur admise"),
        ("range = [100, 100000]", "range = [100]", "deux nombres positifs"),
        ('scale = "ratio"\nrange', 'scale = "log"\nrange', "« log » n'est pas une valeur admise"),
    ],
)
def test_each_fault_of_the_assumptions_is_named(
    tmp_path: Path, method: Method, old: str, new: str, fault: str
) -> None:
    shipped = Path(__file__).parents[3] / "scoring" / "data" / method.version
    copy = copytree(shipped, tmp_path / method.version)
    path, manifest = copy / "estimate.toml", copy / "manifest.toml"
    before = digest(path.read_bytes())
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    sealed = manifest.read_text(encoding="utf-8").replace(before, digest(path.read_bytes()))
    manifest.write_text(sealed, encoding="utf-8")
    with pytest.raises(InvalidData) as refusal:
        load_method(copy)
    assert any("estimate.toml" in line and fault in line for line in refusal.value.faults)


def test_a_version_without_assumptions_says_so(tmp_path: Path, method: Method) -> None:
    shipped = Path(__file__).parents[3] / "scoring" / "data" / method.version
    copy = copytree(shipped, tmp_path / method.version)
    (copy / "estimate.toml").unlink()
    manifest = copy / "manifest.toml"
    lines = manifest.read_text(encoding="utf-8").splitlines(keepends=True)
    manifest.write_text("".join(line for line in lines if "estimate.toml" not in line))
    with pytest.raises(InvalidQuery) as refusal:
        estimate(load_method(copy), TSHIRT)
    assert "n'a pas d'hypothèses" in refusal.value.faults["general"]


def test_choices_are_drawn_as_often_as_they_weigh() -> None:
    choices = Choices(values=("a", "b", "c"), weights=(0.5, 0.0, 0.5))
    drawn = [choices.at((place + 0.5) / 100) for place in range(100)]
    assert {value: drawn.count(value) for value in "abc"} == {"a": 50, "b": 0, "c": 50}
    assert choices.at(1.0) == "c"


def test_an_unknown_price_is_assumed_around_that_of_the_category(method: Method) -> None:
    assumptions = method.dataset.assumptions
    assert assumptions is not None
    price = assumptions.fields["price"]
    for product in method.dataset.products.values():
        assumed = price.of(product.id)
        assert isinstance(assumed, Interval)
        assert (assumed.least, assumed.most) == (product.price * 0.5, product.price * 4)
