"""Upstream's later formats: renamed fields are read, what is not understood is reported once."""

import copy
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from scoring.engine.ground import THRESHOLD
from scoring.engine.method import Method, load_method
from scoring.engine.reading import DataRow, Faults
from scoring.installation.former_ids import former_processes
from tests.conformance.published import BY_PLANE, garment_ecs, published, six_digits
from tests.installation.later import Files, of_june, of_may, source_of, written_json
from tests.installation.source import (
    VERSION,
    made_up_source,
    process,
    write_profile,
    write_source,
)

REPOSITORY = Path(__file__).parents[2]
OF_MAY = REPOSITORY.parent / "shared" / "reference" / "2026-05"
LATER = "v8.6.0"


def run(source: Path, destination: Path, version: str = VERSION, **options: Any) -> str:
    said = StringIO()
    call_command(
        "install_method",
        str(source),
        version=version,
        destination=destination,
        stdout=said,
        **options,
    )
    return said.getvalue()


def install(tmp_path: Path, files: Files, version: str = VERSION, **options: Any) -> Method:
    destination = tmp_path / "methods" / version
    run(write_source(tmp_path / "source", files), destination, version, **options)
    return load_method(destination)


@pytest.fixture(scope="module")
def november() -> Method:
    return load_method(REPOSITORY / "scoring" / "data" / "v8.1.0")


def test_what_may_renamed_is_read_as_before(tmp_path: Path) -> None:
    files = made_up_source()
    files["processes.json"][1]["density"] = 12.5
    profile = write_profile(tmp_path / "profile.toml")
    before = install(tmp_path / "a", files, profile=profile).dataset
    after = install(tmp_path / "b", of_may(files), profile=profile).dataset
    assert after.scores.trigrams == ("ecs",)
    assert after.scores.columns[0] == before.scores.columns[0]
    assert "pef" not in after.impacts
    for name, one in before.processes.items():
        found = after.processes[name]
        assert (found.unit, found.density, found.waste) == (one.unit, one.density, one.waste)
        assert found.source_name == one.source_name
        assert found.location == "FR"
    assert after.materials["neuve"].short_name == "Fibre neuve"
    (ingredient,) = after.ingredients.values()
    assert (ingredient.hedges, ingredient.permanent_pasture) == (2.5, 0)
    text = "".join(
        path.read_text(encoding="utf-8") for path in (tmp_path / "b").glob("methods/*/*")
    )
    assert "pef" not in text


def test_junes_energies_and_losses_are_the_same_doubles(tmp_path: Path) -> None:
    files = made_up_source()
    files["processes.json"][1] |= {"elecMJ": 6.06443, "waste": 0.06253}
    profile = write_profile(tmp_path / "profile.toml")
    text = profile.read_text(encoding="utf-8").replace('"textile", "food", ', '"textile", ')
    profile.write_text(text, encoding="utf-8")
    care = install(tmp_path, of_june(of_may(files)), profile=profile).dataset.processes["care"]
    assert (care.elec_mj, care.waste) == (6.06443, 0.06253)


def test_a_source_of_june_made_of_november_gives_novembers_results(
    tmp_path: Path, november: Method
) -> None:
    files = written_json(of_june(of_may(source_of(november.dataset))))
    june = install(tmp_path, files, "v8.7.0")
    assert "textile" in june.sectors
    assert "taxonomie" in june.why_left_out("food")
    for body, expected in published("textile"):
        assert garment_ecs(june, body) == pytest.approx(garment_ecs(november, body), rel=1e-15)
        assert six_digits(garment_ecs(june, body)) == expected["ecs"]


def test_ids_of_earlier_versions_lead_to_those_of_a_later_one(
    tmp_path: Path, november: Method
) -> None:
    files = of_may(source_of(november.dataset))
    # A packaging with a new id, and one with a new inventory.
    names = {one["displayName"]: one for one in files["processes.json"]}
    old = names["Carton"]["id"], names["Verre"]["id"]
    names["Carton"]["id"], names["Verre"]["id"] = (f"{n}" * 8 + old[n - 1][8:] for n in (1, 2))
    names["Verre"]["activityName"] += ", autrement"
    for one in names.values():
        one["scopes"] = [*one["scopes"], "textile"]
    processes = install(tmp_path, files, LATER).dataset.aliases["processes"]
    assert processes[old[0]] == names["Carton"]["id"]
    assert old[1] not in processes
    # And the id of v7.0.0, two ids ago.
    assert list(processes.values()).count(names["Carton"]["id"]) == 2


def test_processes_that_cannot_be_told_apart_have_no_former_id(november: Method) -> None:
    one = next(iter(november.dataset.processes.values()))
    cells = {"displayName": one.name, "sourceId": one.source_name, "unit": one.unit}

    def row(identifier: str) -> DataRow:
        return DataRow("processes.json", identifier, cells, Faults())

    alone = replace(november.dataset, processes={one.id: one}, aliases={})
    twins = replace(alone, processes={one.id: one, "twin": replace(one, id="twin")})
    assert former_processes([row("new")], [alone]) == {one.id: "new"}
    assert former_processes([row("new")], [twins]) == {}
    assert former_processes([row("new"), row("newer")], [alone]) == {}
    assert former_processes([row(one.id)], [alone]) == {}


def faulty(files: Files, count: int) -> Files:
    added = [process(f"p{number}", "kg", scopes=["textile"]) for number in range(count)]
    for one in added:
        one["impacts"] = {"ecs": None}
        one["unit"] = "stère"
    return files | {"processes.json": [*files["processes.json"], *added]}


def test_thousands_of_the_same_fault_are_one_line(tmp_path: Path) -> None:
    files = faulty(made_up_source(), 4000)
    with pytest.raises(CommandError) as caught:
        install(tmp_path, files, profile=write_profile(tmp_path / "profile.toml"))
    lines = str(caught.value).splitlines()
    assert len(lines) == 1 + 3
    assert "processes.json, impacts, ecs : un nombre fini est attendu" in lines[2]
    assert "4000 fois, dont p0, p1, p2" in str(caught.value)
    assert "« stère »" in str(caught.value)


def test_a_sector_whose_rules_are_not_ours_is_left_out_by_any_profile(tmp_path: Path) -> None:
    files = made_up_source()
    files["ingredients.json"][0]["defaultOrigin"] = "FranceOutreMer"
    method = install(tmp_path, files, profile=write_profile(tmp_path / "profile.toml"))
    assert "food" not in method.sectors
    assert "« FranceOutreMer » n'est pas une valeur admise" in method.why_left_out("food")
    assert method.dataset.ingredients == {}
    assert "food_lorry" not in method.dataset.roles


def test_damage_in_a_sector_that_a_profile_names_refuses_the_source(tmp_path: Path) -> None:
    files = made_up_source()
    files["ingredients.json"][0]["density"] = "lourd"
    with pytest.raises(CommandError, match="densi"):
        install(tmp_path, files, profile=write_profile(tmp_path / "profile.toml"))
    assert not (tmp_path / "methods").exists()


def test_a_check_reports_and_writes_nothing(tmp_path: Path, november: Method) -> None:
    source = write_source(tmp_path / "source", of_may(source_of(november.dataset)))
    said = run(source, tmp_path / "methods" / LATER, LATER, check=True)
    assert f"Version {LATER} peut être installée" in said
    assert "Secteurs : textile" in said
    assert "n'ont pas de score pef" in said
    assert "Non vérifié : Règles de la v7.0.0" in said
    assert "Rien n'a été écrit" in said
    assert not (tmp_path / "methods").exists()


def test_the_profile_proposed_can_be_kept_corrected_and_used(
    tmp_path: Path, november: Method
) -> None:
    source = write_source(tmp_path / "source", of_may(source_of(november.dataset)))
    profile = tmp_path / "profile.toml"
    said = run(source, tmp_path / "unused", LATER, check=True, write_profile=profile)
    assert profile.read_text(encoding="utf-8") in said
    text = profile.read_text(encoding="utf-8")
    profile.write_text(text.replace('"split"', f'"{THRESHOLD}"'), encoding="utf-8")
    run(source, tmp_path / LATER, LATER, profile=profile)
    method = load_method(tmp_path / LATER)
    assert method.dataset.manifest.transport == THRESHOLD
    assert method.textile.roles["weaving"].id == november.textile.roles["weaving"].id
    with pytest.raises(CommandError, match="Impossible d'écrire"):
        run(source, tmp_path / "unused", LATER, check=True, write_profile=profile)


def test_an_unknown_way_of_transport_is_refused(tmp_path: Path) -> None:
    profile = write_profile(tmp_path / "profile.toml")
    text = profile.read_text(encoding="utf-8")
    profile.write_text("transport = { mode = 'rail' }\n" + text, encoding="utf-8")
    with pytest.raises(CommandError, match=r"« rail » n'est pas une valeur admise \(split, thre"):
        install(tmp_path, made_up_source(), profile=profile)


def test_a_source_without_any_sector_that_we_compute_is_refused(
    tmp_path: Path, november: Method
) -> None:
    files = copy.deepcopy(source_of(november.dataset))
    for one in files["processes.json"]:
        one["scopes"] = []
    with pytest.raises(CommandError, match="aucun procédé de la source"):
        install(tmp_path, files, LATER)


@pytest.mark.skipif(not OF_MAY.is_dir(), reason="upstream's files are not beside the repository")
def test_the_files_of_may_2026_install_for_garments(tmp_path: Path) -> None:
    said = run(OF_MAY, tmp_path / LATER, LATER)
    assert "Secteur food laissé de côté" in said
    assert "FranceOutreMer" in said
    method = load_method(tmp_path / LATER)
    assert method.sectors == ("textile",)
    for body, expected in published("textile"):
        found = garment_ecs(method, body)
        if BY_PLANE in body:
            # Contrails.
            assert found / expected["ecs"] == pytest.approx(1.0347, abs=1e-4)
        else:
            assert six_digits(found) == expected["ecs"]
