"""``serve``: check what must hold, say the address, and hand over to gunicorn."""

import errno
import os
import shutil
import socket
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from operation.safety import legal_blanks, refusals
from scoring.engine.errors import InvalidData
from scoring.methods import default_method, load_all

_HIGHEST_PORT = 65535


class Command(BaseCommand):
    """Serve the application with gunicorn."""

    help = "Sert l'application avec gunicorn, après avoir vérifié les données et le port."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the address to listen on."""
        parser.add_argument("--host", default="127.0.0.1", help="adresse d'écoute")
        parser.add_argument("--port", default="8000", help="port d'écoute")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, then become gunicorn."""
        host = options["host"]
        port = _port(options["port"])
        _check_workers()
        for sentence in refusals():
            raise CommandError(sentence)
        try:
            method = default_method()
            load_all()
        except InvalidData as error:
            raise CommandError(str(error)) from None
        _check_free(host, port)
        shown = "localhost" if host in ("127.0.0.1", "0.0.0.0", "::1") else host  # noqa: S104
        self.stdout.write(
            f"Méthode {method.version}. Application servie sur http://{shown}:{port}/ "
            "(Ctrl+C pour arrêter)."
        )
        blanks = legal_blanks()
        if blanks:
            self.stdout.write(f"Attention : les pages légales ont des blancs. Donnez {blanks}.")
        self.stdout.flush()
        gunicorn = Path(sys.executable).with_name("gunicorn")
        program = str(gunicorn) if gunicorn.exists() else shutil.which("gunicorn")
        if program is None:
            raise CommandError("gunicorn n'est pas installé : lancez « make run ».")
        configuration = settings.BASE_DIR / "deploy" / "gunicorn.conf.py"
        bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        os.chdir(settings.BASE_DIR)
        os.execv(program, [program, "-c", str(configuration), "--bind", bind])  # noqa: S606


def _port(value: str) -> int:
    if value.isascii() and value.isdigit() and 0 < int(value) <= _HIGHEST_PORT:
        return int(value)
    raise CommandError(f"PORT vaut « {value} » ; un nombre de 1 à {_HIGHEST_PORT} est attendu.")


def _check_workers() -> None:
    value = os.environ.get("WEB_CONCURRENCY", "").strip()
    if not value:
        # Gunicorn takes an empty variable for a mistake; here it means the number of cores.
        os.environ.pop("WEB_CONCURRENCY", None)
    elif not (value.isascii() and value.isdigit() and int(value) > 0):
        raise CommandError(
            f"WEB_CONCURRENCY vaut « {value} » ; un nombre de processus d'au moins 1 est attendu."
        )


def _check_free(host: str, port: int) -> None:
    """Gunicorn would try again for seconds, then fail with a traceback."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        family, kind, _, _, address = found[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise CommandError(_bind_refusal(host, port, error)) from None


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
