"""Limits on attempts, for known and unknown addresses alike (accounts.md 7.6).

Counted in the site's counters, which all processes share, within a time from the first attempt.
Each attempt is counted before it is made, so that many at once cannot pass together. A key holds
no address that could be read or guessed: it is keyed with the instance's secret. Where the counters
are full or out of reach, each process counts what passes by itself.
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
# What this process counts by itself; the oldest give way.
own_counters = LocMemCache("attempts", {"OPTIONS": {"MAX_ENTRIES": 20_000}})


class TooManyAttempts(Exception):
    """The limit of an address or of a caller is reached."""

    def __init__(self, limit: "Limit") -> None:
        self.limit = limit
        super().__init__(limit.name)


@dataclass(frozen=True, slots=True)
class Limit:
    """How many attempts in a time, by e-mail address (None: not counted) and by caller."""

    name: str
    by_email: int | None
    by_caller: int
    seconds: int = HOUR


# Wrong passwords only: a right one is given back.
PASSWORDS = Limit("password", 10, 20)
LINKS = Limit("link", 5, 20)
SIGN_UPS = Limit("sign-up", None, 20)
# Checking a password costs a fifth of a second, whatever comes of it.
CHECKS = Limit(name="check", by_email=10, by_caller=20, seconds=MINUTE)


@dataclass(frozen=True, slots=True)
class _Count:
    """Where an attempt was counted, and the sum."""

    store: BaseCache
    key: str
    sum: int


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt that was counted."""

    counts: tuple[_Count, ...]

    def give_back(self) -> None:
        """Do not count it after all: only failed passwords count."""
        for count in self.counts:
            try:
                count.store.incr(count.key, -1)
            except Exception as error:
                _warn(error)


def claim(limit: Limit, request: HttpRequest, email: str = "") -> Attempt:
    """Count an attempt. Raises ``TooManyAttempts`` beyond the limit.

    A caller beyond theirs counts for no address any more: one machine must not shut out everybody.
    A browser that has signed in to the account before counts apart from all others that try the
    address: they do not shut its owner out.
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
    """Count a password that is about to be checked: as a failure, to give back, and as a check.

    Raises ``TooManyAttempts``. What is refused costs no check, and no failure either.
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
    """Add one and give the sum."""
    while not store.add(key, 1, seconds):
        try:
            return _Count(store, key, int(store.incr(key)))
        except ValueError:
            # It expired between the two.
            continue
    return _Count(store, key, 1)


def _warn(error: Exception) -> None:
    if is_due("attempts"):
        logger.error(
            "the counters are out of reach (%s): each process counts attempts by itself",
            type(error).__name__,
        )
