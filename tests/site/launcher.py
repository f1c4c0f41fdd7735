"""Starts commands of ``manage.py`` for the tests, each in a process of its own.

Most of a command's time is the import of libraries. This process imports them once, and each
command is a copy of it, which begins where a new one would: at the first line of ``manage.py``.
Settings, and all that reads them, are loaded by the copy, from the variables that it is given.

Orders come as lines of JSON on the standard input. The status of each command goes out as a line;
of a server, which is not waited for, its process number. Servers end with this process.
"""

import atexit
import contextlib
import importlib
import json
import os
import pkgutil
import runpy
import signal
import sys
from typing import Any, NoReturn

# Libraries that need no settings.
LIBRARIES = (
    *("django.core.management", "django.core.management.commands.migrate"),
    *("django.contrib.admin.utils", "django.test.signals"),
    *("django.db.backends.sqlite3.base", "rest_framework.compat", "gunicorn.workers.gthread"),
    *("babel.numbers", "environ", "jsonschema", "markdown_it", "orjson", "redis"),
    *("segno", "uritemplate", "whitenoise", "xlsxwriter", "yaml", "scoring.web.urls"),
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


class Replaced(BaseException):
    """``serve`` would become gunicorn here."""

    def __init__(self, words: list[str]) -> None:
        self.words = words


def next_order() -> dict[str, Any] | None:
    """Wait for an order, and start it: the order in the copy, None in this process at the end."""
    servers: set[int] = set()
    for line in sys.stdin:
        order: dict[str, Any] = json.loads(line)
        # Those that have ended since.
        servers -= {pid for pid in servers if os.waitpid(pid, os.WNOHANG)[0]}
        child = os.fork()
        if child == 0:
            return order
        if order["serves"]:
            # It says its number itself, once it has opened what it was given.
            servers.add(child)
            continue
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)
    for pid in servers:
        os.kill(pid, signal.SIGTERM)
    return None


def become(order: dict[str, Any]) -> None:
    """Be the process that someone started with these words and variables."""
    os.environ.clear()
    os.environ.update(order["variables"])
    opened = [os.open(path, os.O_RDWR) for path in (os.devnull, order["output"], order["errors"])]
    if order["serves"]:
        print(os.getpid(), flush=True)
    for number, file in enumerate(opened):
        os.dup2(file, number)
        os.close(file)
    sys.argv = ["manage.py", *order["words"]]
    if not order["serves"]:
        runpy.run_path("manage.py", run_name="__main__")
        return
    os.execv = _replace  # type: ignore[assignment]
    try:
        runpy.run_path("manage.py", run_name="__main__")
    except Replaced as replaced:
        sys.argv = replaced.words
    _be_gunicorn()


def _replace(program: str, words: list[str]) -> NoReturn:
    """Stand for ``os.execv``: the same program goes on in this process, with all it has loaded."""
    interpreter, option, module, *arguments = words
    assert (program, option, module) == (sys.executable, "-m", "gunicorn"), words
    raise Replaced([f"{interpreter} -m {module}", *arguments])


def _be_gunicorn() -> NoReturn:
    from gunicorn.app.wsgiapp import run  # noqa: PLC0415

    run(prog="gunicorn")
    sys.exit()


class Exit:
    """Ends a process, and the workers of a server, when all has been done that Python does last.

    Python would then free every object one by one: that took more time than many a command.
    """

    def __init__(self) -> None:
        self.status = 0
        # What is registered first is called last.
        atexit.register(self.leave)

    def run(self, order: dict[str, Any]) -> None:
        """Obey, and keep the status, which is not told to what is called at the end."""
        try:
            become(order)
        except SystemExit as end:
            # Another value than a number is words for the standard error.
            self.status = end.code if isinstance(end.code, int) else int(end.code is not None)
            raise
        except BaseException:
            self.status = 1
            raise

    def leave(self) -> None:
        """End here and now."""
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(self.status)


if __name__ == "__main__":
    at_exit = Exit()
    import_all()
    if (given := next_order()) is not None:
        at_exit.run(given)
