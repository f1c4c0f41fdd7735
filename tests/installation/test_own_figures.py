"""``details_template`` and ``import_details --own``: figures of one's own database, checked."""

import csv
import io
import json
import re
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from operation.diagnosis import diagnose
from scoring.answers import imported as watched
from scoring.answers.levels import INDICATIVE, OFFICIAL, OWN
from scoring.engine.impacts import DETAILS
from scoring.engine.method import Method
from scoring.engine.records import Process
from scoring.instance import own_path, served_to
from scoring.methods import method_of
from tests.details import made_up_rows, write_json
from tests.own_figures import filled_template

COTTON = "Production de fibres de coton"


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    monkeypatch.setattr(watched, "_SECONDS_BETWEEN_LOOKS", 0)
    return Path(settings.DATA_DIR)


def always(_process: Process) -> float:
    return 1.0


def named(method: Method, name: str) -> Process:
    return next(one for one in method.dataset.processes.values() if one.name == name)


def times(name: str, factor: float | None) -> Callable[[Process], float | None]:
    """Figures that fit, but for one process."""
    return lambda process: factor if process.name == name else 1.0


def imported(place: Path, content: str | bytes, **options: Any) -> str:
    output = io.StringIO()
    source = place / options.pop("name", "valeurs.csv")
    source.write_bytes(content.encode() if isinstance(content, str) else content)
    call_command("import_details", source, own=True, stdout=output, **options)
    return output.getvalue()


def refusal(place: Path, content: str | bytes, **options: Any) -> str:
    before = own_path("v7.0.0").read_bytes() if own_path("v7.0.0").exists() else None
    with pytest.raises(CommandError) as caught:
        imported(place, content, **options)
    assert caught.value.returncode == 1
    after = own_path("v7.0.0").read_bytes() if own_path("v7.0.0").exists() else None
    assert after == before
    return str(caught.value)


def finding() -> Any:
    return next(found for found in diagnose() if found.subject == "impacts détaillés")


def row_of(text: str, process: Process) -> str:
    return next(line for line in text.splitlines() if line.startswith(process.id))


def with_cell(text: str, process: Process, title: str, value: str) -> str:
    """The same table with another value in one cell."""
    lines = list(csv.reader(io.StringIO(text)))
    header = next(cells for cells in lines if cells[0] == "id")
    place = next(at for at, name in enumerate(header) if name.split(" ")[0] == title)
    next(cells for cells in lines if cells[0] == process.id)[place] = value
    written = io.StringIO()
    csv.writer(written).writerows(lines)
    return written.getvalue()


# The template -----------------------------------------------------------------------------------


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


# Figures that fit -------------------------------------------------------------------------------


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


def as_json(method: Method) -> dict[str, Any]:
    definitions = method.dataset.impacts
    return {
        "version": "v7.0.0",
        "method": "EF v3.1",
        "units": {trigram: definitions[trigram].unit_fr for trigram in DETAILS},
        "processes": [
            row | {"unit": method.dataset.processes[row["id"]].unit}
            for row in made_up_rows(method.dataset)
        ],
    }


# Rows that are off ------------------------------------------------------------------------------


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


# Faults -----------------------------------------------------------------------------------------


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


# A file on the disk -----------------------------------------------------------------------------


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
