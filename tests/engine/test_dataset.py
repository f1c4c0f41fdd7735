"""The shipped data load completely; altered data are rejected, naming the file."""

import shutil
from pathlib import Path

import pytest

from scoring.engine.dataset import FILES
from scoring.engine.errors import InvalidData
from scoring.engine.manifest import digest
from scoring.engine.method import Method, load_method
from scoring.engine.roles import ROLES

REPOSITORY = Path(__file__).parents[2]
SHIPPED = REPOSITORY / "scoring" / "data" / "v7.0.0"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "v7.0.0"))


def reseal(directory: Path, name: str, old: str, new: str) -> None:
    """Change a file and its checksum, as someone who edits the data would."""
    path = directory / name
    content = path.read_bytes()
    changed = content.replace(old.encode(), new.encode(), 1)
    assert changed != content
    path.write_bytes(changed)
    manifest = directory / "manifest.toml"
    text = manifest.read_text(encoding="utf-8").replace(digest(content), digest(changed))
    manifest.write_text(text, encoding="utf-8")


def faults(directory: Path) -> str:
    with pytest.raises(InvalidData) as caught:
        load_method(directory)
    return str(caught.value)


def test_the_shipped_version_holds_everything(method: Method) -> None:
    data = method.dataset
    assert method.version == "v7.0.0"
    assert data.manifest.status == "frozen"
    assert data.manifest.sources
    assert len(data.impacts) == 21
    assert len(data.processes) == 474
    assert len(data.countries) == 27
    assert len(data.distances) == 27 * 27
    assert len(data.materials) == 16
    assert len(data.products) == 11
    assert len(data.components) == 5 + 4
    assert len(data.ingredients) == 422
    assert sum(ingredient.visible for ingredient in data.ingredients.values()) == 375
    assert [example.scope for example in data.examples].count("textile") == 25
    assert [example.scope for example in data.examples].count("food") == 16
    assert set(data.roles) == set(ROLES)


def test_only_the_first_scope_of_a_component_counts(copy: Path) -> None:
    reseal(copy, "components.toml", 'scopes = ["textile"]', 'scopes = ["textile", "object"]')
    both = load_method(copy).dataset
    button = "0c903fc7-279b-4375-8cfa-ca8133b8e973"
    assert button in [component.id for component in both.components_of("textile")]
    assert button not in [component.id for component in both.components_of("object")]


def test_france_has_medium_voltage_electricity_but_for_use(method: Method) -> None:
    data = method.dataset
    medium = data.countries["FR"].electricity
    assert medium.id == "c94d8ad5-9d44-5f1b-80b9-53ff0a4e2406"
    assert data.roles["electricity_use"].id == "931c9bb0-619a-5f75-b41b-ab8061e2ad92"


def test_a_missing_directory_is_said_plainly(tmp_path: Path) -> None:
    assert "manque" in faults(tmp_path / "absent")


def test_altered_files_are_refused_by_name(copy: Path) -> None:
    for name in FILES:
        path = copy / name
        path.write_bytes(path.read_bytes() + b"\n")
    message = faults(copy)
    for name in FILES:
        assert f"{name} : le fichier a été modifié" in message


def test_a_missing_file_is_refused_by_name(copy: Path) -> None:
    (copy / "roles.toml").unlink()
    assert "roles.toml : ce fichier manque" in faults(copy)


def test_processes_are_found_by_their_scope_and_their_category(method: Method) -> None:
    dataset = method.dataset
    for scope in ("textile", "food", "object", "veli"):
        for category in ("material", "transformation", "packaging"):
            found = dataset.processes_of(scope, category)
            assert list(found) == [
                process
                for process in dataset.processes.values()
                if {scope} & set(process.scopes) and {category} & set(process.categories)
            ]
    assert dataset.processes_of("object", "material")
    assert dataset.processes_of("food", "packaging")
    assert dataset.processes_of("textile", "packaging") == ()


def test_unusable_data_say_where_they_are_and_every_fault() -> None:
    error = InvalidData("methods/v8", ["un", "deux"])
    assert error.place == "methods/v8"
    assert error.faults == ("un", "deux")
    assert str(error) == "Données inutilisables dans methods/v8 :\n  - un\n  - deux"
