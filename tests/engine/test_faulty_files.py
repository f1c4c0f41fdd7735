"""Faulty files are rejected with all faults at once, each with its place and its reason."""

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scoring.engine.assumptions import FIELDS
from scoring.engine.errors import InvalidData
from scoring.engine.files.columns import (
    INDICATIVE_COLUMNS,
    INGREDIENT_COLUMNS,
    MATERIAL_COLUMNS,
    PROCESS_COLUMNS,
)
from scoring.engine.food.tables import build_food_tables
from scoring.engine.manifest import digest
from scoring.engine.method import Method, load_method
from scoring.engine.reading import Faults, read_csv, read_toml, unreadable
from scoring.engine.textile.tables import build_tables

SHIPPED = Path(__file__).parents[2] / "scoring" / "data" / "v7.0.0"
HEAT = "3561ace1-f710-50ce-a69c-9cf842e729e4"
BRASS = "dc44ae3c-8552-5822-a76d-f95ef68682da"
COTTON = "f0dbe27b-1e74-55d0-88a2-bda812441744"
WOOD = "17431e06-2973-516e-b043-be9ad405e4fb"
CHAIR_LEG = "190276e9-5b90-42d6-8fbd-bc7ddfd4c960"
CARE = "56a3b3e0-df9f-570b-b656-dab6724ab70c"
# The trims of a category, as the file has them.
TRIM = '{ id = "d56bb0d5-7999-4b8b-b076-94d79099b56a", quantity = 3 },'

# What is replaced, once in each file, by what.
EDITS: Mapping[str, Sequence[tuple[str, str]]] = {
    "impacts.toml": (
        ("[acd]", "unheaded = 1\n[acx]"),
        ("ecs_normalization = 7553.08\n", ""),
        ("ecs_weighting = 0\n", ""),
        ('label_fr = "Changement climatique"', "label_fr = 3"),
        ("pef_normalization = 56716.6", "pef_normalization = 0"),
        ('short_unit = "CTUe"\ndecimals = 2', 'short_unit = "CTUe"\ndecimals = 2.5'),
    ),
    "processes.csv": (
        (",0,Ananas Bio,kg,0,0,0,0,14.5796,18.9492,", ",0,,kilo,-1,0,1,0,beaucoup,,"),
        (",1,Noisette avec coque par défaut,kg,0,0,0,0,476", ",0,Noisette,kg,0,-2,0,x,nan"),
        (",ingredient,food\n01aaf607", ",ingredient,jouet | food\n,,,\n01aaf607"),
    ),
    "countries.csv": (
        ("BD,10,Bangladesh,Asia,", "BD,11,,Europa,"),
        ("BR,11,Brésil,South_America,food,", "BR,11.5,Brésil,,jouet,"),
        (f",{HEAT},Worst", f",{HEAT},Pire"),
    ),
    "distances.csv": (
        ("---/BD,1503", "---/XX,1503"),
        ("---/BR,,16189,14772", "BR/---,-1,-2,-3\n---/BR,proche,loin,haut"),
    ),
    "components.toml": (
        ('scopes = ["textile"]', 'scopes = ["jouet"]'),
        ("{ amount = 0.01,", f'{{ transforms = ["zzz", "{BRASS}", "{WOOD}", 3], amount = 0.01,'),
        ('scopes = ["object"]', "scopes = []"),
        (f'amount = 0.05, material = "{BRASS}"', 'amount = -1, material = "zzz"'),
        ("elements = []", "elements = [3]"),
    ),
    "materials.csv": (
        ("true,7c1986fd-fb5c-53b9-8a7a-aea3650145eb,FR", f"peut-être,{HEAT},FR"),
        (",FR,France,", ",BR,,"),
        (",ei-coton,0.8,0.5", ",ei-lainage,0.8,0.5"),
        (",ei-coton,0.8,0.5", ",ei-coton,,0.5"),
        (
            "ei-chanvre,12,Chanvre,Chanvre,NaturalFromVegetal,true,",
            "ei-chanvre,12,Chanvre,,Algue,,",
        ),
        ("ei-lin,7", "ei-chanvre,7,Lin,Lin\nei-lin,7"),
    ),
    "ingredients.csv": (
        (",France,0.1,1,0.6375,always,true,", ",Ici,1.2,0,-1,toujours,oui,"),
        ("17bc5b5f-b1fe-5877-9a4d-3512b6aa50e7", "zzz"),
        (",1.62257,0,0,,,0", ",,-1,-2,-3,-4,-5"),
    ),
    "products.toml": (
        ("price_eur = 4\n", "price_eur = 0\n"),
        ('fabric = "weaving"', 'fabric = "tricot"'),
        ("repair_cost_eur = 10\n", f"repair_cost_eur = {10**309}\n"),
        (TRIM, f'{{ id = "{CHAIR_LEG}", quantity = 1.5 }}, {{ id = "zzz", quantity = 0 }}, "zip",'),
        ("making_waste = 0.15", "making_waste = 1"),
        ('making_complexity = "low"', 'making_complexity = "nulle"'),
        (CARE, HEAT),
        ("[calecon]\n", 'kilt = "long"\n[calecon]\n'),
    ),
    "roles.toml": (
        ("road_transport", "rail_transport"),
        ("20a62b2c-a543-5076-83aa-c5b7d340206a", BRASS),
    ),
    "examples_textile.toml": (
        ('query = "{', 'query = "tout {'),
        ('query = "{\\"business\\"', 'query = "[]"\nignored = "{\\"business\\"'),
        ("rank = 13", "rank = -13"),
        ("rank = 17", "rank = 10"),
    ),
    "indicative.toml": (
        ("requests = 15", "requests = 0"),
        ("acd = { minimum = 0.5897, maximum = 3.997, kept = false }", "acx = {}"),
        ("cch = { minimum = 0.9922, maximum = 2.306, kept = true }", "cch = 3"),
        ("etf = { kept = false }", "etf = { kept = true }"),
        ("etf-c = { kept = false }", "etf-c = { minimum = -1, maximum = 'x', kept = 'oui' }"),
    ),
    "indicative_impacts.csv": (
        (
            "008322e1-3451-52da-897c-271b8d51d46d,proxy,Agribalyse 3.1.1 (ADEME),",
            "zzz,copie,Nature,",
        ),
        (",0.01256867688,", ",beaucoup,"),
    ),
    "estimate.toml": (
        ("calecon = [0.03, 0.12]", "calecon = [0.12, 0.03]\nkilt = [1, 2]"),
        ('name = "countryFabric"', 'name = "countrySpinning"'),
        ('name = "countryDyeing"', 'name = "countryDyeing"\nvalues = ["FR", "BR"]\nweights = [1]'),
        ("values = [0, 0.33, 1]", "values = [0, 33, true]"),
        ('values = ["small-business", ', 'values = ["boutique", '),
        ("range = [100, 100000]", "range = [100]"),
        ('scale = "ratio"\ntimes_default', 'scale = "log"\ntimes_default'),
    ),
}
# What is added instead, at the end of a file.
END = ""
# Records of which every cell is wrong alike: too small, empty, too large, no number.
SPOILT = ("-1", "", "9e9", "zzz")
COLUMNS: Mapping[str, tuple[Sequence[str], Mapping[str, str]]] = {
    "processes.csv": (PROCESS_COLUMNS, {}),
    "materials.csv": (MATERIAL_COLUMNS, {"process": COTTON, "default_country": "FR"}),
    "ingredients.csv": (INGREDIENT_COLUMNS, {"process": COTTON}),
    "indicative_impacts.csv": (INDICATIVE_COLUMNS, {}),
}
# Of one record of each of the files in tables, the same.
TABLES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "products.toml": ("maillot-de-bain", {"care_process": CARE, "trims": ""}),
    "impacts.toml": ("wtu", {}),
    "components.toml": ("ad9d7f23-076b-49c5-93a4-ee1cd7b53973", {"elements": ""}),
    "examples_food.toml": ("1d04242a-6312-4d92-9233-8b485d128e65", {"query": "{}"}),
}
SAID = Path(__file__).parent / "faulty_files.txt"
# A file that the version has not: former ids of which three are right.
FORMER = """alias,catalogue,id
coton,materials,ei-coton
laine,materials,zzz
ei-lin,materials,ei-coton
radis,legumes,001e0594-90e9-4d0f-bf0d-a9a253269c58
radis-fr,ingredients,001e0594-90e9-4d0f-bf0d-a9a253269c58
ananas,processes,0050f67f-5cb7-552c-af06-2d5f824112fc
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "v7.0.0"))


def change(directory: Path, edits: Mapping[str, Sequence[tuple[str, str]]]) -> None:
    """Change files and their checksums, as someone who edits the data would."""
    for name, replaced in edits.items():
        path = directory / name
        text = path.read_text(encoding="utf-8")
        seal = digest(text.encode())
        for old, new in replaced:
            assert old in text, (name, old)
            text = text.replace(old, new, 1) if old else text + new
        path.write_text(text, encoding="utf-8")
        for holder in ("manifest.toml", "indicative.toml"):
            sealed = (directory / holder).read_text(encoding="utf-8")
            (directory / holder).write_text(sealed.replace(seal, digest(text.encode())), "utf-8")


def spoilt_rows(columns: Sequence[str], kept: Mapping[str, str]) -> str:
    """Lines of a CSV file, one for each way to be wrong; the first column names it."""
    return "".join(
        ",".join([f"spoilt {cell}", *(kept.get(column, cell) for column in columns[1:])]) + "\n"
        for cell in SPOILT
    )


def spoilt_tables(record: Mapping[str, Any], kept: Mapping[str, str]) -> str:
    """Tables of a TOML file with the fields of a record, one for each way to be wrong."""
    text = "[spoilt]\n"
    for number, cell in enumerate(("-1", '""', "9e9", "true")):
        text += f"[spoilt-{number}]\n"
        for field in record:
            value = f'"{kept[field]}"' if kept.get(field) else cell
            text += f"{field} = {[] if kept.get(field) == '' else value}\n"
    return text


def refused(directory: Path) -> list[str]:
    with pytest.raises(InvalidData) as caught:
        load_method(directory)
    assert caught.value.place == str(directory)
    return list(caught.value.faults)


def said(part: str) -> list[str]:
    """The expected messages of one test."""
    return (
        SAID.read_text(encoding="utf-8").partition(f"[{part}]\n")[2].split("\n\n")[0].splitlines()
    )


def test_every_bad_value_is_said(copy: Path) -> None:
    change(copy, EDITS)
    (copy / "aliases.csv").write_text(FORMER, encoding="utf-8")
    with (copy / "manifest.toml").open("a", encoding="utf-8") as manifest:
        manifest.write(f'"aliases.csv" = "{digest(FORMER.encode())}"\n')
    assert refused(copy) == said("values")


def test_a_record_may_be_wrong_in_every_cell(copy: Path) -> None:
    added = {name: spoilt_rows(*columns) for name, columns in COLUMNS.items()}
    for name, (key, kept) in TABLES.items():
        added[name] = spoilt_tables(read_toml(copy, name, Faults())[key], kept)
    change(copy, {name: [(END, text)] for name, text in added.items()})
    assert refused(copy) == said("records")


MANIFEST = (
    (
        'version = "v7.0.0"',
        'version = "7.0"\nscores = ["pef", "co2"]\ntransport = { mode = "air" }',
    ),
    ('data_version = "v7.0.0 (24 juillet 2025)"', "data_version = 7"),
    ('released = "2025-07-29"\n', ""),
    ('status = "frozen"', 'status = "brouillon"\nnotices = 3'),
    ('rules = "v7"', 'rules = "v9"'),
    ('"veli"]', '"jouet"]\nleft_out = [{ en = "No.", sector = "jouet" }, 3, { fr = "Non." }]'),
    ('licence = "MIT"', "licence = []"),
    ('"countries.csv" = "', '"countries.csv" = "A'),
    ('"roles.toml"', '"rules.toml"'),
)


def test_assumptions_that_cannot_be_read_are_all_said_to_lack(copy: Path) -> None:
    change(copy, {"estimate.toml": [("[[fields]]", "[[fields")]})
    unreadable_file, lacking = refused(copy)
    assert unreadable_file.startswith("estimate.toml : lecture impossible (ce n'est pas du TOML : ")
    assert lacking == f"estimate.toml : hypothèses absentes : {', '.join(FIELDS)}"


def test_every_fault_of_the_manifest_is_said_before_any_other(copy: Path) -> None:
    manifest = copy / "manifest.toml"
    text = manifest.read_text(encoding="utf-8")
    for old, new in MANIFEST:
        assert old in text
        text = text.replace(old, new, 1)
    manifest.write_text(text, encoding="utf-8")
    (copy / "impacts.toml").write_text("", encoding="utf-8")
    (copy / "products.toml").unlink()
    (copy / "aliases.csv").write_text(FORMER, encoding="utf-8")
    assert refused(copy) == said("manifest")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "ce fichier n'existe pas"),
        (b"", "colonnes absentes : id, rank"),
        (b"rank,name\n", "colonnes absentes : id"),
        (b"id,rank\n\xff,1\n", "ce n'est pas du texte en UTF-8"),
        (b'id,rank\n"a,1\n', "ce n'est pas du CSV : unexpected end of data"),
    ],
)
def test_a_table_that_cannot_be_read_says_why(
    tmp_path: Path, content: bytes | None, said: str
) -> None:
    faults = Faults()
    if content is not None:
        (tmp_path / "a.csv").write_bytes(content)
    assert list(read_csv(tmp_path, "a.csv", "id", ("id", "rank"), faults)) == []
    whole = said if said.startswith("colonnes") else f"lecture impossible ({said})"
    assert faults.lines == [f"a.csv : {whole}"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "ce fichier n'existe pas"),
        (b"a = '\xff'", "ce n'est pas du texte en UTF-8"),
        (b"a = ", "ce n'est pas du TOML : Invalid value (at end of document)"),
        (b"a = " + 9999 * b"[", "les valeurs y sont imbriquées trop profondément"),
    ],
)
def test_a_toml_file_that_cannot_be_read_says_why(
    tmp_path: Path, content: bytes | None, said: str
) -> None:
    faults = Faults()
    if content is not None:
        (tmp_path / "a.toml").write_bytes(content)
    assert read_toml(tmp_path, "a.toml", faults) == {}
    assert faults.lines == [f"a.toml : lecture impossible ({said})"]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            json.JSONDecodeError("Expecting value", "{", 1),
            "ce n'est pas du JSON : ligne 1, colonne 2",
        ),
        (PermissionError(), "ce compte n'en a pas le droit"),
        (OSError(28, "No space left on device"), "No space left on device"),
        (TimeoutError(), "TimeoutError"),
        (ValueError("autre chose"), "autre chose"),
    ],
)
def test_what_stops_a_reading_is_said_in_one_line(error: Exception, said: str) -> None:
    assert unreadable(error) == f"lecture impossible ({said})"


def test_a_folder_in_place_of_a_file_is_said(tmp_path: Path) -> None:
    faults = Faults()
    assert read_toml(tmp_path.parent, tmp_path.name, faults) == {}
    assert faults.lines == [f"{tmp_path.name} : lecture impossible (c'est un dossier)"]


@pytest.mark.parametrize("build", [build_tables, build_food_tables])
def test_a_version_without_france_is_refused(method: Method, build: Callable[..., Any]) -> None:
    countries = {code: one for code, one in method.dataset.countries.items() if code != "FR"}
    with pytest.raises(InvalidData) as caught:
        build(replace(method.dataset, countries=countries))
    assert caught.value.place == "v7.0.0"
    assert caught.value.faults == ("countries.csv : le pays FR manque",)
