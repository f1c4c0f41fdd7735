"""Extra rate-limit cost of a request, for requests that count as more than one.

Only the view of a batch knows how many requests it counts as. The rate-limit middleware attaches a
``Bill`` to the request; without one, such as when rate limiting is off, nothing is counted.
"""

from typing import Protocol

from django.http import HttpRequest


class Bill(Protocol):
    """Counts the cost of a request beyond the first unit."""

    def charge(self, more: int) -> bool:
        """Count ``more`` requests; return whether the client's quota allows them."""


def put_bill(request: HttpRequest, bill: Bill) -> None:
    """Attach a bill to a request."""
    request.bill = bill  # type: ignore[attr-defined]


def charge(request: HttpRequest, more: int) -> bool:
    """Count one request as ``more`` further ones; return whether the client's quota allows them."""
    bill: Bill | None = getattr(request, "bill", None)
    return bill is None or bill.charge(more)
