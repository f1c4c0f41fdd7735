"""Former ids of records: an optional file of a version."""

from collections.abc import Collection, Mapping
from pathlib import Path

from scoring.engine.aliases import Aliases
from scoring.engine.files.columns import ALIAS_COLUMNS
from scoring.engine.reading import Faults, read_csv

FILE = "aliases.csv"
# Catalogues whose records may have been renamed, by the name that request fields use.
CATALOGUES = ("materials", "ingredients", "processes")


def read_aliases(
    directory: Path, records: Mapping[str, Collection[str]], faults: Faults
) -> Aliases:
    """Read the former ids by catalogue, for the catalogues that have any.

    Each former id must refer to an existing record and must not be a current id itself.
    """
    aliases: dict[str, dict[str, str]] = {}
    if not (directory / FILE).exists():
        return aliases
    for row in read_csv(directory, FILE, "alias", ALIAS_COLUMNS, faults):
        catalogue = row.choice("catalogue", CATALOGUES)
        current = row.text("id")
        known = records.get(catalogue, ())
        if current not in known:
            row.fault("id", f"« {current} » n'existe pas")
        elif row.key in known:
            row.fault("alias", f"« {row.key} » est l'identifiant actuel d'un autre enregistrement")
        else:
            aliases.setdefault(catalogue, {})[row.key] = current
    return aliases
