#!/usr/bin/env python3
"""Administration of an instance."""

import gc
import io
import os
import sys


def main() -> None:
    """Run a command. What goes wrong is one sentence: no traceback helps an operator."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal without our letters shows others in their place.
            stream.reconfigure(errors="backslashreplace")
    for argument in sys.argv[1:]:
        if not argument.isascii() and argument != argument.encode(errors="replace").decode():
            sys.exit(f"L'argument {argument!a} n'est pas du texte en UTF-8.")
    if sys.argv[1:2] == ["serve"]:
        # It checks and becomes gunicorn, too soon for the search for garbage to be worth its time.
        gc.disable()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecobalyse_site.settings")
    try:
        from django.core.management import execute_from_command_line  # noqa: PLC0415
    except ImportError:
        sys.exit(
            "Django n'est pas installé dans ce Python. Lancez d'abord « make run », "
            "puis utilisez .venv/bin/python manage.py."
        )
    from django.db import Error as DatabaseFault  # noqa: PLC0415

    try:
        execute_from_command_line(sys.argv)
    except DatabaseFault as error:
        # The first line of PostgreSQL's words names the server, and no password.
        reason = next(iter(str(error).splitlines()), "").strip()
        sys.exit(
            f"La base des comptes est inutilisable ({reason}). Vérifiez DATABASE_URL et DATA_DIR, "
            "lancez « manage.py migrate » si ses tables manquent, ou remettez une sauvegarde en "
            "place si elle est abîmée."
        )
    except OSError as error:
        named = f" {error.filename} :" if error.filename else ""
        sys.exit(f"Lecture ou écriture impossible :{named} {error.strerror or error}.")


if __name__ == "__main__":
    main()
