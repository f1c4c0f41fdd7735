"""JSON as bytes, by orjson if it is installed, else by the standard library.

Both behave the same: no NaN, no lone surrogates, no invalid UTF-8, and doubles written with the
fewest digits that round-trip. The library has no other dependency.
"""

import contextlib
import importlib
import json
from typing import Any, NoReturn

_orjson: Any = None
with contextlib.suppress(ImportError):
    _orjson = importlib.import_module("orjson")


class InvalidJson(ValueError):
    """Invalid JSON; the message says where, in French."""


def loads(text: bytes) -> Any:
    """Parse a JSON value. Raises ``InvalidJson``.

    >>> loads(b'{"mass": 0.17}')
    {'mass': 0.17}
    """
    if _orjson is None:
        return loads_slowly(text)
    try:
        return _orjson.loads(text)
    except _orjson.JSONDecodeError as error:
        raise InvalidJson(f"ligne {error.lineno}, colonne {error.colno}") from None


def dumps(value: Any) -> bytes:
    """Serialise a value without whitespace; figures must be finite.

    >>> dumps({"mass": 0.17})
    b'{"mass":0.17}'
    """
    if _orjson is None:
        return dumps_slowly(value)
    written: bytes = _orjson.dumps(value)
    return written


def loads_slowly(text: bytes) -> Any:
    """Parse a value with the standard library only. Raises ``InvalidJson``."""
    try:
        decoded = text.decode("utf-8")
        value = json.loads(decoded, parse_constant=_refuse)
        if "\\u" in decoded:
            # Encoding fails for a lone surrogate, which is not valid text.
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
    """Serialise a value with the standard library only."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} n'est pas une valeur de JSON")
