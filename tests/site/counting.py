"""What the rate-limit tests request, and from which addresses."""

import time
import zlib

PERIOD = 60
LIST = "/api/textile/trims"
HEADERS = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset")


def fresh_address(seconds: int = 40, attempt: int = 0) -> str:
    """A local address whose window has just begun: each address has its own start of the window.

    The requests of a test must fall into one window, and a test must not wait for it. Another
    attempt has another address.
    """
    now = int(time.time())
    for last in range(2 + 80 * attempt, 250):
        address = f"127.0.0.{last}"
        if (zlib.crc32(address.encode()) - now) % PERIOD > seconds:
            return address
    raise AssertionError("no window has just begun")
