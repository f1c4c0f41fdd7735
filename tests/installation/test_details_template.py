"""``details_template``: the table to fill with one's own figures."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from scoring.answers import imported as watched
from scoring.engine.impacts import DETAILS
from scoring.engine.method import Method
from scoring.methods import method_of
from tests.installation.own_imports import (
    refusal,
)


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    monkeypatch.setattr(watched, "_SECONDS_BETWEEN_LOOKS", 0)
    return Path(settings.DATA_DIR)


@pytest.mark.parametrize("version", ["v7.0.0", "v8.1.0"])
def test_the_template_has_each_process_with_empty_figures(tmp_path: Path, version: str) -> None:
    output = tmp_path / "tableau.csv"
    said = io.StringIO()
    call_command("details_template", version=version, output=output, stdout=said)
    dataset = method_of(version).dataset
    assert f"{len(dataset.processes)} procédés" in said.getvalue()
    lines = output.read_text(encoding="utf-8").splitlines()
    assert lines[:3] == [f"# version = {version}", "# method = EF 3.1", "# source ="]
    header, *rows = csv.reader(lines[3:])
    assert header[:6] == ["id", "name", "source", "activity", "location", "unit"]
    assert len(header) == 6 + 16 + 3
    assert sorted(title.split(" ")[0] for title in header[6:]) == sorted(DETAILS)
    assert [title.split(" ")[0] for title in header[-3:]] == ["etf-c", "htc-c", "htn-c"]
    assert "wtu (m3 eq)" in header
    assert "cch (kg CO2 eq)" in header
    assert [row[0] for row in rows] == list(dataset.processes)
    assert all(set(row[6:]) == {""} for row in rows)


def test_the_place_of_an_activity_is_in_its_name_where_the_data_do_not_say(
    tmp_path: Path, method: Method
) -> None:
    output = io.StringIO()
    call_command("details_template", stdout=output)
    rows = {row[1]: row for row in csv.reader(io.StringIO(output.getvalue())) if len(row) > 6}
    assert rows["Électricité moyenne tension, Viet Nam"][4] == "VN"
    assert rows["Soja feed par défaut"][4] == "FR"


def test_an_empty_template_is_told_apart_from_figures(tmp_path: Path) -> None:
    output = io.StringIO()
    call_command("details_template", stdout=output)
    assert "aucun procédé n'a de valeur" in refusal(tmp_path, output.getvalue())


def test_an_unknown_version_and_a_place_out_of_reach_are_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"v9\.9\.9"):
        call_command("details_template", version="v9.9.9", stdout=io.StringIO())
    with pytest.raises(CommandError, match="Impossible d'écrire"):
        call_command("details_template", output=tmp_path / "absent" / "t.csv")
