"""Open figures: what a sum may leave out, and which files are rejected."""

import shutil
from pathlib import Path

import pytest

from scoring.engine.errors import InvalidData
from scoring.engine.files.indicative import MEASURED, ROWS
from scoring.engine.gaps import LARGEST_SHARE_LEFT_OUT, Lacking, sum_is_known
from scoring.engine.impacts import DETAILS
from scoring.engine.indicative import (
    Quality,
    build_indicative,
)
from scoring.engine.manifest import digest
from scoring.engine.method import Method, load_method
from tests.engine.test_dataset import SHIPPED

KEPT = ("cch", "fru", "fwe", "ior", "ldu", "pco", "swe")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "v7.0.0"))


def faults(directory: Path) -> str:
    with pytest.raises(InvalidData) as caught:
        load_method(directory)
    return str(caught.value)


def test_the_shipped_figures_are_199_rows_in_seven_categories(method: Method) -> None:
    indicative = method.dataset.indicative
    assert indicative is not None
    assert len(method.dataset.processes) - len(indicative.without_row) == 199
    assert tuple(indicative.ratios) == KEPT
    assert indicative.table.trigrams[: len(KEPT)] == KEPT
    assert {trigram for trigram, quality in indicative.quality.items() if quality.kept} == set(KEPT)
    assert set(indicative.quality) == set(DETAILS)


@pytest.mark.parametrize(
    ("minimum", "maximum", "kept"),
    [
        (0.68, 2.75, True),
        (1 / 3, 3, True),
        (0.33, 1, False),
        (0.5, 3.01, False),
        (None, None, False),
    ],
)
def test_a_category_is_kept_within_a_factor_of_three(
    minimum: float | None, maximum: float | None, kept: bool
) -> None:
    assert Quality(minimum, maximum).kept is kept


def test_five_percent_may_be_left_out_and_no_more() -> None:
    assert Lacking(share=LARGEST_SHARE_LEFT_OUT).negligible
    assert not Lacking(share=0.0500001).negligible
    assert not Lacking(share=float("nan")).negligible
    assert sum_is_known(100, 5)
    assert not sum_is_known(100, 5.1)
    assert sum_is_known(-100, -5)
    assert sum_is_known(0, 0)
    assert not sum_is_known(float("nan"), 0)


def test_flows_of_opposite_signs_do_not_hide_what_is_lacking(method: Method) -> None:
    indicative = method.dataset.indicative
    assert indicative is not None
    by_name = {process.name: process.index for process in method.dataset.processes.values()}
    brass = by_name["Laiton"]
    steel = by_name["Acier (faiblement allié)"]
    cotton = by_name["Production de fibres de coton"]
    ecs = method.scores.columns[0]
    flows = [(brass, 1.0), (steel, -ecs[brass] / ecs[steel]), (cotton, 1000.0)]
    lacking = indicative.lacking(flows)
    assert [process.name for process in lacking.processes] == ["Laiton", "Acier (faiblement allié)"]
    assert lacking.share == pytest.approx(
        2 * ecs[brass] / (2 * ecs[brass] + 1000 * ecs[cotton]), rel=1e-12
    )


def test_a_bonus_makes_the_share_larger_and_a_malus_does_not_make_it_smaller(
    method: Method,
) -> None:
    indicative = method.dataset.indicative
    assert indicative is not None
    by_name = {process.name: process.index for process in method.dataset.processes.values()}
    ecs = method.scores.columns[0]
    brass, cotton = by_name["Laiton"], by_name["Production de fibres de coton"]
    flows = [(brass, 4 / ecs[brass]), (cotton, 96 / ecs[cotton])]
    assert indicative.lacking(flows).share == pytest.approx(0.04)
    assert indicative.lacking(flows, 50).share == pytest.approx(0.08)
    assert indicative.lacking(flows, -50).share == pytest.approx(0.04)
    assert not indicative.lacking(flows, 100).negligible


def test_a_process_that_counts_for_nothing_is_not_lacking(method: Method) -> None:
    indicative = method.dataset.indicative
    assert indicative is not None
    for process in indicative.without_row.values():
        assert indicative.lacking([(process.index, 0.0)]) == Lacking()
    assert indicative.lacking([]) == Lacking()


def test_a_row_without_a_figure_in_a_kept_category_is_no_row(method: Method) -> None:
    data = method.dataset
    whole, part = list(data.processes)[:2]
    rows = {whole: {"cch": 1.0, "ior": 2.0}, part: {"cch": 1.0, "ior": None}}
    quality = {"cch": Quality(1, 1), "ior": Quality(1, 1), "wtu": Quality(0, 0.1)}
    indicative = build_indicative(data.processes, data.scores, rows, quality, (), 1)
    assert data.processes[whole].index not in indicative.without_row
    assert data.processes[part].index in indicative.without_row
    index = data.processes[part].index
    assert indicative.table.columns[0][index] == 0
    assert indicative.table.trigrams[:2] == ("cch", "ior")


def test_a_version_without_open_figures_loads(copy: Path) -> None:
    (copy / ROWS).unlink()
    (copy / MEASURED).unlink()
    assert load_method(copy).dataset.indicative is None


@pytest.mark.parametrize("name", [ROWS, MEASURED])
def test_one_file_without_the_other_is_refused(copy: Path, name: str) -> None:
    (copy / name).unlink()
    assert name in faults(copy)


def test_altered_rows_are_refused_by_their_seal(copy: Path) -> None:
    path = copy / ROWS
    path.write_bytes(path.read_bytes() + b"\n")
    assert f"{ROWS} : le fichier a été modifié" in faults(copy)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("008322e1-3451", "008322e1-0000", "n'existe pas"),
        (",proxy,", ",guess,", "quality : « guess » n'est pas une valeur admise"),
        ("Agribalyse 3.1.1 (ADEME)", "Agribalyse", "source : « Agribalyse » n'est pas"),
        (",0.03442332569,", ",much,", "acd : un nombre fini est attendu"),
        (",0.03442332569,", ",inf,", "acd : un nombre fini est attendu"),
        ("id,quality", "id,grade", "colonnes absentes : quality"),
    ],
)
def test_a_bad_row_is_refused_with_its_place(copy: Path, old: str, new: str, fault: str) -> None:
    path = copy / ROWS
    content = path.read_bytes()
    changed = content.replace(old.encode(), new.encode(), 1)
    assert changed != content
    path.write_bytes(changed)
    measured = copy / MEASURED
    text = measured.read_text(encoding="utf-8").replace(digest(content), digest(changed))
    measured.write_text(text, encoding="utf-8")
    message = faults(copy)
    assert fault in message
    assert ROWS in message


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("kept = true", "kept = false", "cch, kept : les rapports mesurés disent le contraire"),
        ("[categories]\nacd", "[categories]\nabc", "abc : cette catégorie est inconnue"),
        ("[categories]\nacd", "[categories]\nabc", "acd : cette catégorie manque"),
        ('licence = "MIT"', 'licence = ""', "licence : un texte non vide est attendu"),
        ("minimum = 0.9922", 'minimum = "peu"', "cch, minimum : un nombre fini est attendu"),
    ],
)
def test_a_bad_measure_is_refused_with_its_place(
    copy: Path, old: str, new: str, fault: str
) -> None:
    path = copy / MEASURED
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert fault in faults(copy)
