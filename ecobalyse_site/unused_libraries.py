"""Keeping libraries that this program does not use out of each process's memory.

Django REST framework and its schema generator import whatever they find installed, in case it is
needed: the PostgreSQL driver and an HTTP client alone take a sixth of a process's memory, and a
tenth of the time of a start.
"""

import contextlib
import sys
from collections.abc import Iterator

from django.conf import settings

_UNUSED = ("jinja2", "pygments", "requests")
_OF_POSTGRESQL = "django.contrib.postgres"


@contextlib.contextmanager
def unused_libraries_left_out() -> Iterator[None]:
    """Let their optional imports fail, as if they were not installed; afterwards they are again."""
    names = [name for name in _unused() if name not in sys.modules]
    # Documented: importing a module whose entry is None raises ``ModuleNotFoundError``.
    sys.modules.update(dict.fromkeys(names))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in names:
            if sys.modules.get(name) is None:
                del sys.modules[name]


def _unused() -> Iterator[str]:
    yield from _UNUSED
    if "postgresql" not in settings.DATABASES["default"]["ENGINE"]:
        yield _OF_POSTGRESQL
