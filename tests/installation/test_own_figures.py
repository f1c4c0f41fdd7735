"""``import_details --own``: figures from one's own database are served, compared and stored."""

import csv
import io
import json
import re
import stat
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from scoring.answers import imported as watched
from scoring.answers.levels import INDICATIVE, OFFICIAL, OWN
from scoring.engine.method import Method
from scoring.instance import own_path, served_to
from tests.details import made_up_rows, write_json
from tests.installation.own_imports import (
    COTTON,
    always,
    as_json,
    finding,
    imported,
    named,
    refusal,
    row_of,
    times,
)
from tests.own_figures import filled_template


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    monkeypatch.setattr(watched, "_SECONDS_BETWEEN_LOOKS", 0)
    return Path(settings.DATA_DIR)


def test_a_filled_template_is_served_and_its_removal_takes_it_away(
    tmp_path: Path, method: Method
) -> None:
    assert served_to(method, entitled=True).level == INDICATIVE
    said = imported(tmp_path, filled_template(method.dataset, always, "Ma base, édition 2"))
    assert "(Ma base, édition 2) pour 474 procédés sur 474" in said
    assert "Somme pondérée de 1 à 1 fois le score ecs publié" in said
    assert "sans aucune valeur" not in said
    served = served_to(method, entitled=True)
    assert served.level == OWN
    water = served.table.columns[served.table.trigrams.index("wtu")]
    assert water == tuple(row["impacts"]["wtu"] for row in made_up_rows(method.dataset))
    assert stat.S_IMODE(own_path("v7.0.0").stat().st_mode) == 0o600
    call_command("import_details", own=True, remove=True, stdout=io.StringIO())
    assert served_to(method, entitled=True).level == INDICATIVE
    output = io.StringIO()
    call_command("import_details", own=True, remove=True, stdout=output)
    assert "Aucun impact détaillé propre" in output.getvalue()


def test_the_licensed_file_comes_before_own_figures(tmp_path: Path, method: Method) -> None:
    source = write_json(tmp_path / "licence.json", made_up_rows(method.dataset))
    call_command("import_details", source, stdout=io.StringIO())
    said = imported(tmp_path, filled_template(method.dataset, always))
    assert "les valeurs officielles, importées aussi, passent avant" in said
    assert served_to(method, entitled=True).level == OFFICIAL
    call_command("import_details", remove=True, stdout=io.StringIO())
    assert served_to(method, entitled=True).level == OWN


def test_check_reports_and_writes_nothing(tmp_path: Path, method: Method) -> None:
    said = imported(tmp_path, filled_template(method.dataset, always), check=True)
    assert "474 procédés sur 474" in said
    assert "Rien n'a été écrit" in said
    assert not own_path("v7.0.0").exists()
    source = write_json(tmp_path / "licence.json", made_up_rows(method.dataset))
    output = io.StringIO()
    call_command("import_details", source, check=True, stdout=output)
    assert "Fichier bon : 474 procédés" in output.getvalue()
    assert served_to(method, entitled=True).level == INDICATIVE


def test_the_figures_of_a_spreadsheet_in_french_are_the_same(
    tmp_path: Path, method: Method
) -> None:
    plain = filled_template(method.dataset, always)
    imported(tmp_path, plain)
    expected = own_path("v7.0.0").read_bytes()
    lines = list(csv.reader(io.StringIO(plain)))
    for cells in lines:
        if cells[0] != "id":
            cells[6:] = [re.sub(r"^(\d+)\.(\d)", r"\1,\2", cell) for cell in cells[6:]]
        cells.extend([""] * (25 - len(cells)))
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(lines)
    saved = text.getvalue().encode("cp1252", errors="replace")
    imported(tmp_path, b"sep=;\r\n" + saved)
    assert own_path("v7.0.0").read_bytes() == expected


def test_columns_of_ones_own_are_ignored_by_name_and_order_does_not_matter(
    tmp_path: Path, method: Method
) -> None:
    lines = list(csv.reader(io.StringIO(filled_template(method.dataset, always))))
    imported(tmp_path, filled_template(method.dataset, always))
    expected = own_path("v7.0.0").read_bytes()
    table = [["Remarques", *reversed(lines[3])], *(["vu", *reversed(row)] for row in lines[4:])]
    text = io.StringIO()
    csv.writer(text).writerows([*lines[:3], *reversed(table[1:])])
    text = io.StringIO()
    csv.writer(text).writerows([*lines[:3], table[0], *reversed(table[1:])])
    assert "Colonnes ignorées : Remarques." in imported(tmp_path, text.getvalue())
    assert own_path("v7.0.0").read_bytes() == expected


def test_json_says_the_same(tmp_path: Path, method: Method) -> None:
    imported(tmp_path, filled_template(method.dataset, always))
    expected = own_path("v7.0.0").read_bytes()
    imported(tmp_path, json.dumps(as_json(method)), name="valeurs.json")
    assert own_path("v7.0.0").read_bytes() == expected


def test_five_percent_off_is_taken_and_told(tmp_path: Path, method: Method) -> None:
    said = imported(tmp_path, filled_template(method.dataset, times(COTTON, 1.05)))
    assert "Somme pondérée de 1 à 1,05 fois le score ecs publié" in said
    assert "refusées" not in said
    assert "1 à 1,05 fois le score ecs" in finding().text


def test_twenty_percent_off_is_listed_and_left_out_unless_accepted(
    tmp_path: Path, method: Method
) -> None:
    cotton = named(method, COTTON)
    content = filled_template(method.dataset, times(COTTON, 1.2))
    said = imported(tmp_path, content)
    assert "473 procédés sur 474" in said
    (line,) = [one for one in said.splitlines() if "ecs : la somme" in one]
    place = content.splitlines().index(row_of(content, cotton)) + 1
    assert line.strip().startswith(f"ligne {place}, {COTTON} ({cotton.id}), ecs : ")
    assert "(+20 %)" in line
    own = served_to(method, entitled=True).own
    assert own is not None
    assert [list(gap.without_row) for gap in own.gaps] == [[cotton.index]]

    said = imported(tmp_path, content, accept=[cotton.id.upper()])
    assert "474 procédés sur 474" in said
    assert f"Accepté malgré son écart : {COTTON}" in said
    own = served_to(method, entitled=True).own
    assert own is not None
    assert list(own.accepted) == [cotton.index]
    assert "acceptés à plus de 10 % : 1" in finding().text


def test_a_row_that_is_too_low_is_refused_too(tmp_path: Path, method: Method) -> None:
    said = imported(tmp_path, filled_template(method.dataset, times(COTTON, 0.8)))
    assert "(-20 %)" in said
    assert "473 procédés" in said


def test_when_no_row_remains_nothing_is_imported(tmp_path: Path, method: Method) -> None:
    message = refusal(
        tmp_path,
        filled_template(method.dataset, lambda one: 1.3 if one.name == COTTON else None),
    )
    assert "Rien n'a été importé" in message
    assert "+30 %" in message


def test_accepting_what_is_not_there_or_needs_it_not_is_said(
    tmp_path: Path, method: Method
) -> None:
    cotton = named(method, COTTON)
    content = filled_template(method.dataset, times(COTTON, None))
    assert f"--accept {cotton.id}" in refusal(tmp_path, content, accept=[cotton.id])
    said = imported(tmp_path, filled_template(method.dataset, always), accept=[cotton.id])
    assert "inutile" in said
    with pytest.raises(CommandError, match="--own"):
        call_command("import_details", tmp_path / "x.json", accept=["x"])


def test_a_file_of_one_category_is_bounded_by_the_scores(tmp_path: Path, method: Method) -> None:
    # One category cannot be compared, but grams given for kilograms exceed any score.
    cotton = named(method, COTTON)
    climate = {row["id"]: row["impacts"]["cch"] for row in made_up_rows(method.dataset)}
    table = (
        f"# method = EF 3.1\nid,unit,cch (kg CO2 eq)\n{cotton.id},kg,{climate[cotton.id] * 1000}\n"
    )
    assert "de ce qui est donné" in refusal(tmp_path, table)
    said = imported(
        tmp_path, table.replace(str(climate[cotton.id] * 1000), str(climate[cotton.id]))
    )
    assert "1 procédé sur 474" in said
    assert "rien n'y est comparé" in said
    assert "Impacts sans aucune valeur, qui restent non connus : acd, " in said


def test_the_diagnosis_tells_coverage_and_a_file_that_is_damaged(
    tmp_path: Path, method: Method
) -> None:
    imported(tmp_path, filled_template(method.dataset, times(COTTON, None), "Maison"))
    assert finding().text.startswith("valeurs de l'exploitant (Maison) pour 473 procédés sur 474")
    own_path("v7.0.0").chmod(0o644)
    assert finding().advice == f"chmod 600 {own_path('v7.0.0')}"
    own_path("v7.0.0").chmod(0o600)
    own_path("v7.0.0").write_text("id\n", encoding="utf-8")
    assert finding().fault
    assert "import_details --own" in finding().advice


def test_a_row_made_far_by_hand_is_not_served(tmp_path: Path, method: Method) -> None:
    imported(
        tmp_path,
        filled_template(method.dataset, times(COTTON, 1.2)),
        accept=[named(method, COTTON).id],
    )
    kept = own_path("v7.0.0")
    kept.write_text(kept.read_text(encoding="utf-8").replace(",true,", ",false,"), encoding="utf-8")
    assert finding().fault
