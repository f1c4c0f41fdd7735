"""Adapts the document to a version's own data: its ids, without the scores it lacks."""

from typing import Any

from scoring.engine.aliases import in_current_ids
from scoring.engine.impacts import SCORES
from scoring.engine.method import Method


def version_of(document: dict[str, Any], method: Method) -> dict[str, Any]:
    """The document with the version's own ids in its examples, and its own impacts."""
    lacking = set(SCORES) - set(method.scores.trigrams)
    changed: dict[str, Any] = in_current_ids(document, method.dataset.aliases)
    return without(changed, lacking) if lacking else changed


def without(value: Any, lacking: set[str]) -> Any:
    """A JSON value without some keys, and without these strings in its lists."""
    if isinstance(value, dict):
        return {key: without(item, lacking) for key, item in value.items() if key not in lacking}
    if isinstance(value, list):
        kept = (item for item in value if not (isinstance(item, str) and item in lacking))
        return [without(item, lacking) for item in kept]
    return value
