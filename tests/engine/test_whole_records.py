"""Records that are built from a tuple of unchecked length: no field is missing."""

from collections.abc import Iterator
from typing import Any

from scoring.answers.products import JEANS, TSHIRT
from scoring.engine.method import Method
from scoring.engine.textile.journeys import Journey
from scoring.engine.textile.masses import StepMass
from scoring.engine.textile.query import parse
from scoring.engine.textile.simulate import Step, simulate
from scoring.engine.textile.stages.work import Work

_KINDS = (Step, StepMass, Work, Journey)
_BODIES = (
    TSHIRT,
    JEANS,
    TSHIRT | {"fading": True, "fabricProcess": "weaving", "upcycled": True},
    TSHIRT | {"disabledSteps": ["making", "spinning", "fabric"]},
    TSHIRT | {"fabricProcess": "knitting-circular", "printing": {"kind": "pigment"}},
)


def test_every_record_of_a_simulation_has_all_its_fields(method: Method) -> None:
    seen: dict[type, int] = {}
    for body in _BODIES:
        for record in _records(simulate(method.textile, parse(method.dataset, body))):
            seen[type(record)] = seen.get(type(record), 0) + 1
            assert len(record) == len(record._fields), record
    assert all(seen[kind] >= len(_BODIES) for kind in _KINDS)


def _records(value: Any) -> Iterator[Any]:
    if isinstance(value, tuple):
        if hasattr(value, "_fields"):
            yield value
        for item in value:
            yield from _records(item)
