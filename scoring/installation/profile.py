"""What upstream's data does not include: dates, sources, licences, roles, rules.

A profile is a TOML file; those of the versions we ship are next to this module, and
``docs/versions.md`` describes it field by field.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scoring.engine.errors import InvalidData
from scoring.engine.ground import SPLIT
from scoring.engine.manifest import STATUSES, Notice, read_notices, read_rules, read_transport
from scoring.engine.reading import DataRow, Faults, read_toml, tables
from scoring.engine.roles import roles_of
from scoring.engine.scopes import SCOPES

SHIPPED = Path(__file__).parent / "profiles"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The identity of a version, and the process ids of its roles.

    A profile ``proposed`` from the data leaves out a sector with incomplete data, while a written
    one rejects the source; ``left_out`` has the reasons found when proposing it.
    """

    data_version: str
    released: str
    status: str
    rules: str
    sectors: tuple[str, ...]
    sources: tuple[Mapping[str, Any], ...]
    roles: Mapping[str, str]
    transport: str = SPLIT
    notices: tuple[Notice, ...] = ()
    unchecked: tuple[Notice, ...] = ()
    proposed: bool = False
    left_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read_profile(path: Path) -> Profile:
    """Read a profile. Raises ``InvalidData`` listing all its faults."""
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
    sectors = row.texts("sectors", SCOPES)
    profile = Profile(
        data_version=row.text("data_version"),
        released=row.text("released"),
        status=row.choice("status", STATUSES),
        rules=read_rules(row),
        sectors=sectors,
        sources=tuple(sources),
        roles={role: roles.text(role) for role in roles_of(sectors)},
        transport=read_transport(row),
        notices=read_notices(path.name, table, "notices", faults),
        unchecked=read_notices(path.name, table, "unchecked", faults),
    )
    if faults.lines:
        raise InvalidData(str(path), faults.lines)
    return profile
