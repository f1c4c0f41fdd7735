"""``restore_accounts``: put a copy of the accounts back."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from operation.backups import BackupFailed, accounts_present, restore


class Command(BaseCommand):
    """Put a copy of the accounts back."""

    help = "Remet les comptes d'une copie faite par backup_accounts à la place des comptes actuels."
    # The tables may not be there yet.
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the file and the consent."""
        parser.add_argument("fichier", type=Path, help="copie faite par backup_accounts")
        parser.add_argument(
            "--replace", action="store_true", help="remplacer les comptes qui existent"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Replace the accounts, with consent if there are any."""
        present = accounts_present()
        if present and not options["replace"]:
            raise CommandError(
                f"Cette instance a {present} compte(s), que la copie remplacerait. Faites-en une "
                "sauvegarde (backup_accounts), puis recommencez avec --replace."
            )
        try:
            restore(options["fichier"])
        except BackupFailed as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{accounts_present()} compte(s) remis en place.")
