"""``install_method``: a good source is installed whole, a bad one not at all."""

import copy
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from scoring.engine.method import load_method
from scoring.engine.textile.query import parse
from scoring.engine.textile.results import compute_totals
from scoring.engine.textile.simulate import simulate
from tests.installation.source import (
    FIBRE,
    TRIM,
    VERSION,
    made_up_source,
    write_profile,
    write_source,
)

REPOSITORY = Path(__file__).parents[2]
REFERENCE = REPOSITORY.parent / "shared" / "reference" / "v7.0.0"


def install(tmp_path: Path, files: dict[str, Any], version: str = VERSION, **roles: str) -> Path:
    destination = tmp_path / "methods" / version
    call_command(
        "install_method",
        str(write_source(tmp_path / "source", files)),
        version=version,
        profile=write_profile(tmp_path / "profile.toml", **roles),
        destination=destination,
        stdout=StringIO(),
    )
    return destination


def refusal(tmp_path: Path, files: dict[str, Any], **roles: str) -> str:
    with pytest.raises(CommandError) as caught:
        install(tmp_path, files, **roles)
    assert not (tmp_path / "methods" / VERSION).exists()
    assert list(tmp_path.glob("methods/.installation-*")) == []
    return str(caught.value)


def test_a_made_up_source_is_read_back_as_it_was(tmp_path: Path) -> None:
    method = load_method(install(tmp_path, made_up_source()))
    data = method.dataset
    assert method.version == VERSION
    assert list(data.processes)[:2] == [FIBRE, "care"]
    assert data.scores.columns[0][0] == 0.1 + 0.2
    assert data.processes["care"].elec_mj == 1.25
    assert list(data.countries) == ["---", "FR"]
    assert data.distances["FR", "---"].sea_km == 7000
    assert data.distances["FR", "---"] == data.distances["---", "FR"]
    assert data.distances["FR", "---"].road_km is None
    recycled = data.materials["recyclee"]
    assert recycled.virgin_process is data.processes[FIBRE]
    assert recycled.manufacturer_allocation == 0.5
    assert data.products["echarpe"].trims[0].component.id == TRIM
    (ingredient,) = data.ingredients.values()
    assert (ingredient.density, ingredient.hedges, ingredient.plot_size) == (0, 2.5, 0)
    (example,) = data.examples
    query = parse(data, example.query)
    totals = compute_totals(simulate(method.textile, query), method.scores)
    assert totals.impacts[0] > 0


def test_upstreams_sentences_do_not_come_over(tmp_path: Path) -> None:
    directory = install(tmp_path, made_up_source())
    text = "".join(path.read_text(encoding="utf-8") for path in directory.iterdir())
    assert "reprise" not in text
    assert "must not come over" not in text


def test_installing_the_same_version_again_changes_nothing(tmp_path: Path) -> None:
    directory = install(tmp_path, made_up_source())
    before = {path.name: path.stat().st_mtime_ns for path in directory.iterdir()}
    install(tmp_path, made_up_source())
    assert {path.name: path.stat().st_mtime_ns for path in directory.iterdir()} == before


def test_an_installed_version_is_never_replaced_by_another(tmp_path: Path) -> None:
    install(tmp_path, made_up_source())
    changed = made_up_source()
    changed["processes.json"][0]["impacts"]["ecs"] = 12
    with pytest.raises(CommandError, match="publiée ne change pas"):
        install(tmp_path, changed)


@pytest.mark.parametrize("content", [b"a = [", b"\xff\xfe", b"a = " + b"[" * 10_000])
def test_a_broken_profile_is_one_line(tmp_path: Path, content: bytes) -> None:
    source = write_source(tmp_path / "source", made_up_source())
    profile = tmp_path / "profile.toml"
    profile.write_bytes(content)
    with pytest.raises(CommandError) as caught:
        call_command("install_method", source, version="v9.9.9", profile=profile)
    assert str(caught.value).startswith(f"{profile} : lecture impossible")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ('rules = "v8"', "ce programme n'a pas les règles « v8 » (règles connues : v7)"),
        ("", "rules"),
    ],
)
def test_a_version_whose_rules_are_others_is_refused(
    tmp_path: Path, rules: str, words: str
) -> None:
    source = write_source(tmp_path / "source", made_up_source())
    profile = write_profile(tmp_path / "profile.toml")
    text = profile.read_text(encoding="utf-8")
    profile.write_text(text.replace('rules = "v7"', rules), encoding="utf-8")
    destination = tmp_path / "methods" / "v8.5.0"
    with pytest.raises(CommandError) as caught:
        call_command(
            "install_method", source, version="v8.5.0", profile=profile, destination=destination
        )
    assert words in str(caught.value)
    assert not destination.exists()


@pytest.mark.parametrize("name", ["processes.json", "transports.json", "impacts.json"])
@pytest.mark.parametrize("content", ["{", "", "5", "[" * 100_000])
def test_a_broken_file_of_a_source_is_one_line(tmp_path: Path, name: str, content: str) -> None:
    message = refusal(tmp_path, made_up_source() | {name: content})
    assert f"source/{name}" in message or f"{name} : " in message
    assert "\n" not in message


def test_all_faults_of_a_source_are_listed_together(tmp_path: Path) -> None:
    files = made_up_source()
    files["processes.json"][0]["impacts"]["ecs"] = float("nan")
    files["processes.json"][1]["waste"] = 1
    files["processes.json"].append(copy.deepcopy(files["processes.json"][1]))
    files["countries.json"][1]["electricityProcessUuid"] = "absent"
    del files["transports.json"]["FR"]
    files["materials.json"][1]["recycledFrom"] = "disparue"
    files["products.json"][0]["trims"][0]["id"] = "inconnu"
    files["food-examples.json"] = "{"
    message = refusal(tmp_path, files, road_transport="nulle-part")
    assert message.startswith("9 faute(s).")
    for line in (
        "processes.json, fibre, impacts, ecs : un nombre fini est attendu (nan reçu)",
        "processes.json, care, waste : un taux de perte doit être inférieur à 1",
        "processes.json, care : cet identifiant est en double",
        "countries.json, FR, electricityProcessUuid : « absent » n'existe pas",
        "transports.json : la distance entre FR et FR manque",
        "materials.json, recyclee, recycledFrom : « disparue » n'existe pas",
        "products.json, echarpe, trims[0], id : « inconnu » n'existe pas",
        "food-examples.json : lecture impossible",
        "profil, roles, road_transport : « nulle-part » n'existe pas",
    ):
        assert line in message


@pytest.mark.parametrize("figure", ["1.5", True, None, float("inf"), []])
def test_an_impact_that_is_no_finite_number_is_refused(tmp_path: Path, figure: Any) -> None:
    files = made_up_source()
    files["processes.json"][0]["impacts"]["pef"] = figure
    assert "processes.json, fibre, impacts, pef : un nombre fini" in refusal(tmp_path, files)


def change_unit(files: dict[str, Any]) -> None:
    files["processes.json"][0]["unit"] = "stère"


def change_zone(files: dict[str, Any]) -> None:
    files["countries.json"][0]["zone"] = "Atlantide"


def change_origin(files: dict[str, Any]) -> None:
    files["materials.json"][0]["origin"] = "Mineral"


def give_heat_in_kilograms(files: dict[str, Any]) -> None:
    files["countries.json"][0]["heatProcessUuid"] = FIBRE


def make_a_distance_disagree(files: dict[str, Any]) -> None:
    files["transports.json"]["FR"]["---"] = {"road": 1, "sea": 1, "air": 1}


def transform_in_another_unit(files: dict[str, Any]) -> None:
    element = files["textile-components.json"][0]["elements"][0]
    element["transforms"] = ["printing_pigment"]


def name_an_unknown_product(files: dict[str, Any]) -> None:
    files["textile-examples.json"][0]["query"]["product"] = "cape"


def normalise_by_zero(files: dict[str, Any]) -> None:
    files["impacts.json"]["cch"]["ecoscore"] = {"normalization": 0, "weighting": 0.5}


def remove_a_name(files: dict[str, Any]) -> None:
    del files["ingredients.json"][0]["name"]


def remove_an_identifier(files: dict[str, Any]) -> None:
    del files["processes.json"][0]["id"]


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        (change_unit, "processes.json, fibre, unit : « stère » n'est pas une valeur admise"),
        (change_zone, "countries.json, ---, zone : « Atlantide » n'est pas"),
        (change_origin, "materials.json, neuve, origin : « Mineral » n'est pas"),
        (give_heat_in_kilograms, "heatProcessUuid : le procédé fibre n'est pas compté en MJ"),
        (make_a_distance_disagree, "l'aller et le retour diffèrent"),
        (transform_in_another_unit, "printing_pigment n'a pas l'unité de la matière"),
        (name_an_unknown_product, "textile-examples.json, exemple, query, product : « cape »"),
        (normalise_by_zero, "impacts.json, cch, ecoscore, normalization : un nombre strictement"),
        (remove_a_name, "name : un texte non vide est attendu (rien n'est donné)"),
        (remove_an_identifier, "processes.json, enregistrement 0 : le champ id manque"),
    ],
)
def test_each_kind_of_damage_is_named_with_its_place(
    tmp_path: Path, damage: Any, fault: str
) -> None:
    files = made_up_source()
    damage(files)
    assert fault in refusal(tmp_path, files)


def test_a_missing_directory_and_a_bad_version_are_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="n'existe pas"):
        call_command("install_method", str(tmp_path / "absent"), version=VERSION)
    with pytest.raises(CommandError, match=r"n'a pas la forme v7\.0\.0"):
        call_command("install_method", str(tmp_path), version="7")


def test_a_profile_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    source = write_source(tmp_path / "source", made_up_source())
    with pytest.raises(CommandError, match="--profile"):
        call_command("install_method", str(source), version=VERSION, profile=tmp_path / "absent")


@pytest.mark.skipif(not REFERENCE.is_dir(), reason="upstream's files are not beside the repository")
def test_the_shipped_version_is_what_the_commands_make(tmp_path: Path) -> None:
    destination = tmp_path / "v7.0.0"
    call_command(
        "install_method",
        str(REFERENCE),
        version="v7.0.0",
        destination=destination,
        stdout=StringIO(),
    )
    call_command(
        "install_indicative",
        str(REFERENCE.parent / "open-details"),
        version="v7.0.0",
        destination=destination,
        measured_on=REFERENCE / "e2e-textile.dad2924c.json",
        overrides=REFERENCE / "e2e-textile.dad2924c.overrides.json",
        stdout=StringIO(),
    )
    shipped = REPOSITORY / "scoring" / "data" / "v7.0.0"
    assert {path.name: path.read_bytes() for path in destination.iterdir()} == {
        path.name: path.read_bytes() for path in shipped.iterdir()
    }
