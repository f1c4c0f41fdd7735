"""An operator's own figures: gaps by category, and how far rows are from the published scores."""

import csv
import math
from pathlib import Path

import pytest

from scoring.engine.errors import InvalidData
from scoring.engine.files.columns import OWN_COLUMNS
from scoring.engine.gaps import WHOLE, sum_is_known
from scoring.engine.impacts import DETAILS
from scoring.engine.method import Method
from scoring.engine.own import Own, build_own, deviations_of, read_own
from tests.details import made_up_rows


def figures_of(method: Method) -> dict[str, dict[str, float | None]]:
    return {
        row["id"]: {trigram: row["impacts"][trigram] for trigram in DETAILS}
        for row in made_up_rows(method.dataset)
    }


def some(method: Method) -> Own:
    """Figures for all processes but one, and without the water use of another."""
    rows = figures_of(method)
    first, second = list(rows)[1:3]
    del rows[first]
    rows[second]["wtu"] = None
    return build_own(method.dataset, rows, (), "")


def test_categories_that_lack_the_same_processes_share_a_gap(method: Method) -> None:
    own = some(method)
    assert [set(gap.trigrams) for gap in own.gaps] == [set(DETAILS) - {"wtu"}, {"wtu"}]
    assert [sorted(gap.without_row) for gap in own.gaps] == [[1], [1, 2]]
    assert own.coverage["cch"] == 473
    assert own.coverage["wtu"] == 472
    assert own.covered == 473


def test_a_category_of_no_process_has_no_column(method: Method) -> None:
    rows = {key: row | {"wtu": None} for key, row in figures_of(method).items()}
    own = build_own(method.dataset, rows, (), "")
    assert "wtu" not in own.table.trigrams
    assert own.coverage["wtu"] == 0
    assert own.compared == {"ecs": 0, "pef": 0}
    assert own.ratios == {}


def test_a_sum_knows_what_it_leaves_out_by_category(method: Method) -> None:
    own = some(method)
    ecs = own.scores.columns[0]

    def known(flows: list[tuple[int, float]]) -> list[bool]:
        found = own.table.named(own.table.weigh(flows))
        return [sum_is_known(found[WHOLE], found[gap.column]) for gap in own.gaps]

    whole = (0, 100 / ecs[0])
    assert known([whole, (1, 4 / ecs[1])]) == [True, True]
    assert known([whole, (1, 9 / ecs[1])]) == [False, False]
    assert known([whole, (2, 9 / ecs[2])]) == [True, False]
    lacking = [own.lacking_in(gap, [whole, (2, 25 / ecs[2])]) for gap in own.gaps]
    assert lacking[0].processes == ()
    assert lacking[1].share == pytest.approx(0.2)


def test_rows_are_compared_with_the_scores_that_they_have_all_of(method: Method) -> None:
    dataset = method.dataset
    row = next(row for row in figures_of(method).values() if row["cch"])
    process = next(iter(dataset.processes.values()))
    complete = {one.score: one for one in deviations_of(dataset, process, row)}
    assert complete["ecs"].complete
    assert complete["ecs"].ratio == pytest.approx(1, rel=1e-5)
    assert not complete["ecs"].far
    # Only ecs weighs the corrected ecotoxicity, only pef the uncorrected ones.
    without = {one.score: one for one in deviations_of(dataset, process, row | {"etf-c": None})}
    assert not without["ecs"].complete
    assert without["pef"].complete
    # A figure with weight zero is not required.
    unweighed = row | {"htc-c": None, "htn-c": None}
    assert all(one.complete for one in deviations_of(dataset, process, unweighed))
    assert deviations_of(dataset, process, {"htc-c": 1.0}) == []


@pytest.mark.parametrize(
    ("factor", "far"), [(0.89, True), (0.91, False), (1.09, False), (1.11, True), (-1, True)]
)
def test_ten_percent_off_is_far(method: Method, factor: float, far: bool) -> None:
    identifier, row = next(iter(figures_of(method).items()))
    process = method.dataset.processes[identifier]
    changed = {key: None if value is None else factor * value for key, value in row.items()}
    assert {one.far for one in deviations_of(method.dataset, process, changed)} == {far}


def test_a_part_of_a_score_may_be_small_but_not_above_it(method: Method) -> None:
    identifier, row = next(iter(figures_of(method).items()))
    process = method.dataset.processes[identifier]
    part = {"cch": row["cch"]}
    assert not any(one.far for one in deviations_of(method.dataset, process, part))
    grams = {"cch": 1000 * (row["cch"] or 0)}
    assert all(one.far for one in deviations_of(method.dataset, process, grams))


def test_a_score_of_zero_has_no_ratio_but_is_compared(method: Method) -> None:
    rows = figures_of(method)
    ecs = method.scores.columns[0]
    zero = next(one for one in method.dataset.processes.values() if ecs[one.index] == 0)
    (first, *_) = deviations_of(method.dataset, zero, rows[zero.id])
    assert math.isnan(first.ratio)
    assert not first.far
    (first, *_) = deviations_of(method.dataset, zero, rows[zero.id] | {"cch": 1e-9})
    assert first.far


def test_a_figure_that_is_unknown_counts_for_nothing(method: Method) -> None:
    rows = figures_of(method)
    own = some(method)
    assert own.table.trigrams == (*DETAILS, "ecs", "pef", WHOLE, *(gap.column for gap in own.gaps))
    first, second = list(rows)[1:3]
    for trigram in DETAILS:
        column = dict(zip(rows, own.table.columns[own.table.trigrams.index(trigram)], strict=True))
        known = {key: row[trigram] for key, row in rows.items()} | {first: 0.0}
        assert column == (known | {second: 0.0} if trigram == "wtu" else known)
    assert own.table.columns[len(DETAILS) : len(DETAILS) + 2] == method.scores.columns


def test_own_figures_are_read_or_refused_with_every_fault(method: Method, tmp_path: Path) -> None:
    first, second, third = list(figures_of(method).items())[:3]
    path = tmp_path / "own.csv"

    def write(*rows: dict[str, object]) -> None:
        with path.open("w", encoding="utf-8", newline="") as file:
            lines = csv.DictWriter(file, OWN_COLUMNS, restval="")
            lines.writeheader()
            lines.writerows(rows)

    far = {key: None if value is None else 9 * value for key, value in second[1].items()}
    write(
        {"id": first[0], "accepted": "false", "source": "Une base", **first[1]},
        {"id": second[0], "accepted": "true", "source": "Une autre", **far},
        {"id": third[0], "accepted": "false"},
    )
    own = read_own(path, method.dataset)
    assert (own.source, own.covered) == ("Une autre", 3)
    assert [process.id for process in own.accepted.values()] == [second[0]]
    assert own.coverage == dict.fromkeys(DETAILS, 2)
    write(
        {"id": "zzz", "accepted": "oui", **first[1]},
        {"id": second[0], "accepted": "false", **far},
        {"id": first[0], "accepted": "oui", **first[1] | {"cch": "x"}},
    )
    assert faults_of(path, method) == [
        "own.csv, zzz, id : « zzz » n'existe pas",
        f"own.csv, {second[0]}, accepted : cette ligne est trop loin d'un score publié",
        f"own.csv, {first[0]}, cch : un nombre fini est attendu ('x' reçu)",
        f"own.csv, {first[0]}, accepted : true ou false est attendu ('oui' reçu)",
    ]
    write()
    assert faults_of(path, method) == ["own.csv : aucun procédé n'a de valeur"]


def faults_of(path: Path, method: Method) -> list[str]:
    with pytest.raises(InvalidData) as caught:
        read_own(path, method.dataset)
    assert caught.value.place == "own.csv"
    return list(caught.value.faults)
