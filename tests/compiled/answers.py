"""Answers to many requests, good and bad, one a line: ``python -m tests.compiled.answers``.

The same requests each time, so that two programs that run this give the same bytes or differ.
"""

import copy
import io
import json
import random
import sys
from collections.abc import Iterator
from typing import Any

import ecobalyse
from ecobalyse.methods import load
from scoring import FORM
from scoring.answers.levels import served_to
from scoring.answers.sectors import SECTORS, TEXTILE
from scoring.catalogue.reading.opening import open_rows
from scoring.catalogue.scoring import Scorer
from scoring.catalogue.writing.opening import renderer_of
from scoring.engine.errors import EngineError, InvalidQuery
from scoring.engine.records import Component
from scoring.engine.textile.composites.fields import OF_THE_SET
from tests.conformance.cases import body_of, read_cases

GOOD, BAD = 2_000, 1_200
LEVELS = ("aggregated", "indicative")
# Each value is put once where it may be wrong: JSON values, and what a program may pass.
STRANGE: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    1,
    -1,
    -0.0,
    0.5,
    1.5,
    10.0,
    500,
    2**53 + 1,
    2**63,
    10**22,
    10**400,
    -(10**400),
    1e22,
    1e308,
    5e-324,
    float("nan"),
    float("inf"),
    "",
    "x",
    "40Nm",
    "0Dtex",
    "FR",
    "\ud800",
    "ei-coton",
    [],
    [None],
    [[]],
    {},
    {"id": None},
    {"kind": "pigment", "ratio": 10**400},
)


def main() -> None:
    """Write which form of the calculation runs to stderr, and the answers to stdout."""
    print(FORM.name, file=sys.stderr)
    for line in lines():
        print(json.dumps(line))


def lines() -> Iterator[list[Any]]:
    """Each request with its outcome."""
    chance = random.Random(20)  # noqa: S311 - the same draws each time
    good = list(requests(chance))
    for number, (sector, body) in enumerate(good):
        for level in LEVELS:
            yield [sector, body, level, answer(sector, body, level=level)]
        yield [sector, body, "described", answer(sector, body, level=LEVELS[number % 2], more=True)]
        if number % 40 == 0:
            yield [sector, body, "explained", explanation(sector, body)]
    for sector, body in spoilt(good, chance):
        yield [sector, body, "spoilt", answer(sector, body)]
    for case in read_cases("textile_errors.jsonl"):
        yield ["textile", case, "refused", answer("textile", body_of(case))]
    for case in read_cases("food_errors.jsonl"):
        yield ["food", case, "refused", answer("food", body_of(case))]
    for body in [body for sector, body in good if sector == "textile"][:10]:
        yield ["textile", body, "levers", ecobalyse.levers(body)]
        yield ["textile", body, "estimate", ecobalyse.estimate(body)]
    for name in ("textile", "food", "object"):
        bodies = [body for sector, body in good if sector == name][:300]
        for detail, form in (("summary", "jsonl"), ("stages", "jsonl"), ("stages", "csv")):
            yield [name, detail, form, rows(name, bodies, detail, form)]


def requests(chance: random.Random) -> Iterator[tuple[str, dict[str, Any]]]:
    """Good requests of every sector: those of the cases, and others made of their parts."""
    known: dict[str, list[dict[str, Any]]] = {
        "textile": [case["query"] for case in read_cases("textile.jsonl")],
        "food": [case["query"] for case in read_cases("food.jsonl")],
    }
    dataset = load().dataset
    for scope in ("object", "veli"):
        known[scope] = [
            {"components": [{"id": one.id, "quantity": 1 + number % 3}, *_own(one)]}
            for number, one in enumerate(dataset.components_of(scope))
        ]
    for example in dataset.examples:
        known[example.scope].append(dict(example.query))
    for sector, bodies in known.items():
        for body in bodies:
            yield sector, body
    for _ in range(40):
        parts = [dict(one) for one in chance.sample(known["textile"], 2)]
        for part in parts:
            for name in OF_THE_SET:
                part.pop(name, None)
        yield "textile-set", {"products": parts, "price": chance.uniform(10, 90)}
    for _ in range(GOOD):
        sector = chance.choice(("textile", "textile", "textile", *filter(known.get, known)))
        body, other = chance.choice(known[sector]), chance.choice(known[sector])
        mixed = copy.deepcopy(body)
        for name in chance.sample(sorted(other), min(len(other), 3)):
            mixed[name] = copy.deepcopy(other[name])
        for name, value in mixed.items():
            if type(value) is float and name in ("mass", "price"):
                mixed[name] = value * chance.uniform(0.5, 2)
        yield sector, mixed


def _own(component: Component) -> Iterator[dict[str, Any]]:
    """A component of the request's own, with the elements of another one."""
    elements = [
        {
            "amount": element.amount * 1.1,
            "material": element.material.id,
            "transforms": [transform.id for transform in element.transforms],
        }
        for element in component.elements
    ]
    if elements:
        yield {"quantity": 2, "custom": {"name": "Pièce", "elements": elements}}


def spoilt(
    good: list[tuple[str, dict[str, Any]]], chance: random.Random
) -> Iterator[tuple[str, Any]]:
    """Requests with one value replaced or removed."""
    for number in range(BAD):
        sector, body = chance.choice(good)
        if number < len(STRANGE):
            yield sector, STRANGE[number]
        wrong: Any = copy.deepcopy(body)
        inside: Any = wrong
        key: Any = chance.choice(sorted(wrong))
        while isinstance(inside[key], dict | list) and inside[key] and chance.random() < 0.7:
            inside = inside[key]
            key = chance.choice(sorted(inside) if isinstance(inside, dict) else range(len(inside)))
        if chance.random() < 0.1:
            del inside[key]
        else:
            inside[key] = chance.choice(STRANGE)
        yield sector, wrong


def answer(sector: str, body: Any, *, level: str = "aggregated", more: bool = False) -> Any:
    """The whole answer, or why there is none."""
    try:
        return ecobalyse.simulate(body, sector=sector, level=level, detailed=more)
    except InvalidQuery as refusal:
        return {"refused": refusal.faults}
    except (EngineError, ArithmeticError, TypeError, ValueError, AttributeError) as error:
        return {type(error).__name__: str(error)}


def explanation(sector: str, body: Any) -> Any:
    """The calculation line by line, or why there is none."""
    try:
        return ecobalyse.explain(body, sector=sector)
    except InvalidQuery as refusal:
        return {"refused": refusal.faults}


def rows(sector: str, bodies: list[dict[str, Any]], detail: str, form: str) -> str:
    """The same products as the rows of a catalogue, in the bytes of its results."""
    text = "".join(json.dumps({"id": n, **body}) + "\n" for n, body in enumerate(bodies)).encode()
    method, of = load(), SECTORS.get(sector, TEXTILE)
    source = open_rows(io.BytesIO(text), sector=of)
    scorer = Scorer(
        source.layout, sector=of, method=method, served=served_to(method, None), detail=detail
    )
    results = [scorer.score(index, row) for index, row in enumerate(source)]
    rendered: bytes = renderer_of(form, source.layout, sector=of, detail=detail).render(results)
    return rendered.decode()


if __name__ == "__main__":
    main()
