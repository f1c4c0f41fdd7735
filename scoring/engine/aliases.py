"""Former identifiers: what a record was called in this version or in earlier ones.

Ids change between versions: v8.1.0's fibres have UUIDs where v7.0.0's have names, and half of the
food processes have new ones. Requests accept both; responses use the version's own id and mention
the substitution. An id that matches neither a record nor an alias is rejected with the nearest
names.
"""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, TypeVar

from scoring.engine.cautions import Caution, Named
from scoring.engine.decoding import Identifier, ListOf, Record

T = TypeVar("T")

# Maps each catalogue of the data set (``materials``, ...) to the current id of every former id;
# catalogues without former ids are omitted.
Aliases = Mapping[str, Mapping[str, str]]

# Maximum number of former ids reported in a response, however many the request uses.
MOST_IDS = 10
_MOST_SUGGESTIONS = 3
_LIKENESS = 0.6
# Longer texts are unlikely to be misspelt ids, and would be slow to compare.
_LONGEST = 60


def renamed(
    record: Record, body: object, aliases: Aliases, catalogues: Mapping[str, Mapping[str, Named]]
) -> list[Caution]:
    """Cautions about the former ids used in a parsed request; empty if there are none."""
    found: dict[tuple[str, str], Caution] = {}
    for path, catalogue, identifier in _identifiers(record, body, ""):
        current = aliases.get(catalogue, {}).get(identifier)
        if current is None or len(found) == MOST_IDS:
            continue
        named = catalogues[catalogue][current]
        found[path, identifier] = Caution(
            "renamed-id", path, {"former": identifier, "current": current, "name": (named,)}
        )
    return list(found.values())


def by_former_id(
    records: Mapping[str, T], aliases: Aliases, catalogue: str, identifier: str
) -> T | None:
    """Find the record that used to have this id, for an id that no current record has."""
    current = aliases.get(catalogue, {}).get(identifier)
    return None if current is None else records.get(current)


def suggestion(records: Mapping[str, Named], former: Mapping[str, str], identifier: str) -> str:
    """The end of an error message: records whose id, former id or name is close, if any."""
    asked = identifier.casefold()
    if len(asked) > _LONGEST:
        return ""
    ids: dict[str, str] = {}
    for current, record in records.items():
        ids[current.casefold()] = current
        ids.setdefault(record.name.casefold(), current)
        # People often type only the first word of a name.
        ids.setdefault(record.name.casefold().partition(" ")[0], current)
    ids |= {alias.casefold(): current for alias, current in former.items() if current in records}
    close = get_close_matches(asked, ids, n=2 * _MOST_SUGGESTIONS, cutoff=_LIKENESS)
    nearest = list(dict.fromkeys(ids[text] for text in close))[:_MOST_SUGGESTIONS]
    if not nearest:
        return ""
    names = ", ".join(f"« {records[current].name} » ({current})" for current in nearest)
    return f" Vouliez-vous dire {names} ?"


def _identifiers(record: Record, value: object, path: str) -> Iterator[tuple[str, str, str]]:
    """Yield each id in a request: its path, its catalogue, and the id as it is looked up."""
    if type(value) is not dict:
        return
    for field in record.fields:
        item = value.get(field.name)
        if item is None:
            continue
        place = path + field.name
        decoder: Any = field.decoder
        inner = record.inner.get(field.name)
        if inner is not None:
            for part in item if type(item) is list else (item,):
                of_list = "[]" if type(item) is list else ""
                yield from _identifiers(inner, part, f"{place}{of_list}.")
        elif field.catalogue is not None:
            for text in item if isinstance(decoder, ListOf) else (item,):
                yield place, field.catalogue, as_looked_for(decoder, text)


def as_looked_for(decoder: Any, text: str) -> str:
    """An id as the catalogue has it: UUIDs are compared in lower case."""
    inner = decoder.item if isinstance(decoder, ListOf) else decoder
    return text.lower() if isinstance(inner, Identifier) else text


def in_current_ids(value: Any, aliases: Aliases) -> Any:
    """Replace former ids in a JSON value by the current ones; used for our own requests."""
    if not aliases:
        return value
    current = {former: now for names in aliases.values() for former, now in names.items()}
    return _replaced(value, current)


def _replaced(value: Any, current: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return current.get(value, value)
    if isinstance(value, Mapping):
        return {key: _replaced(item, current) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_replaced(item, current) for item in value)
    return value
