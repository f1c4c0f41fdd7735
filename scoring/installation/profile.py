"""What upstream's data do not say of themselves: dates, sources, licences, roles.

A profile is a TOML file; those of the versions we ship are beside this module.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scoring.engine.errors import InvalidData
from scoring.engine.manifest import STATUSES, read_rules
from scoring.engine.reading import DataRow, Faults, read_toml, tables
from scoring.engine.roles import ROLES

SHIPPED = Path(__file__).parent / "profiles"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The identity of a version, and the process ids of its roles."""

    data_version: str
    released: str
    status: str
    rules: str
    sectors: tuple[str, ...]
    sources: tuple[Mapping[str, Any], ...]
    roles: Mapping[str, str]


def read_profile(path: Path) -> Profile:
    """Read a profile. Raises ``InvalidData`` with every fault of it."""
    faults = Faults()
    table = read_toml(path.parent, path.name, faults)
    if faults.lines:
        raise InvalidData(str(path), faults.lines)
    row = DataRow(path.name, "profil", table, faults)
    sources = []
    for source, cells in tables(path.name, table, "sources", faults):
        for column in ("name", "licence", "date", "covers"):
            source.text(column)
        sources.append(cells)
    roles = DataRow(path.name, "roles", table.get("roles", {}), faults)
    profile = Profile(
        data_version=row.text("data_version"),
        released=row.text("released"),
        status=row.choice("status", STATUSES),
        rules=read_rules(row),
        sectors=row.texts("sectors"),
        sources=tuple(sources),
        roles={role: roles.text(role) for role in ROLES},
    )
    if faults.lines:
        raise InvalidData(str(path), faults.lines)
    return profile
