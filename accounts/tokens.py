"""The look of a token, and its hash (accounts.md 5).

A token holds 256 random bits: nobody can guess one from its hash, so that a plain SHA-256 is
enough, and checking a token costs microseconds where a password's hash costs a tenth of a second.
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
    """A fresh API token."""
    return PREFIX + new_secret()


def new_secret() -> str:
    """256 random bits, in 43 characters that an address may hold."""
    return secrets.token_urlsafe(_BYTES)


def token_of_seed(seed: str, owner: int) -> str:
    """The token that a seed stands for, which only this instance can say.

    A page that is asked for after the form can so show a token that nobody has kept: the browser
    holds the seed for that while, which opens nothing by itself.
    """
    made = salted_hmac("accounts.tokens", f"{owner} {seed}", algorithm="sha256").digest()
    return PREFIX + base64.urlsafe_b64encode(made).rstrip(b"=").decode()


def digest(token: str) -> str:
    """What the database holds instead of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def is_token(text: str) -> bool:
    """Whether a text looks like a token; what does not is refused without asking the database."""
    return _FORM.fullmatch(text) is not None
