"""Proposes a profile from the data, for a version that has none.

A process gets a role if a process in a shipped version has it under the same id, or under the same
name, inventory and unit. Nothing else is assumed: a role without a process leaves its sector out,
and what no published figure verifies is listed (``unchecked``).
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from scoring.engine.dataset import Dataset
from scoring.engine.manifest import CURRENT, RULES, Notice
from scoring.engine.roles import ROLE_UNITS, roles_of
from scoring.engine.scopes import FOOD, OBJECT, TEXTILE, VELI
from scoring.installation.checking import Common
from scoring.installation.former_ids import former_processes
from scoring.installation.profile import Profile
from scoring.installation.writing import notice_lines, toml_lines

_SECTORS = (TEXTILE, FOOD, OBJECT, VELI)
_NOT_DESCRIBED = "à compléter"
_NOTICE = Notice(
    "Profil proposé d'après les données, que personne n'a relu. Pas pour les déclarations.",
    "Profile proposed from the data, which nobody has reviewed. Not for declarations.",
)
_RULES = Notice(
    "Règles de la v7.0.0 appliquées à ces données : aucun résultat publié ne les vérifie ici.",
    "Rules of v7.0.0 applied to these data: no published result checks them here.",
)
_PRODUCTION = (
    "La production seule est comptée, avec le mix énergétique mondial : le service public compte "
    "aussi la fin de vie depuis la 8.0.0 et l'énergie du pays depuis la 8.1.0, par des règles que "
    "ce programme n'a pas.",
    "Production alone is counted, with the world's energy mixes: the public service also counts "
    "end of life since 8.0.0 and the country's energy since 8.1.0, by rules that this program does "
    "not have.",
)


def propose(common: Common, version: str, earlier: Sequence[Dataset]) -> Profile:
    """Propose the profile of a source from the shipped versions, given newest first."""
    roles = _roles(common, earlier)
    sectors = []
    left_out: dict[str, tuple[str, ...]] = {}
    for sector in _SECTORS:
        missing = [role for role in roles_of((sector,)) if role not in roles]
        scopes = [row.cells.get("scopes") for row in common.processes]
        if not any(isinstance(found, list) and sector in found for found in scopes):
            left_out[sector] = ("aucun procédé de la source n'est de ce secteur",)
        else:
            sectors.append(sector)
            if missing:
                common.limits[sector].add(
                    "profil, roles",
                    "aucun procédé n'a l'identifiant, ou le nom et l'inventaire, de ceux qui "
                    f"tiennent ces rôles dans les versions fournies ({', '.join(missing)})",
                )
    return Profile(
        data_version=f"{version} ({common.upstream.directory.name})",
        released=_NOT_DESCRIBED,
        status=CURRENT,
        rules=RULES[0],
        sectors=tuple(sectors),
        sources=(
            {
                "name": f"fichiers de {common.upstream.directory.name}",
                "licence": _NOT_DESCRIBED,
                "date": _NOT_DESCRIBED,
                "covers": "toutes les données",
            },
        ),
        roles=roles,
        notices=(_NOTICE,),
        unchecked=(
            _RULES,
            *(Notice(*_PRODUCTION, sector) for sector in sectors if sector in (OBJECT, VELI)),
        ),
        proposed=True,
        left_out=left_out,
    )


def written(profile: Profile, sectors: Sequence[str]) -> str:
    """A profile as a file for ``--profile``, with some of its sectors."""
    lines = [
        "# Proposé d'après les données. À relire : dates, sources, licences, secteurs et rôles.",
        *toml_lines(
            {
                "data_version": profile.data_version,
                "released": profile.released,
                "status": profile.status,
                "rules": profile.rules,
                "sectors": tuple(sectors),
                "transport": {"mode": profile.transport},
            }
        ),
    ]
    for source in profile.sources:
        lines += ["", "[[sources]]", *toml_lines(source)]
    for key, notices in (("notices", profile.notices), ("unchecked", profile.unchecked)):
        for notice in notices:
            if notice.sector in ("", *sectors):
                lines += ["", f"[[{key}]]", *notice_lines(notice)]
    lines += ["", "[roles]"]
    lines += toml_lines(
        {role: profile.roles[role] for role in roles_of(sectors) if role in profile.roles}
    )
    return "\n".join(lines) + "\n"


def keep(profile: Profile, sectors: Sequence[str], path: Path) -> None:
    """Write a profile to a new file; never overwrite a different one. Raises ``OSError``."""
    text = written(profile, sectors)
    if path.is_file() and path.read_bytes() == text.encode():
        return
    with path.open("x", encoding="utf-8") as file:
        file.write(text)


def _roles(common: Common, earlier: Sequence[Dataset]) -> Mapping[str, str]:
    former = former_processes(common.processes, earlier)
    found: dict[str, str] = {}
    for role, unit in ROLE_UNITS.items():
        for dataset in earlier:
            player = dataset.roles.get(role)
            if player is None or role in found:
                continue
            identifier = former.get(player.id, player.id)
            row = common.by_id.get(identifier)
            if row is not None and row.cells.get("unit") == unit:
                found[role] = identifier
    return found
