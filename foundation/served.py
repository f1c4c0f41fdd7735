"""The address this instance is reached at: what the operator said, else where it was last served.

A command that writes a link runs beside the server and has not been told its port. What ``serve``
announced is in a small file next to the counters.
"""

import contextlib
import os
import re

from django.conf import settings

_NAME = "served-at"
_ADDRESS = re.compile(r"http://[\w.:\[\]-]+")


def note_address(address: str) -> None:
    """Keep the address that is being served; where it cannot be kept the usual one is supposed."""
    path = settings.COUNTER_DIR / _NAME
    with contextlib.suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW
        with os.fdopen(os.open(path, flags, 0o600), "w", encoding="ascii") as file:
            file.write(address)


def site_address() -> str:
    """Scheme, host and port, without a slash at the end."""
    if settings.SITE_URL_GIVEN:
        return str(settings.SITE_URL)
    try:
        noted = (settings.COUNTER_DIR / _NAME).read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        noted = ""
    return noted if _ADDRESS.fullmatch(noted) else str(settings.SITE_URL)
