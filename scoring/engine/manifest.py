"""A method version's identity, the sources of its figures, and the seal of its files."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scoring.engine.reading import DataRow, Faults, read_toml

NAME = "manifest.toml"
FROZEN = "frozen"
DRAFT = "draft"
STATUSES = (FROZEN, DRAFT)
# The rules this program has: a version whose rules are others cannot be computed by it.
RULES = ("v7",)
# What the law refers to: no other version, nor any other sector, may be called regulatory.
REGULATORY: Mapping[str, tuple[str, ...]] = {"v7.0.0": ("textile",)}
VERSION_PATTERN = re.compile(r"v\d+\.\d+\.\d+")
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where figures come from, and under which licence."""

    name: str
    url: str
    licence: str
    date: str
    covers: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """A method version; a frozen one never changes.

    ``rules`` names the rules that compute its data.
    """

    version: str
    data_version: str
    released: str
    status: str
    rules: str
    sectors: tuple[str, ...]
    sources: tuple[Source, ...]

    @property
    def regulatory(self) -> tuple[str, ...]:
        """The sectors whose figures the law refers to, none for most versions."""
        return REGULATORY.get(self.version, ())


def read_manifest(directory: Path, files: tuple[str, ...], faults: Faults) -> Manifest:
    """Read the manifest and check the seal of every file (sha256 of its bytes)."""
    table = read_toml(directory, NAME, faults)
    row = DataRow(NAME, "version", table, faults)
    version = row.text("version")
    if version and not VERSION_PATTERN.fullmatch(version):
        row.fault("version", f"« {version} » n'a pas la forme v7.0.0")
    manifest = Manifest(
        version=version,
        data_version=row.text("data_version"),
        released=row.text("released"),
        status=row.choice("status", STATUSES),
        rules=read_rules(row),
        sectors=row.texts("sectors"),
        sources=read_sources(NAME, table, faults),
    )
    seals = table.get("sha256", {})
    if not isinstance(seals, dict):
        seals = {}
    for name in files:
        check_seal(directory, NAME, name, seals.get(name), faults)
    return manifest


def read_rules(row: DataRow) -> str:
    """The rules that a version names; unknown ones are refused."""
    rules = row.text("rules")
    if rules and rules not in RULES:
        row.fault(
            "rules",
            f"ce programme n'a pas les règles « {rules} » (règles connues : {', '.join(RULES)}) : "
            "cette version demande un programme plus récent",
        )
    return rules


def digest(content: bytes) -> str:
    """The seal of a file's content."""
    return hashlib.sha256(content).hexdigest()


def read_sources(name: str, table: Mapping[str, Any], faults: Faults) -> tuple[Source, ...]:
    """Read the ``[[sources]]`` of a TOML file."""
    sources = table.get("sources", [])
    return tuple(
        _source(DataRow(name, f"sources[{position}]", cells, faults))
        for position, cells in enumerate(sources if isinstance(sources, list) else [])
        if isinstance(cells, dict)
    )


def _source(row: DataRow) -> Source:
    return Source(
        name=row.text("name"),
        url=row.optional_text("url") or "",
        licence=row.text("licence"),
        date=row.text("date"),
        covers=row.text("covers"),
    )


def check_seal(directory: Path, holder: str, name: str, seal: object, faults: Faults) -> None:
    """Compare a file with the seal that the file ``holder`` has for it."""
    if not isinstance(seal, str) or not _DIGEST.fullmatch(seal):
        faults.add(f"{holder}, sha256, {name}", "l'empreinte de ce fichier manque")
        return
    try:
        content = (directory / name).read_bytes()
    except OSError:
        faults.add(name, "ce fichier manque ou ne peut pas être lu")
        return
    if digest(content) != seal:
        faults.add(name, f"le fichier a été modifié : son empreinte n'est pas celle de {holder}")
