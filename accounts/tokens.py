"""The format of a token, and its hash (accounts.md 5).

A token has 256 random bits and cannot be guessed from its hash, so that a plain SHA-256 is enough:
checking it takes microseconds, where a password hash takes a tenth of a second.
"""

import base64
import hashlib
import re
import secrets

from django.utils.crypto import salted_hmac

PREFIX = "eco_api_"
_BYTES = 32
_FORM = re.compile(rf"{PREFIX}[A-Za-z0-9_-]{{43}}")


def new_token() -> str:
    """Return a new API token."""
    return PREFIX + new_secret()


def new_secret() -> str:
    """Return 256 random bits, as 43 URL-safe characters."""
    return secrets.token_urlsafe(_BYTES)


def token_of_seed(seed: str, owner: int) -> str:
    """Derive a token from a seed with the instance's secret key.

    The page shown after the form's redirect can thus display a token that is stored nowhere:
    meanwhile the browser keeps the seed, which is useless by itself.
    """
    made = salted_hmac("accounts.tokens", f"{owner} {seed}", algorithm="sha256").digest()
    return PREFIX + base64.urlsafe_b64encode(made).rstrip(b"=").decode()


def digest(token: str) -> str:
    """Return what the database stores instead of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def is_token(text: str) -> bool:
    """Return whether a text has the format of a token; others are rejected without a query."""
    return _FORM.fullmatch(text) is not None
