"""Every code of the method and every figure of a trace has its words."""

from collections.abc import Iterable, Mapping

import pytest

from scoring.answers.breakdown import COMPLEMENTS, FAMILIES, points_by_theme
from scoring.answers.words import breakdown, data, food, impacts, textile
from scoring.answers.words.trace import CODES, STAGES, figure_name
from scoring.engine import records, scopes
from scoring.engine.impacts import TRIGRAMS
from scoring.engine.method import Method
from scoring.engine.subscores import SUB_SCORES
from scoring.engine.vocabulary import food as food_codes
from scoring.engine.vocabulary import textile as textile_codes


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        (textile.STEPS, textile_codes.STEPS),
        (textile.FABRICS, textile_codes.FABRICS),
        (textile.BUSINESSES, textile_codes.BUSINESSES),
        (textile.COMPLEXITIES, textile_codes.COMPLEXITIES),
        (textile.DYEINGS, textile_codes.DYEINGS),
        (textile.PRINTINGS, textile_codes.PRINTINGS),
        (textile.SPINNINGS, textile_codes.SPINNINGS),
        (textile.ORIGINS, records.FIBRE_ORIGINS),
        (food.DISTRIBUTIONS, food_codes.DISTRIBUTIONS),
        (food.PREPARATIONS, food_codes.PREPARATION_CODES),
        (food.PLANES, food_codes.PLANE_CHOICES),
        (data.SCOPES, scopes.SCOPES),
        (data.FIBRE_ORIGINS, records.FIBRE_ORIGINS),
        (data.DEFAULT_ORIGINS, records.DEFAULT_ORIGINS),
        (impacts.DESCRIPTIONS, TRIGRAMS),
        (breakdown.FAMILIES, FAMILIES),
        (breakdown.SUB_SCORES, (*SUB_SCORES, COMPLEMENTS)),
    ],
)
def test_no_code_is_without_its_words(table: Mapping[str, str], codes: Iterable[str]) -> None:
    assert set(table) == set(codes)
    assert all(table.values())


def test_the_stages_of_a_trace_are_told_for_every_sector() -> None:
    assert set(STAGES) == set(scopes.SCOPES)
    assert all(list(stages)[-1] == "total" for stages in STAGES.values())
    assert set(records.ZONES) <= set(CODES)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("mass", "Masse du produit fini"),
        ("ingredients.0.mass", "Masse"),
        ("products.tshirt.economics.price", "Prix neuf"),
        ("outOfEurope.points", "Points d'un kilogramme hors d'Europe"),
        ("nothing.known.of.it", "nothing.known.of.it"),
    ],
)
def test_a_figure_is_named_by_the_longest_end_of_its_key(key: str, name: str) -> None:
    assert figure_name(key) == name


def test_the_themes_leave_out_what_is_not_known(method: Method) -> None:
    known = dict.fromkeys(TRIGRAMS, 0.0)
    themes = points_by_theme(method.dataset.impacts, {**known, "cch": None}, 3.0)
    assert themes == {**dict.fromkeys(SUB_SCORES, 0.0), COMPLEMENTS: 3.0}
    warmer = points_by_theme(method.dataset.impacts, {**known, "cch": 1.0}, 0.0)
    assert warmer["climate"] > 0
    assert warmer["health"] == 0
