"""A method version's identity, the sources of its figures, and the seal of its files."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from scoring.engine.reading import Faults, Row, read_toml

NAME = "manifest.toml"
STATUSES = ("frozen", "draft")
VERSION_PATTERN = re.compile(r"v\d+\.\d+\.\d+")
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Source:
    """Where figures come from, and under which licence."""

    name: str
    url: str
    licence: str
    date: str
    covers: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A method version; a frozen one never changes."""

    version: str
    data_version: str
    released: str
    status: str
    sectors: tuple[str, ...]
    sources: tuple[Source, ...]


def read_manifest(directory: Path, files: tuple[str, ...], faults: Faults) -> Manifest:
    """Read the manifest and check the seal of every file (sha256 of its bytes)."""
    table = read_toml(directory, NAME, faults)
    row = Row(NAME, "version", table, faults)
    version = row.text("version")
    if version and not VERSION_PATTERN.fullmatch(version):
        row.fault("version", f"« {version} » n'a pas la forme v7.0.0")
    sources = table.get("sources", [])
    manifest = Manifest(
        version,
        row.text("data_version"),
        row.text("released"),
        row.choice("status", STATUSES),
        row.texts("sectors"),
        tuple(
            _source(Row(NAME, f"sources[{position}]", cells, faults))
            for position, cells in enumerate(sources if isinstance(sources, list) else [])
            if isinstance(cells, dict)
        ),
    )
    seals = table.get("sha256", {})
    for name in files:
        _check_seal(directory, name, seals.get(name) if isinstance(seals, dict) else None, faults)
    return manifest


def digest(content: bytes) -> str:
    """The seal of a file's content."""
    return hashlib.sha256(content).hexdigest()


def _source(row: Row) -> Source:
    return Source(
        row.text("name"),
        row.optional_text("url") or "",
        row.text("licence"),
        row.text("date"),
        row.text("covers"),
    )


def _check_seal(directory: Path, name: str, seal: object, faults: Faults) -> None:
    if not isinstance(seal, str) or not _DIGEST.fullmatch(seal):
        faults.add(f"{NAME}, sha256, {name}", "l'empreinte de ce fichier manque")
        return
    try:
        content = (directory / name).read_bytes()
    except OSError:
        faults.add(name, "ce fichier manque ou ne peut pas être lu")
        return
    if digest(content) != seal:
        faults.add(name, f"le fichier a été modifié : son empreinte n'est pas celle de {NAME}")
