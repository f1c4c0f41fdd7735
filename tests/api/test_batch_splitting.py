"""Batches are split into the items that a parser of the whole body would find."""

import json
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.api.batch import splitting
from scoring.api.batch.splitting import NotAnArray, elements_of, lines_of

values = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text('ab[]{},:"\\ é\n', max_size=9),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text('a]"\\', max_size=3), inner, max_size=3)
    ),
    max_leaves=12,
)


@pytest.fixture(params=[2, 3, 7, 65_536])
def reach(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """The most that the expression matches at once; elements may be longer."""
    monkeypatch.setattr(splitting, "_REACH", request.param)
    return int(request.param)


def read(body: bytes) -> Any:
    """The elements one by one; None if it is not an array."""
    try:
        return [orjson.loads(body[place.start : place.end]) for place in elements_of(body)]
    except (NotAnArray, orjson.JSONDecodeError):
        return None


def whole(body: bytes) -> Any:
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    return found if isinstance(found, list) else None


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(items=st.lists(values, max_size=5), indent=st.sampled_from([None, 0, 1]))
def test_elements_are_found_whatever_is_in_them(items: list[Any], indent: int | None) -> None:
    for reach in (2, 3, 65_536):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(splitting, "_REACH", reach)
            assert read(json.dumps(items, indent=indent).encode()) == items
            assert read(json.dumps(items, ensure_ascii=False, indent=indent).encode()) == items


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(body=st.text('[]{}",:\\ 1a\n', max_size=14).map(lambda text: f"[{text}]".encode()))
def test_what_is_no_array_is_found_out(body: bytes) -> None:
    assert read(body) == whole(body)


@pytest.mark.parametrize(
    "body",
    [
        b'["' + b"x" * 200 + b'"]',
        b'[{"a":"' + b"\\\\" * 99 + b'\\""}, "' + b'\\"' * 99 + b'"]',
        b"[" * 90 + b"]" * 90,
        b"[" + b" " * 99 + b"]" + b"\n" * 99,
        b"[" + b"1" * 17 + b", " + b"true" + b"]",
    ],
)
def test_an_element_may_go_on_beyond_the_reach(reach: int, body: bytes) -> None:
    assert read(body) == whole(body)
    assert read(body[:-101]) is None


def test_long_elements_are_paused_in() -> None:
    pauses = []
    list(elements_of(b"[" * 5000 + b"]" * 5000, lambda: pauses.append(1)))
    assert len(pauses) == 9


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(lines=st.lists(st.text("ab \t\r", max_size=5), max_size=6))
def test_lines_that_hold_something_are_items(lines: list[str]) -> None:
    body = "\n".join(lines).encode()
    found = [body[place.start : place.end].decode() for place in lines_of(body)]
    assert found == [line for line in lines if line.strip(" \t\r")]
