"""Method versions and levels of impacts, without Django's settings."""

import os
from functools import cache
from pathlib import Path

from scoring.answers import official, own
from scoring.answers.levels import (
    AGGREGATED,
    INDICATIVE,
    OFFICIAL,
    OWN,
    Details,
    Served,
    served_to,
)
from scoring.engine.errors import InvalidData
from scoring.engine.method import Method, load_method

DEFAULT_VERSION = "v7.0.0"
LEVELS = (AGGREGATED, INDICATIVE, OWN, OFFICIAL)
_SHIPPED = Path(official.__file__).parents[1] / "data"


def load(version: str = DEFAULT_VERSION, *, data_dir: str | Path | None = None) -> Method:
    """Load a method version: a shipped one, or one that an instance installed in ``data_dir``.

    It is read and validated once, in about 30 ms. Raises ``InvalidData`` for a version that is not
    found or damaged.

    >>> load().version
    'v7.0.0'
    """
    return _loaded(version, _place(data_dir))


@cache
def _loaded(version: str, data_dir: Path | None) -> Method:
    places = [_SHIPPED] if data_dir is None else [_SHIPPED, data_dir / "methods"]
    for place in places:
        if Path(version).name == version and (place / version / "manifest.toml").is_file():
            method = load_method(place / version)
            if method.version == version:
                return method
    raise InvalidData(version, [f"cette version n'est dans aucun dossier : {_listed(places)}"])


def served(
    method: Method, level: str = AGGREGATED, *, data_dir: str | Path | None = None
) -> Served:
    """The figures of a level: ``aggregated`` (two scores), ``indicative``, ``own``, ``official``.

    Official and own ones are those that an instance has imported in ``data_dir``. Raises
    ``ValueError`` for a level that there is not, here or at all.

    >>> served(load()).level, served(load(), "indicative").level
    ('aggregated', 'indicative')
    """
    if level == AGGREGATED:
        return served_to(method, None)
    if level not in LEVELS:
        raise ValueError(f"niveau d'impacts inconnu : {level} ({', '.join(LEVELS)})")
    place = _place(data_dir)
    if level == OFFICIAL:
        found = None if place is None else official.official_details(method, place)
        if found is None:
            raise ValueError(_none_imported("officiel", method, place))
        return served_to(method, Details(found))
    if level == OWN:
        figures = None if place is None else own.own_details(method, place)
        if figures is None:
            raise ValueError(_none_imported("propre à l'instance", method, place))
        return served_to(method, Details(own=figures))
    indicative = served_to(method, Details())
    if indicative.level != INDICATIVE:
        raise ValueError(f"{method.version} n'a pas d'impacts indicatifs")
    return indicative


def _none_imported(kind: str, method: Method, place: Path | None) -> str:
    return (
        f"aucun impact {kind} de {method.version} n'est importé dans "
        f"{place or 'le dossier de données (DATA_DIR)'}"
    )


def versions(data_dir: str | Path | None = None) -> list[str]:
    """The names of the versions that can be loaded.

    >>> "v7.0.0" in versions()
    True
    """
    place = _place(data_dir)
    places = [_SHIPPED] if place is None else [_SHIPPED, place / "methods"]
    return sorted({path.parent.name for one in places for path in one.glob("*/manifest.toml")})


def _place(data_dir: str | Path | None) -> Path | None:
    """The data directory of an instance: the argument, else the variable the service uses."""
    given = data_dir or os.environ.get("DATA_DIR")
    return Path(given) if given else None


def _listed(places: list[Path]) -> str:
    return ", ".join(map(str, places))
