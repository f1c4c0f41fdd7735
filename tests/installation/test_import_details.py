"""``import_details``: the whole licensed file, checked, or nothing."""

import json
import logging
import stat
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from operation.diagnosis import diagnose
from operation.findings import good
from scoring.answers import imported as watched
from scoring.answers.levels import AGGREGATED, INDICATIVE, OFFICIAL
from scoring.engine.impacts import DETAILS
from scoring.engine.method import Method
from scoring.instance import details_path, served_to
from tests.details import made_up_rows, write_json

Rows = list[dict[str, Any]]


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    # Check the file at each call instead of once a second.
    monkeypatch.setattr(watched, "_SECONDS_BETWEEN_LOOKS", 0)
    return Path(settings.DATA_DIR)


@pytest.fixture
def rows(method: Method) -> Rows:
    return made_up_rows(method.dataset)


def imported(tmp_path: Path, content: Any, **options: Any) -> str:
    output = StringIO()
    source = write_json(tmp_path / "licence.json", content)
    call_command("import_details", source, stdout=output, **options)
    return output.getvalue()


def refusal(tmp_path: Path, content: Any) -> str:
    with pytest.raises(CommandError) as caught:
        imported(tmp_path, content)
    assert caught.value.returncode == 1
    return str(caught.value)


def kept_file() -> Path:
    return details_path("v7.0.0")


def level(method: Method) -> str:
    return served_to(method, entitled=True).level


def test_a_good_file_is_served_and_its_removal_takes_it_away(
    tmp_path: Path, method: Method, rows: Rows
) -> None:
    assert level(method) == INDICATIVE
    said = imported(tmp_path, rows)
    assert "474 procédés" in said
    served = served_to(method, entitled=True)
    assert served.level == OFFICIAL
    cch = served.table.columns[served.table.trigrams.index("cch")]
    assert cch == tuple(row["impacts"]["cch"] for row in rows)
    assert served_to(method, entitled=False).level == AGGREGATED
    call_command("import_details", remove=True, stdout=StringIO())
    assert level(method) == INDICATIVE
    output = StringIO()
    call_command("import_details", remove=True, stdout=output)
    assert "Aucun impact détaillé officiel" in output.getvalue()


def test_scores_are_the_published_ones_whatever_the_file_has(
    tmp_path: Path, method: Method, rows: Rows
) -> None:
    for row in rows:
        # A file with more digits than the published figures.
        row["impacts"]["ecs"] *= 1 + 1e-7
        del row["impacts"]["pef"]
    imported(tmp_path, rows)
    served = served_to(method, entitled=True)
    assert served.table.columns[-2:] == method.scores.columns


def test_the_whole_process_list_of_upstream_is_taken_too(
    tmp_path: Path, method: Method, rows: Rows
) -> None:
    processes = [row | {"displayName": "x", "unit": "kg", "elecMJ": 0} for row in rows]
    for process in processes:
        process["impacts"]["bvi"] = None
    imported(tmp_path, processes)
    assert level(method) == OFFICIAL


def test_the_file_is_for_the_service_alone(tmp_path: Path, rows: Rows) -> None:
    imported(tmp_path, rows)
    assert stat.S_IMODE(kept_file().stat().st_mode) == 0o600
    assert stat.S_IMODE(kept_file().parent.stat().st_mode) == 0o700
    assert [path.name for path in kept_file().parent.iterdir()] == ["v7.0.0.csv"]


def leave_one_out(rows: Rows) -> None:
    del rows[3]


def repeat_one(rows: Rows) -> None:
    rows.append(rows[3])


def add_an_unknown(rows: Rows) -> None:
    rows.append(rows[3] | {"id": "inconnu"})


def forget_the_id(rows: Rows) -> None:
    del rows[3]["id"]


def forget_an_impact(rows: Rows) -> None:
    del rows[3]["impacts"]["wtu"]


def write_an_impact_as_text(rows: Rows) -> None:
    rows[3]["impacts"]["cch"] = "0.5"


def make_an_impact_infinite(rows: Rows) -> None:
    rows[3]["impacts"]["cch"] = float("inf")


def make_an_unweighed_impact_no_number(rows: Rows) -> None:
    rows[3]["impacts"]["htc-c"] = float("nan")


def change_the_sixth_digit(rows: Rows) -> None:
    rows[3]["impacts"]["cch"] *= 1.001


def exchange_two(rows: Rows) -> None:
    rows[3]["impacts"], rows[4]["impacts"] = rows[4]["impacts"], rows[3]["impacts"]


def give_a_score_to_what_has_none(rows: Rows) -> None:
    # Its published scores are zero.
    zero = next(row for row in rows if row["impacts"]["ecs"] == 0)
    zero["impacts"]["cch"] = 1e-9


def publish_another_score(rows: Rows) -> None:
    rows[3]["impacts"]["pef"] *= 1.01


def forget_the_impacts(rows: Rows) -> None:
    del rows[3]["impacts"]


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        (leave_one_out, "ce procédé manque (Soja feed par défaut)"),
        (repeat_one, "cet identifiant est en double"),
        (add_an_unknown, "inconnu, id : ce procédé n'est pas de cette version"),
        (forget_the_id, "enregistrement 3 : le champ id manque"),
        (forget_an_impact, "wtu : un nombre fini est attendu (rien n'est donné)"),
        (write_an_impact_as_text, "cch : un nombre fini est attendu ('0.5' reçu)"),
        (make_an_impact_infinite, "cch : un nombre fini est attendu (inf reçu)"),
        (make_an_unweighed_impact_no_number, "htc-c : un nombre fini est attendu (nan reçu)"),
        (change_the_sixth_digit, "ecs : la somme pondérée est"),
        (change_the_sixth_digit, "pef : la somme pondérée est"),
        (exchange_two, "ecs : la somme pondérée est"),
        (give_a_score_to_what_has_none, "le score publié 0"),
        (publish_another_score, "est donné, le score publié est"),
        (forget_the_impacts, "impacts : un objet est attendu"),
    ],
)
def test_at_the_least_fault_nothing_is_imported(
    tmp_path: Path, method: Method, rows: Rows, damage: Callable[[Rows], None], fault: str
) -> None:
    damage(rows)
    message = refusal(tmp_path, rows)
    assert "Rien n'a été importé" in message
    assert fault in message
    assert not kept_file().exists()
    assert level(method) == INDICATIVE


def test_all_faults_are_listed_one_a_line(tmp_path: Path, rows: Rows) -> None:
    rows[0]["impacts"]["cch"] = None
    rows[1]["impacts"]["acd"] = True
    del rows[7]
    first, *lines = refusal(tmp_path, rows).splitlines()
    assert "3 faute(s)" in first
    assert len(lines) == 3
    for line, fault in zip(lines, ("cch : un nombre", "acd : un nombre", "manque"), strict=True):
        assert fault in line


def test_the_public_list_without_details_is_recognised(tmp_path: Path, rows: Rows) -> None:
    for row in rows:
        row["impacts"] |= dict.fromkeys(DETAILS, 0)
    assert "c'est le fichier public" in refusal(tmp_path, rows)


@pytest.mark.parametrize("content", ["", "{", '{"id": 1}', "[" * 100_000, "\x00", "5"])
def test_what_is_no_list_of_processes_is_one_sentence(tmp_path: Path, content: str) -> None:
    source = tmp_path / "licence.json"
    source.write_text(content, encoding="utf-8")
    with pytest.raises(CommandError) as caught:
        call_command("import_details", source)
    assert "licence.json : " in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_a_missing_argument_and_an_unknown_version_are_said(
    tmp_path: Path,
) -> None:
    with pytest.raises(CommandError, match="lecture impossible"):
        call_command("import_details", tmp_path / "absent.json")
    with pytest.raises(CommandError, match="--remove"):
        call_command("import_details")
    with pytest.raises(CommandError, match=r"v9\.9\.9"):
        call_command("import_details", tmp_path, version="v9.9.9")


def test_the_figures_of_a_version_that_is_no_longer_installed_are_removed(
    tmp_path: Path, rows: Rows
) -> None:
    imported(tmp_path, rows)
    left = kept_file().rename(details_path("v9.9.9"))
    call_command("import_details", remove=True, version="v9.9.9", stdout=StringIO())
    assert not left.exists()


def test_a_version_names_no_other_file(tmp_path: Path, data_dir: Path) -> None:
    other = data_dir / "autre.csv"
    other.touch()
    with pytest.raises(CommandError, match=r"n'a pas la forme v7\.0\.0"):
        call_command("import_details", remove=True, version="../autre")
    assert other.exists()


def test_a_bad_import_leaves_the_former_one(tmp_path: Path, method: Method, rows: Rows) -> None:
    imported(tmp_path, rows)
    before = kept_file().read_bytes()
    change_the_sixth_digit(rows)
    refusal(tmp_path, rows)
    assert kept_file().read_bytes() == before
    assert level(method) == OFFICIAL


def test_a_published_directory_is_no_place_for_licensed_figures(
    tmp_path: Path, rows: Rows, settings: Any, data_dir: Path
) -> None:
    settings.STATIC_ROOT = data_dir
    assert "publié" in refusal(tmp_path, rows)


def test_a_damaged_file_is_refused_once_and_what_was_served_goes_on(
    tmp_path: Path, method: Method, rows: Rows, caplog: pytest.LogCaptureFixture
) -> None:
    imported(tmp_path, rows)
    good = served_to(method, entitled=True).table
    content = kept_file().read_bytes()
    kept_file().write_bytes(content[: len(content) // 2])
    with caplog.at_level(logging.ERROR):
        served = [served_to(method, entitled=True) for _ in range(3)]
    assert all(one.level == OFFICIAL and one.table is good for one in served)
    (record,) = caplog.records
    assert "refusé" in record.getMessage()
    # Licensed figures must not be in the log.
    figures = json.dumps(rows[0]["impacts"]["cch"])
    assert figures not in record.getMessage()
    kept_file().write_bytes(content)
    assert level(method) == OFFICIAL


def test_a_file_out_of_reach_is_said_once_and_served_again_after_it(
    tmp_path: Path, method: Method, rows: Rows, caplog: pytest.LogCaptureFixture
) -> None:
    imported(tmp_path, rows)
    assert level(method) == OFFICIAL
    away = kept_file().parent.rename(tmp_path / "ailleurs")
    kept_file().parent.touch()
    with caplog.at_level(logging.ERROR):
        assert [level(method) for _ in range(3)] == [OFFICIAL] * 3
    (record,) = caplog.records
    assert "ne peut pas être lu" in record.getMessage()
    kept_file().parent.unlink()
    assert level(method) == INDICATIVE
    away.rename(kept_file().parent)
    assert level(method) == OFFICIAL


def test_the_diagnosis_tells_what_is_served_and_of_a_file_that_is_not(
    tmp_path: Path, rows: Rows
) -> None:
    def finding() -> Any:
        return next(found for found in diagnose() if found.subject == "impacts détaillés")

    assert finding() == good("impacts détaillés", "indicatifs")
    imported(tmp_path, rows)
    assert finding() == good("impacts détaillés", "officiels")
    kept_file().chmod(0o644)
    assert finding().advice == f"chmod 600 {kept_file()}"
    kept_file().write_text("id\n", encoding="utf-8")
    assert "import_details" in finding().advice
    assert finding().fault


def test_a_damaged_file_found_at_the_start_gives_the_indicative_figures(
    method: Method, caplog: pytest.LogCaptureFixture
) -> None:
    kept_file().parent.mkdir()
    kept_file().write_text("id\n", encoding="utf-8")
    with caplog.at_level(logging.ERROR):
        assert level(method) == INDICATIVE
    assert len(caplog.records) == 1
