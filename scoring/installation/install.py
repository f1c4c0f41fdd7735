"""Installing a method version in a directory, atomically."""

import re
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import scoring
from scoring.engine import scopes
from scoring.engine.dataset import Dataset, read_dataset
from scoring.engine.errors import EngineError, InvalidQuery
from scoring.engine.food import query as food
from scoring.engine.manifest import NAME as MANIFEST
from scoring.engine.manifest import VERSION_PATTERN
from scoring.engine.method import Method, load_method
from scoring.engine.textile import query as textile
from scoring.installation.checking import CheckedSource, Common, check
from scoring.installation.conversion import convert
from scoring.installation.profile import SHIPPED, Profile, read_profile
from scoring.installation.proposal import propose
from scoring.installation.upstream import Upstream

_SHIPPED_VERSIONS = Path(scoring.__file__).parent / "data"


class InstallationRefused(EngineError):
    """The version cannot be installed there; the message says why, in French."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A version that can be installed: its files by name, and what they were built from.

    ``refused`` maps the names of the excluded examples to the errors of their requests.
    """

    version: str
    profile: Profile
    source: CheckedSource
    files: dict[str, bytes]
    refused: Mapping[str, str]


def prepare(source: Path, version: str, profile: Path | None) -> Prepared:
    """Validate a source and convert it, without writing anything.

    Without a ``profile``, use the one that we ship for that version, else one proposed from the
    data. Raises ``InvalidData`` listing every kind of fault in the source or the profile.
    """
    if not VERSION_PATTERN.fullmatch(version):
        raise InstallationRefused(f"La version « {version} » n'a pas la forme v7.0.0.")
    if not source.is_dir():
        raise InstallationRefused(f"Le dossier {source} n'existe pas.")
    if profile is not None and not profile.is_file():
        raise InstallationRefused(
            f"Le profil {profile} n'existe pas : donnez avec --profile un fichier TOML qui dit la "
            "date, les sources et les rôles de cette version, ou rien pour qu'un profil soit "
            "proposé d'après les données."
        )
    shipped = SHIPPED / f"{version}.toml"
    if profile is None and shipped.is_file():
        profile = shipped
    described = None if profile is None else read_profile(profile)
    earlier = _shipped_before(version)
    upstream = Upstream(source)
    common = Common(upstream)
    chosen = described or propose(common, version, earlier)
    checked = check(common, chosen, earlier)
    files = convert(upstream, checked, chosen, version)
    refused = _refused_examples(files)
    if refused:
        checked = checked.without_examples(refused)
        files = convert(upstream, checked, chosen, version)
    return Prepared(version=version, profile=chosen, source=checked, files=files, refused=refused)


def install(prepared: Prepared, destination: Path) -> Method:
    """Write a version in ``destination``, and return it as read back.

    If the same version is already there, it is left unchanged; a different one under the same name
    is an error, since a published version never changes.
    """
    files = prepared.files
    if (destination / MANIFEST).is_file():
        same = all(
            (destination / name).is_file() and (destination / name).read_bytes() == content
            for name, content in files.items()
        )
        if not same:
            raise InstallationRefused(
                f"Une autre version {prepared.version} est déjà installée dans {destination}. Une "
                "version publiée ne change pas : supprimez ce dossier si vous voulez la remplacer."
            )
        return load_method(destination)
    try:
        destination.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".installation-", dir=destination.parent))
    except OSError as error:
        raise InstallationRefused(
            f"Impossible d'écrire dans {destination.parent} : {error}."
        ) from None
    # Written next to the destination, checked, then renamed: an incomplete version is never
    # visible.
    try:
        _write(files, draft)
        load_method(draft)
        draft.chmod(0o755)
        draft.rename(destination)
    except OSError as error:
        raise InstallationRefused(f"Impossible d'écrire dans {destination} : {error}.") from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return load_method(destination)


def try_out(files: Mapping[str, bytes]) -> Method:
    """Load a version from a temporary directory: the result that ``install`` would give."""
    with tempfile.TemporaryDirectory() as directory:
        _write(files, Path(directory))
        return load_method(Path(directory))


def _refused_examples(files: Mapping[str, bytes]) -> dict[str, str]:
    """The published examples that cannot be computed with these data, by name."""
    dataset = try_out(files).dataset
    parsers: Mapping[str, Callable[[Dataset, object], object]] = {
        scopes.TEXTILE: textile.parse,
        scopes.FOOD: food.parse,
    }
    refused = {}
    for example in dataset.examples:
        try:
            parsers[example.scope](dataset, example.query)
        except InvalidQuery as error:
            refused[example.name] = " ".join(error.faults.values())
    return refused


def _write(files: Mapping[str, bytes], directory: Path) -> None:
    for name, content in files.items():
        (directory / name).write_bytes(content)


def _shipped_before(version: str) -> Sequence[Dataset]:
    """The versions shipped with the program that are older than one, newest first."""
    found = [
        place
        for place in _SHIPPED_VERSIONS.iterdir()
        if VERSION_PATTERN.fullmatch(place.name) and _numbers(place.name) < _numbers(version)
    ]
    return [
        read_dataset(place)
        for place in sorted(found, key=lambda place: _numbers(place.name), reverse=True)
    ]


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version))
