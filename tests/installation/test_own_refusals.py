"""``import_details --own``: what is wrong is refused by row, process, column and value."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from scoring.answers import imported as watched
from scoring.engine.method import Method
from scoring.instance import own_path
from scoring.methods import method_of
from tests.installation.own_imports import (
    COTTON,
    always,
    as_json,
    imported,
    named,
    refusal,
    row_of,
    with_cell,
)
from tests.own_figures import filled_template


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    monkeypatch.setattr(watched, "_SECONDS_BETWEEN_LOOKS", 0)
    return Path(settings.DATA_DIR)


@pytest.mark.parametrize(
    ("title", "value", "fault"),
    [
        ("cch", "beaucoup", "cch : un nombre fini est attendu ('beaucoup' reçu)"),
        ("wtu", "NaN", "wtu : un nombre fini est attendu ('NaN' reçu)"),
        ("wtu", "inf", "wtu : un nombre fini est attendu ('inf' reçu)"),
        ("wtu", "1e999", "wtu : un nombre fini est attendu ('1e999' reçu)"),
        ("wtu", "1_0", "wtu : un nombre fini est attendu ('1_0' reçu)"),
        ("wtu", "1,234,5", "wtu : un nombre fini est attendu ('1,234,5' reçu)"),
        ("unit", "g", "unit : ce procédé se compte en kg (« g » est donné)"),
        ("unit", "", "unit : ce procédé se compte en kg (rien n'est donné)"),
        ("id", "", "id : l'identifiant du procédé manque"),
        ("id", "inconnu", "« inconnu » n'est pas un procédé de v7.0.0"),
    ],
)
def test_a_bad_cell_is_told_by_row_process_column_and_value(
    tmp_path: Path, method: Method, title: str, value: str, fault: str
) -> None:
    cotton = named(method, COTTON)
    content = filled_template(method.dataset, always)
    place = content.splitlines().index(row_of(content, cotton)) + 1
    message = refusal(tmp_path, with_cell(content, cotton, title, value))
    assert fault in message
    assert f"ligne {place}" in message
    if title != "id":
        assert f"{COTTON} ({cotton.id})" in message


def test_the_same_process_twice_is_refused(tmp_path: Path, method: Method) -> None:
    content = filled_template(method.dataset, always)
    cotton = named(method, COTTON)
    message = refusal(tmp_path, content + row_of(content, cotton) + "\r\n")
    assert "ce procédé est déjà donné : ligne " in message


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("cch (kg CO2 eq)", "cch (g CO2 eq)", "cch : l'unité est « g CO2 eq », celle de la"),
        ("cch (kg CO2 eq)", "cch", "cch : l'unité manque : écrivez « cch (kg CO2 eq) »"),
        ("# method = EF 3.1", "# method = EF 3.0", "méthode EF 3.1 (« EF 3.0 » est donné)"),
        ("# method = EF 3.1", "", "méthode EF 3.1 (rien n'est donné)"),
        ("# version = v7.0.0", "# version = v8.1.0", "ce fichier est pour v8.1.0, pas v7.0.0"),
        ("wtu (m3 eq)", "cch (kg CO2 eq)", "cette colonne est en double"),
        ("id,name", "ident,name", "colonnes absentes : id"),
        ("# source =", "# source = " + "x" * 201, "au plus 200 signes"),
    ],
)
def test_units_and_the_method_must_be_the_versions(
    tmp_path: Path, method: Method, before: str, after: str, fault: str
) -> None:
    content = filled_template(method.dataset, always)
    assert before in content
    assert fault in refusal(tmp_path, content.replace(before, after, 1))


def test_units_as_other_tools_write_them_are_the_same(tmp_path: Path, method: Method) -> None:
    content = filled_template(method.dataset, always)
    for ours, theirs in (
        ("cch (kg CO2 eq)", "cch (kg CO2-Eq)"),
        ("wtu (m3 eq)", "wtu (m3 world eq. deprived)"),
        ("ldu (Pt)", "ldu [dimensionless]"),
        ("ior (kBq U-235 eq)", "ior (kBq U235-Eq)"),
        (",t⋅km,", ",ton kilometer,"),
    ):
        assert ours in content
        content = content.replace(ours, theirs)
    assert "474 procédés" in imported(tmp_path, content)


def break_list(content: Any) -> Any:
    return content["processes"]


def drop_units(content: Any) -> Any:
    del content["units"]
    return content


def drop_one_unit(content: Any) -> Any:
    del content["units"]["wtu"]
    return content


def write_text(content: Any) -> Any:
    content["processes"][3]["impacts"]["wtu"] = "0.5"
    return content


def write_nan(content: Any) -> Any:
    content["processes"][3]["impacts"]["wtu"] = float("nan")
    return content


def misspell(content: Any) -> Any:
    content["processes"][3]["impacts"]["water"] = 1
    return content


def forget_impacts(content: Any) -> Any:
    del content["processes"][3]["impacts"]
    return content


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        (break_list, "un objet avec version, method, units et processes est attendu"),
        (drop_units, "units : un objet qui dit l'unité de chaque impact"),
        (drop_one_unit, "wtu : l'unité manque"),
        (write_text, "Soja feed par défaut"),
        (write_text, "wtu : un nombre fini est attendu ('0.5' reçu)"),
        (write_nan, "wtu : un nombre fini est attendu (nan reçu)"),
        (misspell, "processes[4] : impacts inconnus : water"),
        (forget_impacts, "processes[4] : un objet avec id, unit et impacts est attendu"),
    ],
)
def test_a_bad_json_is_told_by_its_place(
    tmp_path: Path, method: Method, damage: Callable[[Any], Any], fault: str
) -> None:
    content = json.dumps(damage(as_json(method)))
    assert fault in refusal(tmp_path, content, name="valeurs.json")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("v.json", "{"),
        ("v.json", "[" * 100_000),
        ("v.json", '{"units": {}, "units": {}}'),
        ("v.json", "\xff"),
        ("v.csv", ""),
        ("v.csv", "# method = EF 3.1\n"),
        ("v.csv", 'id,unit,cch (kg CO2 eq)\n"a'),
        ("v.csv", "\x00"),
        ("v.csv", "a;b;c\n"),
    ],
)
def test_what_is_no_such_file_is_refused_without_a_traceback(
    tmp_path: Path, name: str, content: str
) -> None:
    assert name in refusal(tmp_path, content.encode("latin-1"), name=name)


def test_a_missing_file_is_said() -> None:
    with pytest.raises(CommandError, match="lecture impossible"):
        call_command("import_details", Path("absent.csv"), own=True)


def test_a_former_id_is_taken_for_the_current_one(tmp_path: Path) -> None:
    method = method_of("v8.1.0")
    former, current = next(iter(method.dataset.aliases["processes"].items()))
    unit = method.dataset.processes[current].unit
    table = f"# method = EF 3.1\nid,unit,wtu (m3 eq)\n{former},{unit},0\n"
    said = imported(tmp_path, table, version="v8.1.0")
    assert "1 procédé sur 512" in said
    assert own_path("v8.1.0").exists()
