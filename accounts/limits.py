"""Limits on attempts, for known and unknown addresses alike (accounts.md 7.6).

Counted in the site's counters, which all processes share, within an hour from the first attempt.
Each attempt is counted before it is made, so that many at once cannot pass together. A key holds
no address that could be read or guessed: it is keyed with the instance's secret.
"""

import logging
from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from ecobalyse_site.clients import client_address, counted_as
from ecobalyse_site.notices import is_due

logger = logging.getLogger("ecobalyse.accounts")

_SECONDS = 3600


class TooManyAttempts(Exception):
    """The limit of an address or of a caller is reached."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How many attempts an hour, by e-mail address (None: not counted) and by caller."""

    name: str
    by_email: int | None
    by_caller: int


PASSWORDS = Limit("password", 10, 20)
LINKS = Limit("link", 5, 20)
SIGN_UPS = Limit("sign-up", None, 20)


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt that was counted."""

    keys: tuple[str, ...]

    def give_back(self) -> None:
        """Do not count it after all: only failed passwords count."""
        for key in self.keys:
            try:
                cache.incr(key, -1)
            except Exception as error:
                _warn(error)


def claim(limit: Limit, request: HttpRequest, email: str = "") -> Attempt:
    """Count an attempt. Raises ``TooManyAttempts`` beyond the limit.

    A caller beyond theirs counts for no address any more: one machine must not shut out everybody.
    """
    keys = [_key(limit, "caller", counted_as(client_address(request)))]
    if _count(keys[0]) > limit.by_caller:
        raise TooManyAttempts
    if limit.by_email is not None:
        keys.append(_key(limit, "email", email.strip().lower()))
        if _count(keys[1]) > limit.by_email:
            raise TooManyAttempts
    return Attempt(tuple(keys))


def _key(limit: Limit, kind: str, subject: str) -> str:
    hidden = salted_hmac("accounts.limits", subject, algorithm="sha256").hexdigest()
    return f"attempts:{limit.name}:{kind}:{hidden}"


def _count(key: str) -> int:
    """Add one and give the sum; 0 when the counters are out of reach, which must stop nobody."""
    try:
        while not cache.add(key, 1, _SECONDS):
            try:
                return int(cache.incr(key))
            except ValueError:
                # It expired between the two.
                continue
    except Exception as error:
        _warn(error)
        return 0
    return 1


def _warn(error: Exception) -> None:
    if is_due("attempts"):
        logger.error("the counters are out of reach: %s", type(error).__name__)
