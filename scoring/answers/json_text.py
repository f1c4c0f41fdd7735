"""JSON as bytes, by orjson where it is installed, else by the standard library.

Both read and write the same: no NaN, no lone surrogates, no text that is not UTF-8, and doubles
with the fewest digits that give them back. The library has no other dependency.
"""

import contextlib
import importlib
import json
from typing import Any, NoReturn

_orjson: Any = None
with contextlib.suppress(ImportError):
    _orjson = importlib.import_module("orjson")


class InvalidJson(ValueError):
    """A text is no JSON; the message says where, in French."""


def loads(text: bytes) -> Any:
    """Read a value. Raises ``InvalidJson``."""
    if _orjson is None:
        return loads_slowly(text)
    try:
        return _orjson.loads(text)
    except _orjson.JSONDecodeError as error:
        raise InvalidJson(f"ligne {error.lineno}, colonne {error.colno}") from None


def dumps(value: Any) -> bytes:
    """Write a value, without a space; figures must be finite."""
    if _orjson is None:
        return dumps_slowly(value)
    written: bytes = _orjson.dumps(value)
    return written


def loads_slowly(text: bytes) -> Any:
    """Read a value with the standard library alone. Raises ``InvalidJson``."""
    try:
        decoded = text.decode("utf-8")
        value = json.loads(decoded, parse_constant=_refuse)
        if "\\u" in decoded:
            # A lone surrogate is no text.
            json.dumps(value, ensure_ascii=False).encode("utf-8")
    except json.JSONDecodeError as error:
        raise InvalidJson(f"ligne {error.lineno}, colonne {error.colno}") from None
    except UnicodeError:
        raise InvalidJson("le texte n'est pas en UTF-8") from None
    except RecursionError:
        raise InvalidJson("trop de niveaux imbriqués") from None
    except ValueError as error:
        raise InvalidJson(str(error)) from None
    return value


def dumps_slowly(value: Any) -> bytes:
    """Write a value with the standard library alone."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} n'est pas une valeur de JSON")
