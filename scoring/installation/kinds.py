"""Groups faults by kind: how many records have each, with a few examples.

A format change causes one fault per record: thousands of lines with the same meaning. Faults that
differ only by the record and its value are of the same kind.
"""

import re
from collections.abc import Iterable

# Up to this many faults of a kind are listed one by one; for more, this many examples are given.
FEW = EXAMPLES = 3
_POSITION = re.compile(r"\[\d+\]")
_QUOTED = re.compile(r"« [^»]* »")
_RECEIVED = re.compile(r" \([^()]* reçu\)$")


def by_kind(lines: Iterable[str], few: int = FEW) -> list[str]:
    """One line per kind of fault, in order of appearance; up to ``few`` are listed one by one.

    >>> by_kind(f"p.json, p{n}, pef : un nombre est attendu ({n} reçu)" for n in range(5))
    ['p.json, pef : un nombre est attendu ; 5 fois, dont p0 (0 reçu), p1 (1 reçu), p2 (2 reçu)']
    """
    kinds: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for line in lines:
        place, _, message = line.partition(" : ")
        file, _, rest = place.partition(", ")
        record, _, field = rest.partition(", ")
        where = ", ".join(part for part in (file, _POSITION.sub("", field)) if part)
        told = _QUOTED.sub("cette valeur", _RECEIVED.sub("", message))
        kinds.setdefault((where, told), []).append((line, record, message))
    summary: list[str] = []
    for (where, told), faults in kinds.items():
        if len(faults) <= few:
            summary += [line for line, _record, _message in faults]
            continue
        examples = ", ".join(
            record + _value(message) for _line, record, message in faults[:EXAMPLES]
        )
        summary.append(f"{where} : {told} ; {len(faults)} fois, dont {examples}")
    return summary


def _value(message: str) -> str:
    found = _QUOTED.search(message) or _RECEIVED.search(message)
    if found is None:
        return ""
    text = found[0].strip()
    return f" {text}" if text.startswith("(") else f" ({text})"
