#!/usr/bin/env python3
"""Administration of an instance."""

import os
import sys


def main() -> None:
    """Run a command."""
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


if __name__ == "__main__":
    main()
