"""The WSGI application; the method's data are loaded before it serves requests."""

import contextlib
import gc
import os
import sys
from collections.abc import Iterator

import django
from django.core.wsgi import get_wsgi_application

from ecobalyse_site.content_types import in_utf8
from ecobalyse_site.unused_libraries import unused_libraries_left_out

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecobalyse_site.settings")


def _refuse_unsafe_settings() -> None:
    # Before the middleware is loaded, since it would report missing settings less clearly.
    django.setup(set_prefix=False)
    from operation.safety import refusals  # noqa: PLC0415

    for sentence in refusals():
        sys.exit(sentence)


def _load_data() -> None:
    from scoring.engine.errors import InvalidData  # noqa: PLC0415
    from scoring.methods import load_all  # noqa: PLC0415

    try:
        load_all()
    except InvalidData as error:
        sys.exit(str(error))


@contextlib.contextmanager
def _garbage_left() -> Iterator[None]:
    """Do not look for reference cycles: what is loaded is kept, and looking takes a fifth of it."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _load_views() -> None:
    """Import every view before forking: once for all workers, and not during a request."""
    from django.template import engines  # noqa: PLC0415
    from django.urls import get_resolver  # noqa: PLC0415

    get_resolver().url_patterns  # noqa: B018
    # With the template tags of all applications.
    engines.all()


def _skip_connection_upkeep() -> None:
    from foundation.connections import skip_upkeep_until_connected  # noqa: PLC0415

    skip_upkeep_until_connected()


def _check_counters() -> None:
    from ecobalyse_site.middleware.rate_limit import check_counters  # noqa: PLC0415

    check_counters()


with _garbage_left(), unused_libraries_left_out():
    _refuse_unsafe_settings()
    application = in_utf8(get_wsgi_application())
    _load_data()
    _load_views()
_check_counters()
_skip_connection_upkeep()
