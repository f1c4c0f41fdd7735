"""Deep calls map no memory once their frames have room."""

import resource
from collections.abc import Callable

import pytest

from foundation.frames import roomy

# More than a chunk of frames holds, at the depth of any caller.
DEPTH, TURNS = 300, 200


def nothing() -> None:
    """A call within a loop."""


def at_each_depth(depth: int) -> None:
    """Go down, with a loop of calls at each depth; where a chunk ends, each of them would map."""
    if depth:
        at_each_depth(depth - 1)
    for _ in range(TURNS):
        nothing()


def mapped(call: Callable[[int], None]) -> int:
    """The pages of memory that a call had to be given."""
    call(DEPTH)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    call(DEPTH)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def test_deep_calls_map_no_memory_again_and_again() -> None:
    # The chunk itself, of which only what is used is mapped.
    assert mapped(roomy(at_each_depth)) < TURNS


def test_arguments_results_and_errors_are_those_of_the_function() -> None:
    assert roomy(divmod)(7, 2) == (3, 1)
    assert roomy(int)("ff", base=16) == 255
    with pytest.raises(ValueError, match="'x'"):
        roomy(int)("x")
