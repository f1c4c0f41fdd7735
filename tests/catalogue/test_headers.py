"""Columns are found by their names, and missing ones are all named (catalogue.md 2.2, 2.9)."""

import io

import pytest

from scoring.answers.sectors import TEXTILE
from scoring.catalogue.faults import UnusableInput
from scoring.catalogue.reading.opening import open_rows
from scoring.engine.method import Method
from tests.catalogue.files import HEADER, PULL, SCORE, lines, pull, score


def renamed(**names: str) -> bytes:
    """The file with some of its titles changed."""
    text = lines([pull()]).decode()
    for old, new in names.items():
        title = old.replace("_", " ")
        assert title in text
        text = text.replace(title, new, 1)
    return text.encode()


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Masse (en kg)", "masse"),
        ("Masse (en kg)", " MASSE (grammes ou kilos) "),
        ("Prix (en euros, TTC)", "Prix"),
        ("GTINs/EANs", "GTINS EANS"),
        ("Catégorie", "categorie"),
        ("Délavage", "Delavage"),
        ("Origine de l'ennoblissement/impression", "Origine de l’ennoblissement - impression"),
        ("Taille de l'entreprise", "TAILLE DE L ENTREPRISE"),
        ("Référence interne", "Re\u0301fe\u0301rence interne"),
    ],
)
def test_a_title_is_known_however_it_is_written(method: Method, title: str, written: str) -> None:
    header = [written if name == title else name for name in HEADER]
    row = {written if name == title else name: cell for name, cell in PULL.items()}
    [result] = score(lines([row], header), method)
    assert result.score == SCORE


@pytest.mark.parametrize(
    "missing",
    [
        ["Marque ID"],
        ["Score"],
        [name for name in HEADER if name.startswith("Matière ") and name.split()[1] not in "12"],
    ],
)
def test_what_may_be_missing_is_not_missed(method: Method, missing: list[str]) -> None:
    header = [name for name in HEADER if name not in missing]
    row = {name: cell for name, cell in PULL.items() if name in header}
    [result] = score(lines([row], header), method)
    assert result.score == SCORE


def test_all_missing_columns_are_named_at_once(method: Method) -> None:
    missing = ["Catégorie", "Masse (en kg)", "Matière 1 origine", "Part du transport aérien"]
    header = [name for name in HEADER if name not in missing]
    row = {name: cell for name, cell in PULL.items() if name in header}
    with pytest.raises(UnusableInput) as refusal:
        score(lines([row], header), method)
    assert all(f"« {name} »" in str(refusal.value) for name in missing)
    assert "Score" not in str(refusal.value)


def test_without_either_form_of_accessories_the_first_is_missed(method: Method) -> None:
    header = [name for name in HEADER if not name.startswith("Quantité")]
    row = {name: cell for name, cell in PULL.items() if name in header}
    with pytest.raises(UnusableInput, match="Quantité de zip court"):
        score(lines([row], header), method)


def test_a_part_of_a_material_is_missed(method: Method) -> None:
    header = [name for name in HEADER if name != "Matière 3 pourcentage"]
    with pytest.raises(UnusableInput, match="« Matière 3 pourcentage »"):
        score(lines([pull()], header), method)


@pytest.mark.parametrize("twice", ["Score", "Masse", "Commentaire"])
def test_a_column_that_appears_twice_is_refused(method: Method, twice: str) -> None:
    text = lines([pull()], [*HEADER, "Commentaire"]).decode()
    first, rest = text.split("\r\n", 1)
    content = f"{first};{twice}\r\n" + "\r\n".join(
        f"{line};" for line in rest.split("\r\n") if line
    )
    with pytest.raises(UnusableInput, match="deux fois"):
        score(content.encode(), method)


def test_a_header_of_nothing_we_know_is_refused(method: Method) -> None:
    with pytest.raises(UnusableInput, match="aucune colonne connue"):
        score(b"nom;poids\r\npull;3\r\n", method)


def test_columns_of_neither_vocabulary_are_given_back_and_said(method: Method) -> None:
    header = [*HEADER, "Saison"]
    [result] = score(lines([pull(Saison="hiver")], header), method)
    assert result.score == SCORE
    assert result.cells[-1] == "hiver"


def test_columns_of_the_api_that_are_missing_are_named(method: Method) -> None:
    with pytest.raises(UnusableInput, match=r"« mass », « materials\.1\.share »"):
        score(b"product,materials.1.id\r\npull,ei-coton\r\n", method)


def test_a_header_of_very_many_columns_is_read_and_said_in_time(method: Method) -> None:
    needed = ["product", "mass", "materials.1.id", "materials.1.share"]
    names = [*needed, *(f"massse{number}" for number in range(16_000))]
    header = ";".join(names).encode()
    assert len(header) > 131_072
    rows = open_rows(io.BytesIO(header + b"\n"), sector=TEXTILE)
    assert len(rows.notes) < 200


def test_a_header_of_more_columns_than_a_spreadsheet_has_is_refused() -> None:
    header = ";".join(f"colonne{number}" for number in range(300_000)).encode()
    with pytest.raises(UnusableInput, match="300000 colonnes, 16384 au plus"):
        open_rows(io.BytesIO(header + b"\n"), sector=TEXTILE)
