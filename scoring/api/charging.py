"""What a request costs beyond one, of the rate limit (api.md 8)."""

from django.http import HttpRequest

from foundation.bills import charge
from scoring.api.errors import ApiError


def charge_or_refuse(request: HttpRequest, more: int) -> None:
    """Count a request as ``more`` further ones. Raises ``ApiError`` if the quota has no room."""
    if not charge(request, more):
        # The rate-limit middleware writes the message and Retry-After.
        raise ApiError(429, {"general": "rate limit"})
