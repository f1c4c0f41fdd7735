"""Why a request is refused of which one field, or a part of one, has a value of a wrong kind."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from scoring.answers.products import BOX, CARROT_CAKE, CHAIR, POLO, PYJAMAS
from scoring.answers.sector import Sector, compute
from scoring.answers.sectors import SECTORS
from scoring.answers.textile.composites import COMPOSITES
from scoring.engine.decoding import Record
from scoring.engine.errors import InvalidQuery
from scoring.engine.method import Method
from tests.answers.served import aggregated
from tests.conformance.complete import JACKET

WRONG = (True, "zzz", "x" * 70, -1.5, 1e300, [], [3], {}, None)
BODIES = {
    "textile": JACKET,
    "food": CARROT_CAKE,
    "object": CHAIR,
    "veli": BOX,
    "textile-set": PYJAMAS,
    "textile-garment": POLO,
}


def mistyped() -> Iterator[tuple[str, Callable[[Method], Any]]]:
    """For each sector, what is asked."""
    for name, sector in (SECTORS | COMPOSITES).items():
        yield f"mistyped: {name}", lambda method, sector=sector: _answers(method, sector)


def _answers(method: Method, sector: Sector[Any, Any, Any]) -> dict[str, str]:
    found = {}
    for path, value, body in _bodies(sector.request, BODIES[sector.name], ""):
        try:
            compute(sector, method, body, aggregated(method))
        except InvalidQuery as refusal:
            text = " ; ".join(f"{field} : {said}" for field, said in refusal.faults.items())
            found[f"{path} {json.dumps(value)[:20]}"] = text
    return found


def _bodies(record: Record, body: Any, path: str) -> Iterator[tuple[str, Any, Any]]:
    """A body with each wrong value in each of its fields, to the depth of lists and records."""
    for field in record.fields:
        name = field.name
        for value in WRONG:
            yield path + name, value, {**body, name: value}
        inner, given = record.inner.get(name), body.get(name)
        if inner is None or not given:
            continue
        part = given[-1] if isinstance(given, list) else given
        for place, value, changed in _bodies(inner, part, f"{path}{name}."):
            rest = [*given[:-1], changed] if isinstance(given, list) else changed
            yield place, value, {**body, name: rest}
