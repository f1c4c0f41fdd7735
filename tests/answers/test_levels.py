"""Who is served which impacts: zeros for what is not served, null for what is not known."""

import math
from collections.abc import Sequence
from typing import Any

import pytest

from scoring.answers.food import FOOD
from scoring.answers.levels import (
    INDICATIVE,
    OFFICIAL,
    OWN,
    Details,
    Served,
    served_to,
)
from scoring.answers.official import OfficialDetails
from scoring.answers.own import OwnDetails
from scoring.answers.products import CARROT_CAKE, TSHIRT
from scoring.answers.sector import compute
from scoring.answers.sectors import TEXTILE
from scoring.engine.gaps import LARGEST_SHARE_LEFT_OUT
from scoring.engine.impacts import DETAILS, SCORES, TRIGRAMS
from scoring.engine.method import Method
from scoring.engine.own import build_own
from scoring.engine.subscores import SUB_SCORES
from tests.answers.served import aggregated, indicative, official
from tests.conformance.cases import synthetic_table
from tests.details import made_up_rows


def missing(method: Method) -> int:
    """The index of a process that has points and no open figures."""
    figures = method.dataset.indicative
    assert figures is not None
    column = figures.scores.columns[0]
    return next(index for index in figures.without_row if column[index] > 0)


def present(method: Method) -> int:
    """The index of a process that has points and open figures."""
    figures = method.dataset.indicative
    assert figures is not None
    column = figures.scores.columns[0]
    return next(
        index
        for index, points in enumerate(column)
        if points > 0 and index not in figures.without_row
    )


def test_nobody_without_a_token_is_served_more_than_two_scores(method: Method) -> None:
    served = served_to(method, None)
    assert served == aggregated(method)
    assert served.table.trigrams == SCORES


def test_the_licensed_file_goes_before_the_open_figures(method: Method) -> None:
    table = synthetic_table(method.dataset)
    imported = OfficialDetails(table, (1, 2, 3))
    served = served_to(method, Details(imported))
    assert (served.level, served.table, served.edition) == (OFFICIAL, table, (1, 2, 3))
    assert served_to(method, Details(imported, open_figures=False)).level == OFFICIAL
    assert served_to(method, Details()).level == INDICATIVE
    assert served_to(method, Details()).edition is None
    assert served_to(method, Details(open_figures=False)) == aggregated(method)


def test_an_answer_has_all_21_keys_at_every_level(method: Method) -> None:
    for served in (aggregated(method), indicative(method), official(method)):
        garment = compute(TEXTILE, method, TSHIRT, served)
        assert list(garment.impacts) == list(TRIGRAMS)
        two = compute(TEXTILE, method, TSHIRT, aggregated(method)).impacts
        assert {score: garment.impacts[score] for score in SCORES} == {
            score: two[score] for score in SCORES
        }


def test_what_is_not_served_is_zero_and_what_is_not_known_is_null(method: Method) -> None:
    anonymous = compute(TEXTILE, method, TSHIRT, aggregated(method)).impacts
    assert {anonymous[trigram] for trigram in DETAILS} == {0.0}
    entitled = compute(TEXTILE, method, TSHIRT, indicative(method)).impacts
    kept = set(indicative(method).table.trigrams) & set(DETAILS)
    assert kept
    for trigram in DETAILS:
        assert (entitled[trigram] is not None) == (trigram in kept), trigram
    licensed = compute(TEXTILE, method, TSHIRT, official(method)).impacts
    assert all(licensed[trigram] for trigram in ("cch", "acd", "wtu"))


def test_no_detail_is_given_of_what_leaves_too_much_out(method: Method) -> None:
    lacking, known = missing(method), present(method)
    points = indicative(method).indicative.scores.columns[0]  # type: ignore[union-attr]
    whole = 1 / points[known]
    negligible = LARGEST_SHARE_LEFT_OUT / points[lacking]
    enough = indicative(method).judged([(known, whole), (lacking, negligible * 0.9)])
    assert enough.lacking[0].negligible
    assert enough.lacking[0].processes == (enough.indicative.without_row[lacking],)  # type: ignore[union-attr]
    assert enough.table is indicative(method).table
    assert enough.cautions() == []
    too_much = indicative(method).judged([(known, whole), (lacking, negligible * 2)])
    assert not too_much.lacking[0].negligible
    assert too_much.table.trigrams == SCORES
    written = too_much.writer()((3.0, 4.0))
    assert {written[trigram] for trigram in DETAILS} == {None}
    assert (written["ecs"], written["pef"]) == (3.0, 4.0)
    (caution,) = too_much.cautions()
    assert (caution.code, caution.field) == ("details-left-out", "")
    assert caution.values["limit"] == LARGEST_SHARE_LEFT_OUT
    assert caution.values["name"] == too_much.lacking[0].processes


def test_the_share_left_out_is_that_of_a_small_product_too(method: Method) -> None:
    lacking, known = missing(method), present(method)
    points = indicative(method).indicative.scores.columns[0]  # type: ignore[union-attr]
    flows = [(known, 0.4 / points[known]), (lacking, 0.1 / points[lacking])]
    assert indicative(method).judged(flows).lacking[0].share == pytest.approx(0.2)


def test_a_bonus_makes_what_is_left_out_weigh_more(method: Method) -> None:
    lacking, known = missing(method), present(method)
    points = indicative(method).indicative.scores.columns[0]  # type: ignore[union-attr]
    flows = [(known, 1 / points[known]), (lacking, 0.04 / points[lacking])]
    assert indicative(method).judged(flows).lacking[0].negligible
    assert indicative(method).judged(flows, -5.0).lacking[0].negligible
    assert not indicative(method).judged(flows, 0.5).lacking[0].negligible
    assert math.isinf(indicative(method).judged(flows, 2.0).lacking[0].share)


@pytest.mark.parametrize("level", [aggregated, official])
def test_nothing_is_judged_where_figures_are_not_indicative(method: Method, level: Any) -> None:
    served: Served = level(method)
    assert served.judged([(missing(method), 1.0)]) is served
    assert served.cautions() == []


def test_a_part_that_leaves_too_much_out_keeps_its_scores_alone(method: Method) -> None:
    served = indicative(method)
    write = served.writer()
    known = served.table.weigh([(present(method), 1.0)])
    unknown = served.table.weigh([(missing(method), 1.0)])
    assert all(write(known)[name] is not None for name in served.table.trigrams if name in TRIGRAMS)
    part = write(unknown)
    assert {part[trigram] for trigram in DETAILS} == {None}
    for position, score in enumerate(SCORES):
        expected = method.scores.columns[position][missing(method)]
        assert part[score] == expected


def test_only_official_figures_have_sub_scores(method: Method) -> None:
    served = official(method)
    recipe = compute(FOOD, method, CARROT_CAKE, served)
    per_kg = served.writer()(recipe.results.per_kg)
    scores = served.sub_scores(method.dataset.impacts, per_kg)  # type: ignore[arg-type]
    assert list(scores) == list(SUB_SCORES)
    assert all(scores.values())
    nothing = dict.fromkeys(TRIGRAMS, 0.0)
    zeros = aggregated(method).sub_scores(method.dataset.impacts, nothing)
    assert zeros == dict.fromkeys(SUB_SCORES, 0.0)
    unknown = indicative(method).sub_scores(method.dataset.impacts, nothing)
    assert unknown == dict.fromkeys(SUB_SCORES)


def own(method: Method, *lacking: str, accepted: Sequence[str] = ()) -> Served:
    """The made-up figures as the operator's own, without the processes of these ids."""
    rows = {
        row["id"]: {trigram: row["impacts"][trigram] for trigram in DETAILS}
        for row in made_up_rows(method.dataset)
        if row["id"] not in lacking
    }
    figures = build_own(method.dataset, rows, [*lacking, *accepted], "")
    return served_to(method, Details(own=OwnDetails(figures, (1, 2, 3))))


def test_own_figures_come_before_open_ones_and_after_official_ones(method: Method) -> None:
    assert own(method).level == OWN
    assert own(method).edition == (1, 2, 3)
    details = Details(OfficialDetails(synthetic_table(method.dataset), (1, 2, 3)), own=None)
    assert served_to(method, details._replace(own=OwnDetails(None, (4, 5, 6)))).level == OFFICIAL  # type: ignore[arg-type]


def test_own_figures_that_cover_all_give_what_official_ones_give(method: Method) -> None:
    mine = compute(TEXTILE, method, TSHIRT, own(method))
    theirs = compute(TEXTILE, method, TSHIRT, official(method))
    assert mine.impacts == theirs.impacts
    assert mine.served.cautions() == []
    assert mine.served.sub_scores(method.dataset.impacts, mine.impacts) == dict.fromkeys(SUB_SCORES)


def test_without_a_needed_process_own_figures_are_unknown_and_said_so(method: Method) -> None:
    cotton = method.dataset.materials["ei-coton"].process
    computed = compute(TEXTILE, method, TSHIRT, own(method, cotton.id))
    assert all(computed.impacts[trigram] is None for trigram in DETAILS)
    assert computed.impacts["ecs"] == compute(TEXTILE, method, TSHIRT, own(method)).impacts["ecs"]
    (caution,) = computed.served.cautions()
    assert caution.code == "own-details-left-out"
    assert caution.values["name"] == (cotton,)
    assert computed.served.missing == dict.fromkeys(DETAILS, (cotton,))
    assert computed.served.accepted == (cotton,)


def test_a_figure_that_is_accepted_is_named_even_where_none_lacks(method: Method) -> None:
    cotton = method.dataset.materials["ei-coton"].process
    wool = method.dataset.materials["ei-laine-par-defaut"].process
    served = own(method, accepted=[cotton.id, wool.id])
    computed = compute(TEXTILE, method, TSHIRT, served)
    assert computed.served.missing == {}
    assert computed.served.accepted == (cotton,)
