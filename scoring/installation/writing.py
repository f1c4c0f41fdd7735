"""Writes our own format: CSV for tables, TOML for nested records (architecture.md, "Data").

Numbers are written so that reading them back gives the same double.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from scoring.engine.manifest import Notice
from scoring.engine.numbers import plain
from scoring.engine.reading import LIST_SEPARATOR


def csv_file(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Write rows sorted by their first column, with absent values as empty cells."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for row in sorted(rows, key=lambda row: str(row[columns[0]])):
        writer.writerow([_cell(row.get(column)) for column in columns])
    return text.getvalue().encode()


def toml_file(tables: Mapping[str, Mapping[str, Any]]) -> bytes:
    """Write one table per record, sorted by key; absent values are omitted."""
    blocks = []
    for key in sorted(tables):
        lines = [f"[{_key(key)}]", *toml_lines(tables[key])]
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks).encode()


def toml_lines(table: Mapping[str, Any]) -> list[str]:
    """Write the key-value pairs of one table."""
    return [f"{_key(key)} = {_toml(value)}" for key, value in table.items() if value is not None]


def notice_lines(notice: Notice) -> list[str]:
    """The key-value pairs of a sentence for users."""
    return toml_lines({"sector": notice.sector or None, "fr": notice.fr, "en": notice.en or None})


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(plain(value))
    if isinstance(value, list | tuple):
        return LIST_SEPARATOR.join(value)
    return str(value)


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(plain(float(value))) if isinstance(value, float) else str(value)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(toml_lines(value)) + " }"
    if isinstance(value, list | tuple):
        if any(isinstance(item, Mapping) for item in value):
            return "[\n" + "".join(f"    {_toml(item)},\n" for item in value) + "]"
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    # A JSON string is also a valid TOML basic string.
    return json.dumps(str(value), ensure_ascii=False)


def _key(key: str) -> str:
    bare = key.isascii() and key.replace("_", "").replace("-", "").isalnum()
    return key if bare else json.dumps(key, ensure_ascii=False)
