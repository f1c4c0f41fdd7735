"""Room for the frames of deep calls.

CPython keeps the frames of a thread in chunks of 16 kB. A call for which a chunk has no room maps
another, and its return unmaps it: a loop whose calls begin there maps and unmaps once a turn. Pages
reach many such places (a template calls a hundred functions deep), the simulator's page four
hundred times, which is a fifth of what its tests cost. A call whose own frame is large gets a chunk
as large, and those below it share what is left.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

_P = ParamSpec("_P")
_R = TypeVar("_R")

# In words of 8 bytes: the chunk has half a megabyte, two fifths of which are left.
_STACK_SIZE = 40_000


def roomy(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """Return the function, called from a frame so large that deep calls need no other chunk.

    >>> roomy(sorted)([2, 1])
    [1, 2]
    """

    def call(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        return function(*args, **kwargs)

    call.__code__ = call.__code__.replace(co_stacksize=_STACK_SIZE)
    return call
