"""Unknown keys of a request, and the field that was probably meant (api.md 4).

They are ignored, as the reference does, but reported: with a misspelt country field, the default
country applies. A key is user input: it is truncated, only a few are repeated, and none is logged.
"""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from scoring.engine.cautions import Caution
from scoring.engine.decoding import Record

# Maximum number of keys reported in a response, however many the request has.
MOST_KEYS = 10
_LONGEST_KEY = 60
# Longer keys are unlikely to be misspelt names, and would be slow to compare.
_LONGEST_NAME = 30
_LIKENESS = 0.7
_MOST_LETTERS_APART = 4


def unknown_keys(record: Record, body: object) -> list[Caution]:
    """Cautions about the unknown keys of a parsed request; usually empty."""
    if _knows(record, body):
        return []
    cautions: list[Caution] = []
    more = 0
    seen: set[tuple[str, str]] = set()
    for path, within, key in _strangers(record, body, ""):
        if (path, key) in seen:
            continue
        if len(cautions) == MOST_KEYS:
            more += 1
            continue
        seen.add((path, key))
        cautions.append(_caution(path, within, key))
    if more:
        cautions.append(Caution("unknown-keys", "", {"count": str(more)}))
    return cautions


def _knows(record: Record, value: Any) -> bool:
    """Whether all keys are known: the fast path for ordinary requests."""
    if type(value) is not dict:
        return True
    if not record.names.issuperset(value):
        return False
    for name, inner in record.inner.items():
        found = value.get(name)
        if found:
            for item in found if type(found) is list else (found,):
                if not _knows(inner, item):
                    return False
    return True


def _strangers(record: Record, value: object, path: str) -> Iterator[tuple[str, Record, str]]:
    """Yield each unknown key: its path, the record it is in, and the key."""
    if type(value) is not dict:
        return
    if not record.names.issuperset(value):
        for key in value:
            if key not in record.names:
                yield path, record, key
    for name, inner in record.inner.items():
        found = value.get(name)
        if found is None:
            continue
        if type(found) is list:
            for item in found:
                yield from _strangers(inner, item, f"{path}{name}[].")
        else:
            yield from _strangers(inner, found, f"{path}{name}.")


def _caution(path: str, record: Record, key: str) -> Caution:
    shown = key if len(key) <= _LONGEST_KEY else key[:_LONGEST_KEY] + "…"
    field = path + shown
    if key in record.removed:
        return Caution("removed-key", field, {"key": shown})
    known = record.renamed.get(key)
    if known:
        return Caution("renamed-key", field, {"key": shown, "known": known})
    nearest = _nearest(key, record.names)
    if nearest:
        return Caution("misspelt-key", field, {"key": shown, "known": nearest})
    return Caution("unknown-key", field, {"key": shown})


def _nearest(key: str, names: frozenset[str]) -> str | None:
    if len(key) > _LONGEST_NAME:
        return None
    letters = _letters(key)
    by_letters: Mapping[str, str] = {
        _letters(name): name
        for name in sorted(names)
        if abs(len(name) - len(letters)) <= _MOST_LETTERS_APART
    }
    close = get_close_matches(letters, by_letters, n=1, cutoff=_LIKENESS)
    return by_letters[close[0]] if close else None


def _letters(key: str) -> str:
    """Normalise a name across styles: ``country_making``, ``CountryMaking``, ``country making``."""
    return key.casefold().replace("_", "").replace("-", "").replace(" ", "")
