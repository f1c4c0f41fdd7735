"""Starts commands of ``manage.py`` for the tests, each in a process of its own.

Most of a command's time is the import of libraries. This process imports them once, and each
command is a copy of it, which begins where a new one would: at the first line of ``manage.py``.
Settings, and all that reads them, are loaded by the copy, from the variables that it is given.

Orders come as lines of JSON on the standard input; the status of each command goes out as a line.
"""

import importlib
import json
import os
import pkgutil
import runpy
import sys
from typing import Any

# Libraries that need no settings.
LIBRARIES = (
    *("django.core.management", "django.core.management.commands.migrate"),
    *("django.contrib.postgres.fields", "django.contrib.admin.utils", "django.test.signals"),
    *("babel.numbers", "environ", "gunicorn.app.base", "jsonschema", "markdown_it", "orjson"),
    *(
        "prometheus_client",
        "redis",
        "requests",
        "segno",
        "uritemplate",
        "whitenoise",
        "xlsxwriter",
        "yaml",
    ),
    "rest_framework.compat",
)
# Our packages that know nothing of settings (contracts of import-linter).
PURE = ("scoring.engine", "scoring.answers", "scoring.catalogue")


def import_all() -> None:
    """Import the libraries, and every module of the pure packages."""
    for library in LIBRARIES:
        importlib.import_module(library)
    for name in PURE:
        package = importlib.import_module(name)
        for module in pkgutil.walk_packages(package.__path__, f"{name}."):
            importlib.import_module(module.name)


def next_order() -> dict[str, Any] | None:
    """Wait for an order, and start it: the order in the copy, None in this process at the end."""
    for line in sys.stdin:
        order: dict[str, Any] = json.loads(line)
        child = os.fork()
        if child == 0:
            return order
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)
    return None


def become(order: dict[str, Any]) -> None:
    """Be the process that someone started with these words and variables."""
    os.environ.clear()
    os.environ.update(order["variables"])
    for number, path in ((0, os.devnull), (1, order["output"]), (2, order["errors"])):
        opened = os.open(path, os.O_RDWR)
        os.dup2(opened, number)
        os.close(opened)
    sys.argv = ["manage.py", *order["words"]]
    runpy.run_path("manage.py", run_name="__main__")


if __name__ == "__main__":
    import_all()
    if (given := next_order()) is not None:
        become(given)
