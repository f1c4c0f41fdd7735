"""The application as a WSGI server takes it; the method's data are loaded before it serves."""

import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecobalyse_site.settings")
application = get_wsgi_application()


def _load_data() -> None:
    from scoring.engine.errors import InvalidData  # noqa: PLC0415
    from scoring.methods import default_method  # noqa: PLC0415

    try:
        default_method()
    except InvalidData as error:
        sys.exit(str(error))


_load_data()
