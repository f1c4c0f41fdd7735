"""The cost of a batch, its time limit, and how it yields to other requests (api.md 6.2)."""

import time

from foundation.turns import turns

# Processor time of a batch, from its reading to its last item: the largest one takes a tenth of it.
# What it waits for, its turn, a busy machine or its client, is not counted.
SECONDS = 20
# How long a batch may hold the CPU before it yields to other requests.
SLICE_SECONDS = 0.002
# Items per request counted by the rate limit.
ITEMS_A_REQUEST = 100
TOO_LATE = (
    f"Le temps de calcul accordé à un lot ({SECONDS} s) est écoulé : cet élément n'a pas été "
    "calculé. Envoyez-le dans un autre lot."
)


class TooLong(Exception):
    """Reading a batch takes too long; the message says so in French."""


class Clock:
    """Processor time that a batch takes, in one thread."""

    def __init__(self, spent: float = 0.0) -> None:
        self._started = time.thread_time() - spent
        self._next = 0.0

    @property
    def spent(self) -> float:
        """Seconds so far."""
        return time.thread_time() - self._started

    def pause(self) -> None:
        """Yield to other requests if a slice has passed. Raises ``TooLong`` over the limit."""
        if self.spent < self._next:
            return
        with turns.slice():
            self._next = self.spent + SLICE_SECONDS
        if self.spent > SECONDS:
            raise TooLong(f"La lecture de ce lot prend plus de {SECONDS} s de calcul.")


def too_many(limit: int) -> str:
    """The error message for a batch with too many items."""
    return f"Le lot dépasse la limite de {limit} éléments."


def further_requests(items: int) -> int:
    """Requests that a batch counts as, beyond one: one per hundred items after the first hundred.

    >>> [further_requests(items) for items in (0, 100, 101, 200, 201, 10_000)]
    [0, 0, 1, 1, 2, 99]
    """
    return max(0, -(-items // ITEMS_A_REQUEST) - 1)
