"""``serve``: check the configuration, print the URL, and exec gunicorn."""

import errno
import os
import socket
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from foundation.served import note_address
from operation.safety import legal_blanks, refusals
from scoring.engine.errors import InvalidData
from scoring.methods import damaged_versions, default_method, load_all

_HIGHEST_PORT = 65535
_LOCAL = "127.0.0.1"
# Loopback and wildcard addresses, shown as "localhost".
_EVERYWHERE = (_LOCAL, "0.0.0.0", "::1", "::")  # noqa: S104


class Command(BaseCommand):
    """Serve the application with gunicorn."""

    help = "Sert l'application avec gunicorn, après avoir vérifié les données et le port."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the address to listen on."""
        parser.add_argument("--host", default=_LOCAL, help="adresse d'écoute")
        parser.add_argument("--port", default="8000", help="port d'écoute")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the checks, then replace this process with gunicorn."""
        host = options["host"].strip().strip("[]") or _LOCAL
        port = _port(options["port"])
        if not os.environ.get("WEB_CONCURRENCY", "").strip():
            # Gunicorn rejects an empty variable; here it means one worker per core.
            os.environ.pop("WEB_CONCURRENCY", None)
        for sentence in refusals():
            raise CommandError(sentence)
        try:
            method = default_method()
            load_all()
        except InvalidData as error:
            raise CommandError(str(error)) from None
        _check_free(host, port)
        url_host = f"[{host}]" if ":" in host else host
        shown = "localhost" if host in _EVERYWHERE else url_host
        address = f"http://{shown}:{port}"
        note_address(address)
        self.stdout.write(
            f"Méthode {method.version}. Application servie sur {address}/ (Ctrl+C pour arrêter)."
        )
        if damaged := ", ".join(sorted(damaged_versions())):
            self.stdout.write(
                f"Attention : {damaged} ne peut pas être lue et n'est pas servie ; "
                "« manage.py doctor » dit ce qui ne va pas."
            )
        if legal_blanks():
            self.stdout.write(
                "Avant d'ouvrir au public : les pages légales ont des blancs ; "
                "« manage.py doctor » dit lesquels."
            )
        self.stdout.flush()
        os.chdir(settings.BASE_DIR)
        # Run with this interpreter: if the virtualenv was moved, its gunicorn script points to the
        # old path.
        words = ["-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "--bind", f"{url_host}:{port}"]
        os.execv(sys.executable, [sys.executable, *words])  # noqa: S606


def _port(value: str) -> int:
    if value.isascii() and value.isdigit() and 0 < int(value) <= _HIGHEST_PORT:
        return int(value)
    raise CommandError(f"PORT vaut « {value} » ; un nombre de 1 à {_HIGHEST_PORT} est attendu.")


def _check_free(host: str, port: int) -> None:
    """Check that the port is free: gunicorn would retry for seconds, then fail with a traceback."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        family, kind, _, _, address = found[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise CommandError(_bind_refusal(host, port, error)) from None
    except UnicodeError:
        raise CommandError(f"HOST vaut « {host} », qui ne peut pas être un nom d'hôte.") from None


def _bind_refusal(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Le port {port} est déjà utilisé sur cette machine. Arrêtez le programme qui "
            f"l'occupe ou choisissez un autre port, par exemple : make run PORT={port + 1}"
        )
    if error.errno == errno.EACCES:
        return (
            f"Le port {port} est réservé à l'administrateur : choisissez un port d'au moins 1024."
        )
    return f"Impossible d'écouter sur {host}, port {port} : {error.strerror or error}."
