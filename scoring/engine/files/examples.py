"""Published examples: requests in the HTTP API's format."""

import json
from pathlib import Path
from typing import Any

from scoring.engine.reading import Faults, in_rank_order, toml_rows
from scoring.engine.records import Example


def read_examples(directory: Path, scope: str, faults: Faults) -> list[Example]:
    """Read the published examples of a sector; a request is kept as the API's JSON."""
    rows = []
    for row in toml_rows(directory, f"examples_{scope}.toml", faults):
        query: Any = None
        try:
            query = json.loads(row.text("query") or "null")
        except ValueError as error:
            row.fault("query", f"ce n'est pas du JSON ({error})")
        if not isinstance(query, dict):
            row.fault("query", "un objet JSON est attendu")
            continue
        category = row.optional_text("category") or ""
        example = Example(
            id=row.key,
            rank=row.integer("rank"),
            name=row.text("name"),
            category=category,
            scope=scope,
            query=query,
        )
        rows.append((example.rank, row.key, example))
    return list(in_rank_order(rows, f"examples_{scope}.toml", faults).values())
