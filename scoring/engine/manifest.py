"""A method version's identity, the sources of its figures, and the checksums of its files."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scoring.engine.ground import GROUND_RULES, SPLIT
from scoring.engine.impacts import SCORES
from scoring.engine.reading import DataRow, Faults, read_toml, tables
from scoring.engine.scopes import SCOPES

NAME = "manifest.toml"
FROZEN = "frozen"
# A snapshot, at a given date, of a method that is still changing.
CURRENT = "current"
DRAFT = "draft"
STATUSES = (FROZEN, CURRENT, DRAFT)
# The rule sets this program implements: a version with other rules cannot be computed.
RULES = ("v7",)
# What the law refers to: no other version or sector may be called regulatory.
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


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence for users, in French and, if the version provides it, in English.

    ``sector`` is the sector it is about, "" for the whole version.
    """

    fr: str
    en: str
    sector: str = ""

    def text(self, language: str) -> str:
        """The sentence in a language, falling back to French."""
        return (language == "en" and self.en) or self.fr


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """A method version; a frozen one never changes.

    ``rules`` names the rule set that computes its data, ``transport`` the rule that shares a
    journey between road and sea; ``scores`` are the aggregated scores in its data. ``notices``
    describe the version, ``left_out`` explains why a sector is missing, and ``unchecked`` lists the
    rules that no published figure verifies.
    """

    version: str
    data_version: str
    released: str
    status: str
    rules: str
    sectors: tuple[str, ...]
    sources: tuple[Source, ...]
    transport: str = SPLIT
    scores: tuple[str, ...] = SCORES
    notices: tuple[Notice, ...] = ()
    left_out: tuple[Notice, ...] = ()
    unchecked: tuple[Notice, ...] = ()

    @property
    def regulatory(self) -> tuple[str, ...]:
        """The sectors whose figures the law refers to; empty for most versions."""
        return REGULATORY.get(self.version, ())


def read_manifest(
    directory: Path, files: tuple[str, ...], optional: tuple[str, ...], faults: Faults
) -> Manifest:
    """Read the manifest and check the sha256 checksum of every file.

    An ``optional`` file that is present must have a checksum, and one that has a checksum must be
    present.
    """
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
        sectors=row.texts("sectors", SCOPES),
        sources=read_sources(NAME, table, faults),
        transport=read_transport(row),
        scores=read_scores(row),
        notices=read_notices(NAME, table, "notices", faults),
        left_out=read_notices(NAME, table, "left_out", faults),
        unchecked=read_notices(NAME, table, "unchecked", faults),
    )
    seals = table.get("sha256", {})
    if not isinstance(seals, dict):
        seals = {}
    there = [name for name in optional if name in seals or (directory / name).exists()]
    for name in (*files, *there):
        check_seal(directory, NAME, name, seals.get(name), faults)
    return manifest


def read_rules(row: DataRow) -> str:
    """The rule set that a version names; unknown ones are rejected."""
    rules = row.text("rules")
    if rules and rules not in RULES:
        row.fault(
            "rules",
            f"ce programme n'a pas les règles « {rules} » (règles connues : {', '.join(RULES)}) : "
            "cette version demande un programme plus récent",
        )
    return rules


def read_transport(row: DataRow) -> str:
    """The rule that shares a journey between road and sea; ``split`` by default."""
    cells = row.cells.get("transport")
    if cells is None:
        return SPLIT
    return DataRow(row.file, "transport", cells, row.faults).choice("mode", GROUND_RULES) or SPLIT


def read_scores(row: DataRow) -> tuple[str, ...]:
    """The aggregated scores in the data: both by default, and always ``ecs``."""
    scores = row.texts("scores", SCORES) if row.has("scores") else SCORES
    if "ecs" not in scores:
        row.fault("scores", "une version sans score ecs ne peut pas être calculée")
        return SCORES
    return tuple(score for score in SCORES if score in scores)


def read_notices(
    name: str, table: Mapping[str, Any], key: str, faults: Faults
) -> tuple[Notice, ...]:
    """Read sentences for users: ``fr``, and optionally ``en`` and ``sector``."""
    return tuple(
        Notice(
            row.text("fr"),
            row.optional_text("en") or "",
            row.choice("sector", SCOPES) if row.has("sector") else "",
        )
        for row, _cells in tables(name, table, key, faults)
    )


def digest(content: bytes) -> str:
    """The checksum of a file's content."""
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
    """Compare a file with the checksum that the file ``holder`` declares for it."""
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
