"""The URL of this instance: the one that the operator set, else where it was last served.

Commands that print a link run in a separate process and do not know the server's port, so ``serve``
writes its URL to a small file next to the counters.
"""

import contextlib
import os
import re

from django.conf import settings

_NAME = "served-at"
_ADDRESS = re.compile(r"http://[\w.:\[\]-]+")


def note_address(address: str) -> None:
    """Save the URL being served; if it cannot be saved, the default one is used."""
    path = settings.COUNTER_DIR / _NAME
    with contextlib.suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW
        with os.fdopen(os.open(path, flags, 0o600), "w", encoding="ascii") as file:
            file.write(address)


def site_address() -> str:
    """Return the scheme, host and port, without a trailing slash."""
    if settings.SITE_URL_GIVEN:
        return str(settings.SITE_URL)
    try:
        noted = (settings.COUNTER_DIR / _NAME).read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        noted = ""
    return noted if _ADDRESS.fullmatch(noted) else str(settings.SITE_URL)
