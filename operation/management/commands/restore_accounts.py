"""``restore_accounts``: restore a backup of the accounts."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from operation.backups import BackupFailed, accounts_present, restore


class Command(BaseCommand):
    """Restore a backup of the accounts."""

    help = "Remet les comptes d'une copie faite par backup_accounts à la place des comptes actuels."
    # The checks are of the code, and take longer than all the rest.
    requires_system_checks = ()
    # The tables may not exist yet.
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the backup file and the confirmation flag."""
        parser.add_argument("fichier", type=Path, help="copie faite par backup_accounts")
        parser.add_argument(
            "--replace", action="store_true", help="remplacer les comptes qui existent"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Replace the accounts; existing ones require ``--replace``."""
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
