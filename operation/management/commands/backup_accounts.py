"""``backup_accounts``: copy the accounts to a file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from operation.backups import BackupFailed, back_up


class Command(BaseCommand):
    """Copy the accounts."""

    help = "Copie les comptes dans un fichier, pendant que l'instance sert."
    # The checks are of the code, and take longer than all the rest.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the target file."""
        parser.add_argument("fichier", type=Path, help="fichier à écrire, remplacé s'il existe")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the backup."""
        target: Path = options["fichier"]
        try:
            back_up(target)
        except BackupFailed as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"Comptes copiés dans {target} ({target.stat().st_size} octets).")
