"""Rate limits on attempts, for known and unknown addresses alike (accounts.md 7.6).

Counted in the shared counters, in a window that starts with the first attempt. Each attempt is
counted before it is made, so that concurrent ones cannot exceed the limit. Keys contain no readable
or guessable address: they are HMACs with the instance's secret. If the shared counters are full or
unavailable, each process counts on its own.
"""

import logging
from dataclasses import dataclass

from django.core.cache import cache
from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from accounts import known_browsers
from accounts.models.users import canonical_address
from foundation.clients import client_address, counted_as
from foundation.notices import is_due

logger = logging.getLogger("ecobalyse.accounts")

HOUR = 3600
MINUTE = 60
# This process's own counters; the oldest are evicted.
own_counters = LocMemCache("attempts", {"OPTIONS": {"MAX_ENTRIES": 20_000}})


class TooManyAttempts(Exception):
    """The limit of an address or of a client is exceeded."""

    def __init__(self, limit: "Limit") -> None:
        self.limit = limit
        super().__init__(limit.name)


@dataclass(frozen=True, slots=True)
class Limit:
    """Maximum attempts in a window, per e-mail address (None: not counted) and per client."""

    name: str
    by_email: int | None
    by_caller: int
    seconds: int = HOUR


# Wrong passwords only: a correct one is not counted in the end.
PASSWORDS = Limit("password", 10, 20)
LINKS = Limit("link", 5, 20)
SIGN_UPS = Limit("sign-up", None, 20)
# Checking a password takes a fifth of a second of CPU time, whether or not it is correct.
CHECKS = Limit(name="check", by_email=10, by_caller=20, seconds=MINUTE)


@dataclass(frozen=True, slots=True)
class _Count:
    """Where an attempt was counted, and the total."""

    store: BaseCache
    key: str
    sum: int


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt that was counted."""

    counts: tuple[_Count, ...]

    def give_back(self) -> None:
        """Undo the count: only failed passwords count."""
        for count in self.counts:
            try:
                count.store.incr(count.key, -1)
            except Exception as error:
                _warn(error)


def claim(limit: Limit, request: HttpRequest, email: str = "") -> Attempt:
    """Count an attempt. Raises ``TooManyAttempts`` beyond the limit.

    Once a client is over its limit, its attempts no longer count for the address: one machine must
    not lock everybody out. A browser that has signed in to the account before is counted
    separately, so that other people's attempts do not lock the owner out.
    """
    caller = counted_as(client_address(request))
    counts = [_counted(limit, "caller", caller, limit.by_caller)]
    if limit.by_email is not None:
        email = canonical_address(email)
        browser = known_browsers.name_of(request, email)
        kind, subject = ("browser", f"{browser} {email}") if browser else ("email", email)
        counts.append(_counted(limit, kind, subject, limit.by_email))
    return Attempt(tuple(counts))


def claim_password(request: HttpRequest, email: str) -> Attempt:
    """Count a password before checking it: as a failure, undone if it is correct, and as a check.

    Raises ``TooManyAttempts``. A rejected attempt counts neither as a check nor as a failure.
    """
    attempt = claim(PASSWORDS, request, email)
    try:
        claim(CHECKS, request, email)
    except TooManyAttempts:
        attempt.give_back()
        raise
    return attempt


def _counted(limit: Limit, kind: str, subject: str, most: int) -> _Count:
    hidden = salted_hmac("accounts.limits", subject, algorithm="sha256").hexdigest()
    key = f"attempts:{limit.name}:{kind}:{hidden}"
    try:
        count = _count(cache, key, limit.seconds)
    except Exception as error:
        _warn(error)
        count = _count(own_counters, key, limit.seconds)
    if count.sum > most:
        raise TooManyAttempts(limit)
    return count


def _count(store: BaseCache, key: str, seconds: int) -> _Count:
    """Increment a counter and return the total."""
    while not store.add(key, 1, seconds):
        try:
            return _Count(store, key, int(store.incr(key)))
        except ValueError:
            # It expired between the two calls.
            continue
    return _Count(store, key, 1)


def _warn(error: Exception) -> None:
    if is_due("attempts"):
        logger.error(
            "attempt counters unavailable (%s): each process counts attempts on its own",
            type(error).__name__,
        )
