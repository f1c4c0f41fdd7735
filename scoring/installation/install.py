"""Installing a method version in a directory, all of it or nothing."""

import shutil
import tempfile
from pathlib import Path

from scoring.engine.errors import EngineError
from scoring.engine.manifest import NAME as MANIFEST
from scoring.engine.manifest import VERSION_PATTERN
from scoring.engine.method import Method, load_method
from scoring.installation.conversion import convert
from scoring.installation.profile import SHIPPED, read_profile
from scoring.installation.upstream import Upstream


class InstallationRefused(EngineError):
    """The version cannot be installed there; the message says why, in French."""


def install(source: Path, version: str, destination: Path, profile: Path | None) -> Method:
    """Convert ``source`` into ``destination`` and give the installed version, read back.

    A version that is there already is left alone when it is the same; another one under the same
    name is refused, since a published version never changes. Raises ``InvalidData`` with every
    fault of the source or the profile.
    """
    if not VERSION_PATTERN.fullmatch(version):
        raise InstallationRefused(f"La version « {version} » n'a pas la forme v7.0.0.")
    if not source.is_dir():
        raise InstallationRefused(f"Le dossier {source} n'existe pas.")
    profile = profile or SHIPPED / f"{version}.toml"
    if not profile.is_file():
        raise InstallationRefused(
            f"Le profil {profile} n'existe pas : donnez avec --profile un fichier TOML qui dit la "
            "date, les sources et les rôles de cette version."
        )
    files = convert(Upstream(source), read_profile(profile), version)
    if (destination / MANIFEST).is_file():
        same = all(
            (destination / name).is_file() and (destination / name).read_bytes() == content
            for name, content in files.items()
        )
        if not same:
            raise InstallationRefused(
                f"Une autre version {version} est déjà installée dans {destination}. Une version "
                "publiée ne change pas : supprimez ce dossier si vous voulez la remplacer."
            )
        return load_method(destination)
    _write(files, destination)
    return load_method(destination)


def _write(files: dict[str, bytes], destination: Path) -> None:
    """Write beside the destination, check, then rename: a half-written version never shows."""
    try:
        destination.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".installation-", dir=destination.parent))
    except OSError as error:
        raise InstallationRefused(
            f"Impossible d'écrire dans {destination.parent} : {error}."
        ) from None
    try:
        for name, content in files.items():
            (draft / name).write_bytes(content)
        load_method(draft)
        draft.chmod(0o755)
        draft.rename(destination)
    except OSError as error:
        raise InstallationRefused(f"Impossible d'écrire dans {destination} : {error}.") from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)
