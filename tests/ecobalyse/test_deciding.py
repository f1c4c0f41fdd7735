"""``ecobalyse levers``, ``diff``, ``estimate``, and the functions of the library behind them."""

import json
from pathlib import Path
from typing import Any

import pytest

import ecobalyse
from ecobalyse.command.main import main
from ecobalyse.decisions import catalogue_levers, most_useful

TSHIRT: dict[str, Any] = {
    "mass": 0.17,
    "product": "tshirt",
    "materials": [{"id": "ei-coton", "share": 1}],
}


def told(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out.replace("\u00a0", " ")


def test_levers_are_told_the_best_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["levers", json.dumps(TSHIRT), "--keep", "materials", "mass"]) == 0
    lines = told(capsys).splitlines()
    assert lines[0] == "Score : 1 776,9 Pts"
    assert lines[1].startswith("-631,1 Pts  Nombre de références : 1 153")
    assert not any("Lin" in line for line in lines)
    assert "n'indiquez que ce qui est vrai" in lines[-1]


def test_levers_in_json_are_those_of_the_library(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["levers", json.dumps(TSHIRT), "--json", "--mode", "exploratory"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer == ecobalyse.levers(TSHIRT, mode="exploratory")


def test_a_difference_is_told_field_by_field(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "after.json"
    file.write_text(json.dumps(TSHIRT | {"mass": 0.15, "countryMaking": "FR"}))
    assert main(["diff", json.dumps(TSHIRT), str(file)]) == 0
    assert told(capsys).splitlines() == [
        "De 1 776,9 Pts à 1 440,8 Pts",
        "-196,1 Pts  Masse du produit fini",
        "-140 Pts  Pays de confection",
    ]


def test_an_estimate_says_its_range_its_assumptions_and_what_it_is_not(
    capsys: pytest.CaptureFixture[str],
) -> None:
    label = {"product": "tshirt", "materials": TSHIRT["materials"]}
    assert main(["estimate", json.dumps(label)]) == 0
    text = told(capsys)
    assert "Par les valeurs par défaut : 1 675,8 Pts" in text
    assert "Neuf fois sur dix de " in text
    assert "68 %  Masse du produit fini" in text
    assert "- Masse : une fourchette par catégorie" in text
    assert "ne vaut jamais pour une déclaration" in text


def test_what_is_refused_is_said_with_its_field(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["levers", json.dumps(TSHIRT | {"mass": -1})]) == 1
    assert capsys.readouterr().err.startswith("mass : ")
    assert main(["diff", json.dumps(TSHIRT), json.dumps(TSHIRT | {"mass": -1})]) == 1
    assert capsys.readouterr().err.startswith("to.mass : ")
    assert main(["estimate", "{}"]) == 1
    assert main(["levers", "--catalogue", "absent.csv"]) == 2
    assert "absent.csv" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["levers", "{}"], ["diff", "{}", "{}"], ["estimate", "{}"]])
def test_an_analysis_offers_no_sector_but_the_one_it_knows(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*words, "--sector", "food"])
    assert ended.value.code == 2
    assert "--sector" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main([words[0], "--help"])
    assert "--sector {textile}" in capsys.readouterr().out


def test_each_row_of_a_catalogue_has_its_three_best_levers(
    catalogue: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["levers", "--catalogue", str(catalogue)]) == 1
    output = capsys.readouterr()
    assert "(ligne 4) : refusée" in output.err
    rows = list(catalogue_levers(catalogue))
    assert [len(row.levers) for row in rows] == [3, 3, 0]
    for row in rows[:2]:
        assert len({lever.field for lever in row.levers}) == 3
        assert [lever.gain for lever in row.levers] == sorted(
            (lever.gain for lever in row.levers), reverse=True
        )


def test_what_serves_a_catalogue_most_is_the_sum_over_its_rows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "two.jsonl"
    bodies = [TSHIRT, TSHIRT | {"mass": 0.2, "numberOfReferences": 100}]
    path.write_text("".join(json.dumps(body) + "\n" for body in bodies))
    rows = list(catalogue_levers(path))
    shared = most_useful(rows)
    assert [lever.gain for lever in shared] == sorted(
        (lever.gain for lever in shared), reverse=True
    )
    linen = next(lever for lever in shared if lever.value == "ei-lin")
    assert (linen.rows, linen.field) == (2, "materials.0.id")
    alone = [ecobalyse.levers(body)["levers"] for body in bodies]
    gains = [lever["gain"] for levers in alone for lever in levers if lever["to"] == "ei-lin"]
    assert linen.gain == pytest.approx(sum(gains))
    assert main(["levers", "--catalogue", str(path), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["catalogue"][0]["gain"] == shared[0].gain
    assert [row["score"] for row in answer["rows"]] == [row.score for row in rows]


def test_rows_of_a_set_are_no_garment_of_which_a_lever_is_told(tmp_path: Path) -> None:
    path = tmp_path / "lots.csv"
    row = "tshirt,0.17,ei-coton,1"
    text = f"product,mass,materials.1.id,materials.1.share,set\n{row},A\n{row},A\n{row},\n{row},A\n"
    path.write_text(text)
    assert [row.score is None for row in catalogue_levers(path)] == [True, True, False, True]
