"""Validates a whole source against itself and its profile, sector by sector.

Faults in the records of one sector do not affect the others. A sector whose data requires rules
that this program does not implement (``limits``) is always left out, with the reason. Faults in a
sector that a written profile names reject the source; in a proposed profile, they only leave that
sector out.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from scoring.engine.dataset import Dataset
from scoring.engine.errors import InvalidData
from scoring.engine.impacts import SCORES
from scoring.engine.reading import DataRow, Faults
from scoring.engine.roles import roles_of
from scoring.engine.scopes import FOOD, OBJECT, SCOPES, TEXTILE, VELI
from scoring.installation import checks, formats
from scoring.installation.former_ids import former_ids
from scoring.installation.kinds import by_kind
from scoring.installation.profile import Profile
from scoring.installation.upstream import Upstream

SCOPED_COMPONENTS = (TEXTILE, OBJECT, VELI)
_COMMON_FILES = {"processes.json", "countries.json", "transports.json", "impacts.json"}
# Examples refer to other records, and nothing refers to them.
_EXAMPLES = {"textile-examples.json", "food-examples.json"}
_TAXONOMY = "taxonomy.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedSource:
    """A source that can be installed: its records by file, under the names of v7.0.0.

    ``former`` are the lines of ``aliases.csv``; ``left_out`` gives the reasons for each sector that
    is not in ``sectors``.
    """

    rows: Mapping[str, Sequence[DataRow]]
    impacts: Mapping[str, Any]
    scores: tuple[str, ...]
    sectors: tuple[str, ...]
    former: Sequence[Mapping[str, Any]]
    left_out: Mapping[str, Sequence[str]]

    def without_examples(self, names: Collection[str]) -> "CheckedSource":
        """A copy without some of its published examples."""
        kept = {
            name: [row for row in rows if row.cells["name"] not in names]
            for name, rows in self.rows.items()
            if name.startswith("examples_")
        }
        return replace(self, rows={**self.rows, **kept})


class Common:
    """What all sectors share, read once: processes, countries, impacts, and faults by sector."""

    def __init__(self, upstream: Upstream) -> None:
        self.upstream = upstream
        self.faults = {sector: Faults() for sector in SCOPES}
        self.limits = {sector: Faults() for sector in SCOPES}
        self.impacts = upstream.load("impacts.json", dict)
        self.scores = tuple(score for score in SCORES if score == "ecs" or score in self.impacts)
        self.processes = [
            formats.process_row(row, self._faults_of(row))
            for row in upstream.rows("processes.json")
        ]
        self.countries = upstream.rows("countries.json", "code")
        upstream.load("transports.json", dict)
        self.by_id: dict[str, DataRow] = {row.key: row for row in self.processes}
        if upstream.unreadable & _COMMON_FILES:
            # Report only the unreadable files: the missing records are a consequence.
            raise InvalidData(str(upstream.directory), dict.fromkeys(upstream.faults.lines))

    def _faults_of(self, row: DataRow) -> Faults:
        """A fault in a process of a single sector only affects that sector."""
        scopes = row.cells.get("scopes")
        if isinstance(scopes, list) and len(scopes) == 1 and isinstance(scopes[0], str):
            return self.faults.get(scopes[0], self.upstream.faults)
        return self.upstream.faults


def check(common: Common, profile: Profile, earlier: Iterable[Dataset]) -> CheckedSource:
    """Validate the records of the profile's sectors. Raises ``InvalidData`` listing every fault."""
    upstream = common.upstream
    checks.check_processes(upstream, common.processes, common.scores)
    checks.check_countries(common.countries, common.by_id)
    countries = {row.key: row for row in common.countries}
    checks.check_distances(upstream, countries)
    for sector in profile.sectors:
        units = roles_of((sector,))
        if profile.proposed:
            # The profile has already reported the missing ones.
            units = {role: unit for role, unit in units.items() if role in profile.roles}
        checks.check_roles(profile.roles, units, common.by_id, common.faults[sector])
    rows: dict[str, Sequence[DataRow]] = {
        "processes": common.processes,
        "countries": common.countries,
    }
    materials = _materials(common, profile)
    former = former_ids(common.processes, materials, earlier)
    renamed = {line["alias"] for line in former}
    for scope in SCOPED_COMPONENTS:
        rows[f"components_{scope}"] = _components(common, profile, scope)
    rows |= _garments(common, profile, materials, countries, rows["components_textile"], renamed)
    rows |= _food(common, profile, renamed)
    left_out = _left_out(common, profile)
    sectors = tuple(sector for sector in profile.sectors if sector not in left_out)
    if not sectors:
        reasons = [f"{sector} : {line}" for sector, lines in left_out.items() for line in lines]
        raise InvalidData(str(upstream.directory), dict.fromkeys(reasons))
    return CheckedSource(
        rows={name: _of_sectors(name, found, sectors) for name, found in rows.items()},
        impacts=common.impacts,
        scores=common.scores,
        sectors=sectors,
        former=former,
        left_out=left_out,
    )


def _materials(common: Common, profile: Profile) -> list[DataRow]:
    if TEXTILE not in profile.sectors:
        return []
    faults = common.faults[TEXTILE]
    found = common.upstream.rows("materials.json", faults=faults)
    return [formats.material_row(row, faults) for row in found]


def _components(common: Common, profile: Profile, scope: str) -> list[DataRow]:
    if scope not in profile.sectors:
        return []
    found = common.upstream.rows(
        f"{scope}-components.json", optional=scope == VELI, faults=common.faults[scope]
    )
    for row in found:
        checks.check_component(common.upstream, row, common.by_id)
    return found


def _garments(
    common: Common,
    profile: Profile,
    materials: Sequence[DataRow],
    countries: Mapping[str, DataRow],
    trims: Sequence[DataRow],
    renamed: set[str],
) -> dict[str, Sequence[DataRow]]:
    if TEXTILE not in profile.sectors:
        return {"materials": [], "products": [], "examples_textile": []}
    upstream, faults = common.upstream, common.faults[TEXTILE]
    by_id = {row.key: row for row in materials}
    for row in materials:
        checks.check_material(upstream, row, common.by_id, countries, by_id)
    products = upstream.rows("products.json", faults=faults)
    sewn = {row.key: row for row in trims}
    for row in products:
        checks.check_product(upstream, row, common.by_id, sewn)
    examples = upstream.rows("textile-examples.json", optional=profile.proposed, faults=faults)
    lists = {"product": {row.key for row in products}, "materials": by_id.keys() | renamed}
    for row in examples:
        checks.check_example(upstream, row, lists)
    return {"materials": materials, "products": products, "examples_textile": examples}


def _food(common: Common, profile: Profile, renamed: set[str]) -> dict[str, Sequence[DataRow]]:
    nothing: dict[str, Sequence[DataRow]] = {"ingredients": [], "examples_food": []}
    if FOOD not in profile.sectors:
        return nothing
    upstream, faults, limits = common.upstream, common.faults[FOOD], common.limits[FOOD]
    directory = upstream.directory
    if (directory / _TAXONOMY).exists() and not (directory / "ingredients.json").exists():
        limits.add(
            _TAXONOMY,
            "les ingrédients viennent d'une taxonomie (depuis juin 2026), que ce programme ne sait "
            "pas lire",
        )
        return nothing
    ingredients: list[DataRow] = [
        formats.ingredient_row(row, faults)
        for row in upstream.rows("ingredients.json", faults=faults)
    ]
    for ingredient in ingredients:
        checks.check_ingredient(upstream, ingredient, common.by_id, limits)
    examples = upstream.rows("food-examples.json", optional=profile.proposed, faults=faults)
    processes = common.by_id.keys() | renamed
    lists = {
        "ingredients": {row.key for row in ingredients},
        "transform": processes,
        "packaging": processes,
    }
    for row in examples:
        checks.check_example(upstream, row, lists)
    return {"ingredients": ingredients, "examples_food": examples}


def _left_out(common: Common, profile: Profile) -> dict[str, list[str]]:
    """Why each requested sector is left out. Raises ``InvalidData`` if the source is rejected."""
    upstream = common.upstream
    asked = [(sector, common.faults[sector].lines) for sector in profile.sectors]
    lines = list(upstream.faults.lines)
    if not profile.proposed:
        lines += [line for _sector, found in asked for line in found]
    if upstream.unreadable - _EXAMPLES and not profile.proposed:
        lines = [line for line in lines if "lecture impossible" in line or "attendu" in line]
    if lines:
        raise InvalidData(str(upstream.directory), by_kind(dict.fromkeys(lines)))
    left_out = {sector: list(reasons) for sector, reasons in profile.left_out.items()}
    for sector, found in asked:
        reasons = by_kind(dict.fromkeys([*common.limits[sector].lines, *found]), few=1)
        if common.limits[sector].lines:
            reasons[0] = f"ses données demandent des règles que ce programme n'a pas. {reasons[0]}"
        if reasons:
            left_out[sector] = reasons
    return left_out


def _of_sectors(name: str, rows: Sequence[DataRow], sectors: Sequence[str]) -> Sequence[DataRow]:
    """Exclude the records of sectors that are left out."""
    owners = {
        "materials": TEXTILE,
        "products": TEXTILE,
        "ingredients": FOOD,
        "examples_textile": TEXTILE,
        "examples_food": FOOD,
    } | {f"components_{scope}": scope for scope in SCOPED_COMPONENTS}
    return rows if name not in owners or owners[name] in sectors else []
