"""The command ``ecobalyse`` (catalogue.md 5)."""

import io
import json
import multiprocessing
import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import ecobalyse
from ecobalyse import files as scoring_files
from ecobalyse import work
from ecobalyse.command.main import main
from scoring.answers.products import POLO, PYJAMAS
from tests.answers.test_spreadsheet import recalculated
from tests.catalogue.files import PULL_REQUEST, SCORE, lines, needs, pull
from tests.ecobalyse.dying import die_in_mid_answer

REPOSITORY = Path(__file__).parents[2]


def run(*arguments: str | Path, stdin: bytes = b"", **options: Any) -> Any:
    """Run the command in its own process and folder."""
    return subprocess.run(
        [sys.executable, "-P", "-m", "ecobalyse", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        **options,
    )


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


# Status and outputs.


def test_some_rows_refused(
    catalogue: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["score", str(catalogue), "-o", str(tmp_path / "out.csv")]) == 1
    assert (tmp_path / "out.csv").read_text().count("\n") == 4
    assert names(tmp_path) == {"catalogue.csv", "out.csv"}
    told = capsys.readouterr()
    assert told.out == ""
    assert "Lignes lues : 3 ; calculées : 2 ; refusées : 1" in told.err
    assert "Masse (en kg) : « x » n'est pas un nombre (ligne 4)" in told.err
    assert "2318,33" in told.err


def test_all_rows_scored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, target = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    source.write_bytes(json.dumps(PULL_REQUEST).encode() + b"\n")
    assert main(["score", str(source), "-o", str(target), "--quiet"]) == 0
    assert json.loads(target.read_bytes())["score"] == SCORE
    assert capsys.readouterr().err == ""


def test_rows_of_a_set_stay_together_on_their_way_to_another_process(tmp_path: Path) -> None:
    source = tmp_path / "sets.csv"
    header = "product,mass,materials.1.id,materials.1.share,set,numberOfItem\n"
    pair = "tshirt,0.17,ei-coton,1,{0},3\npull,0.5,ei-coton,1,{0},\n"
    source.write_text(header + "".join(pair.format(number) for number in range(120)))
    for jobs in ("1", "2"):
        target = tmp_path / f"{jobs}.jsonl"
        assert main(["score", str(source), "-o", str(target), "--jobs", jobs, "--quiet"]) == 0
    rows = [json.loads(line) for line in (tmp_path / "2.jsonl").read_text().splitlines()]
    assert {row["whole"]["kind"] for row in rows} == {"set"}
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "2.jsonl").read_bytes()


def test_several_files_into_a_folder(
    catalogue: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other, broken = tmp_path / "other.jsonl", tmp_path / "broken.csv"
    other.write_bytes(json.dumps(PULL_REQUEST).encode() + b"\n")
    broken.write_bytes(b"a;b\n1;2\n")
    folder = tmp_path / "scored"
    files = [str(catalogue), str(broken), str(other)]
    assert main(["score", *files, "-o", str(folder)]) == 2
    assert names(folder) == {"catalogue.csv", "other.jsonl"}
    told = capsys.readouterr().err
    assert f"{broken} : " in told
    assert f"{catalogue} : Lignes lues : 3 ; calculées : 2" in told
    single = tmp_path / "single.csv"
    assert main(["score", str(catalogue), "-o", str(single), "--quiet"]) == 1
    assert (folder / "catalogue.csv").read_bytes() == single.read_bytes()
    # Another extension for another format; a complete file is not computed again.
    assert main(["score", *files[::2], "-o", str(folder), "--to", "jsonl", "--quiet"]) == 1
    assert names(folder) == {"catalogue.csv", "catalogue.jsonl", "other.jsonl"}
    capsys.readouterr()
    assert main(["score", *files[::2], "-o", str(folder), "--resume", "--quiet"]) == 0
    assert capsys.readouterr().err.count("laissé tel quel") == 2
    assert main(["score", files[2], "-o", f"{tmp_path}/one/", "--quiet"]) == 0
    assert names(tmp_path / "one") == {"other.jsonl"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["a.csv", "b.csv"], "dossier"),
        (["a.csv", "-", "-o", "out"], "entrée standard"),
        (["a.csv", "more/a.csv", "-o", "out"], "auraient le même résultat"),
        (["a.csv", "a.xlsx", "-o", "out", "--to", "csv"], "auraient le même résultat"),
        (["a.csv", "b.csv", "-o", "a.csv"], "dossier"),
        (["a.csv", "b.csv", "-o", "a.csv/out"], "Impossible de créer"),
        (["a.csv", "b.csv", "-o", "out", "--errors", "e.csv"], "un seul catalogue"),
    ],
)
def test_several_files_that_cannot_be(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").touch()
    assert main(["score", *arguments]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "vide"), (b"a;b\n1;2\n", "aucune colonne connue"), (lines([pull()])[:-40], "incomplet")],
)
def test_an_unusable_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, said: str
) -> None:
    source = tmp_path / "a.csv"
    source.write_bytes(content)
    assert main(["score", str(source), "-o", str(tmp_path / "b.csv")]) == 2
    assert said in capsys.readouterr().err
    assert names(tmp_path) == {"a.csv"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["absent.csv", "-o", "out.csv"], "Impossible de lire"),
        (["catalogue.csv", "-o", "catalogue.csv"], "noms différents"),
        (["catalogue.csv", "-o", "nowhere/out.csv"], "Impossible d'écrire"),
        (["catalogue.csv", "-o", "out.csv", "--version", "v0.0.0"], "v0.0.0"),
        (["catalogue.csv", "-o", "out.csv", "--level", "official"], "officiel"),
        (["catalogue.csv", "-o", "out.csv", "--sector", "food"], "recette"),
        (["catalogue.csv", "-o", "out.xlsx", "--resume"], "--resume"),
        (["catalogue.csv", "-o", "out.csv", "--errors", "bad.xlsx"], "erreurs"),
    ],
)
def test_what_cannot_be_done_is_said_and_leaves_nothing(
    catalogue: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DATA_DIR", raising=False)
    assert main(["score", *options]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert "Traceback" not in told
    assert names(tmp_path) == {"catalogue.csv"}
    assert catalogue.read_bytes().startswith(b"GTINs")


def test_a_wrong_option_has_the_status_of_an_unusable_file() -> None:
    with pytest.raises(SystemExit) as stop:
        main(["score", "--to", "pdf"])
    assert stop.value.code == 2


def test_refused_rows_apart(catalogue: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    main(["score", str(catalogue), "-o", str(tmp_path / "o.xlsx"), "--errors", str(bad)])
    header, row = bad.read_text().splitlines()
    assert header.startswith("GTINs/EANs;")
    assert "n'est pas un nombre" in row


def test_the_portals_form(catalogue: Path, tmp_path: Path) -> None:
    out = tmp_path / "resultat.csv"
    main(["score", str(catalogue), "-o", str(out), "--portal-result"])
    assert out.read_text().splitlines()[:2] == ["Référence interne,Score,Erreur", "REF-123,2318,"]


def test_the_portals_answer_and_its_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, ready = tmp_path / "a.csv", tmp_path / "depot.csv"
    source.write_bytes(lines([pull(Score="1"), pull(**{"Origine de confection": ""})]))
    checked = tmp_path / "verifie.csv"
    assert main(["score", str(source), "-o", str(checked), "--portal-check"]) == 1
    told = capsys.readouterr().err
    assert "0 acceptées telles quelles, 1 dans le fichier préparé, 1 refusées" in told
    assert "refusée : Origine de confection" in checked.read_text()
    assert main(["score", str(source), "-o", str(ready), "--portal-file", "--jobs", "2"]) == 1
    assert len(ready.read_text().splitlines()) == 2
    assert main(["score", str(ready), "-o", str(checked), "--portal-check"]) == 0


def test_strict_rules(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_bytes(lines([pull(**{"GTINs/EANs": "12"})]))
    assert main(["score", str(source), "-o", str(tmp_path / "b.csv")]) == 0
    assert main(["score", str(source), "-o", str(tmp_path / "c.csv"), "--strict"]) == 1


def test_a_pipe_from_end_to_end() -> None:
    found = run("score", "--detail", "summary", stdin=lines([pull()]))
    assert found.returncode == 0
    assert b"2318.326247789541" in found.stdout
    assert "Lignes lues : 1" in found.stderr.decode()
    found = run("score", "-", stdin=json.dumps([PULL_REQUEST]).encode())
    assert json.loads(found.stdout)[0]["score"] == SCORE


# Formats, and work shared.


@pytest.mark.parametrize("form", ["csv", "csv-tableur", "xlsx", "jsonl", "json", "parquet"])
def test_two_processes_write_the_same_as_one(many: Path, tmp_path: Path, form: str) -> None:
    if form == "parquet":
        needs("pyarrow")
    for jobs in ("1", "2"):
        out = str(tmp_path / jobs)
        assert main(["score", str(many), "-o", out, "--to", form, "--jobs", jobs, "--quiet"]) == 0
    one, two = (tmp_path / jobs for jobs in "12")
    assert one.read_bytes() == two.read_bytes()


def test_a_process_that_dies_is_said(tmp_path: Path, many: Path) -> None:
    def kill(rows: int, behind: int | None) -> None:
        for process in multiprocessing.active_children():
            process.kill()

    with pytest.raises(scoring_files.UnusableInput, match="s'est arrêté"):
        scoring_files.score_file(many, tmp_path / "out.jsonl", jobs=2, progress=kill)
    assert not (tmp_path / "out.jsonl").exists()


def test_a_process_that_dies_while_it_answers_is_waited_for_no_longer() -> None:
    # The other process keeps the pipe open, so that the pool notices nothing.
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        assert list(pool.map(abs, [-1, -2, -3, -4], timeout=60)) == [1, 2, 3, 4]
        with pytest.raises(BrokenExecutor):
            work._result(pool.submit(die_in_mid_answer), pool)


def test_every_format_that_is_read_gives_the_same(tmp_path: Path, catalogue: Path) -> None:
    needs("python_calamine")
    sheet, found = tmp_path / "a.xlsx", tmp_path / "b.jsonl"
    main(["score", str(catalogue), "-o", str(sheet), "--detail", "summary", "--quiet"])
    main(["score", str(sheet), "-o", str(found), "--quiet"])
    assert json.loads(found.read_bytes().splitlines()[0])["score"] == SCORE


# One product.


def test_simulate_and_explain(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    query = json.dumps(PULL_REQUEST)
    assert main(["simulate", query]) == 0
    assert json.loads(capsys.readouterr().out)["impacts"]["ecs"] == SCORE
    path = tmp_path / "pull.json"
    path.write_text(query)
    assert main(["explain", str(path)]) == 0
    told = capsys.readouterr().out
    assert "score = trims / durability" in told
    assert main(["explain", str(path), "--json", "--impact", "pef"]) == 0
    assert json.loads(capsys.readouterr().out)["impact"] == "pef"


def test_a_calculation_is_written_as_a_spreadsheet_that_computes_it(tmp_path: Path) -> None:
    found = tmp_path / "calcul.xlsx"
    assert main(["explain", json.dumps(PULL_REQUEST), "--to", "xlsx", "-o", str(found)]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["calcul.xlsx"]
    assert recalculated(found.read_bytes(), tmp_path) == pytest.approx(SCORE, rel=1e-12)


def test_sets_and_garments_in_parts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", "--sector", "textile-set", json.dumps(PYJAMAS)]) == 0
    score = json.loads(capsys.readouterr().out)["impacts"]["ecs"]
    assert score == ecobalyse.textile_set(PYJAMAS)["impacts"]["ecs"]
    assert main(["explain", "--json", "--sector", "textile-set", json.dumps(PYJAMAS)]) == 0
    assert json.loads(capsys.readouterr().out)["score"] == score
    garment = ["--sector", "textile-garment", json.dumps(POLO)]
    assert main(["simulate", "--compare", *garment]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer == ecobalyse.textile_garment(POLO, compare=True)
    assert [form["simplification"] for form in answer["comparison"]] == [None, 1, 2]
    assert main(["simulate", *garment[:2], '{"product": "tshirt", "components": []}']) == 1
    assert capsys.readouterr().err.startswith("components : ")
    with pytest.raises(SystemExit):
        main(["score", "--sector", "textile-set", "x.csv", "-o", "y.csv"])


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["simulate", '{"mass": 1}'], 1, "decoding"),
        (["simulate", "{"], 2, "JSON"),
        (["simulate", "absent.json"], 2, "Impossible de lire"),
        (["explain", json.dumps(PULL_REQUEST), "--impact", "cch"], 1, "impact"),
        (["explain", json.dumps(PULL_REQUEST), "--to", "xlsx"], 2, "nommez-le par -o"),
        (["explain", json.dumps(PULL_REQUEST), "-o", "calcul.csv"], 2, "calcul.csv"),
        (["explain", json.dumps(PULL_REQUEST), "-o", "calcul.xlsx", "--json"], 2, "--json"),
        (["explain", json.dumps(PULL_REQUEST), "-o", "absent/calcul.xlsx"], 2, "absent"),
    ],
)
def test_a_product_that_cannot_be_computed(
    capsys: pytest.CaptureFixture[str], arguments: Sequence[str], status: int, said: str
) -> None:
    assert main(list(arguments)) == status
    assert said in capsys.readouterr().err


def test_lists(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lists", "materials"]) == 0
    assert "ei-coton" in capsys.readouterr().out
    assert main(["lists", "countries", "--lang", "en", "--json"]) == 0
    countries = json.loads(capsys.readouterr().out)
    assert {"id": "CN", "name": "China"} in countries
    assert main(["lists"]) == 0
    assert "ingredients" in capsys.readouterr().out
    assert main(["lists", "ingredients"]) == 2
    assert main(["lists", "ingredients", "--sector", "food"]) == 0


def test_a_bar_is_for_terminals_alone(catalogue: Path) -> None:
    found = run("score", catalogue)
    assert b"\r" not in found.stderr.replace(b"\r\n", b"\n")
    assert io.BytesIO(found.stdout).readline().startswith(b"GTINs/EANs;")
