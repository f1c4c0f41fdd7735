"""What a request costs its caller of the rate limit, beyond the one that every request counts for.

A batch counts for more than one request, which only its view knows. Who counts puts a bill on the
request; where nothing is counted there is none, and everything is free.
"""

from typing import Protocol

from django.http import HttpRequest


class Bill(Protocol):
    """Counts what a request costs beyond the first."""

    def charge(self, more: int) -> bool:
        """Count ``more`` requests; whether the caller had them left."""


def put_bill(request: HttpRequest, bill: Bill) -> None:
    """Say what counts a request."""
    request.bill = bill  # type: ignore[attr-defined]


def charge(request: HttpRequest, more: int) -> bool:
    """Count ``more`` requests for one; whether its caller had them left."""
    bill: Bill | None = getattr(request, "bill", None)
    return bill is None or bill.charge(more)
