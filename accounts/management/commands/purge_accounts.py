"""``purge_accounts``: accounts that nobody uses do not stay for ever (accounts.md 6)."""

import re
from argparse import ArgumentParser, ArgumentTypeError
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.models import Session
from accounts.services import purge
from accounts.services.closing import delete_account


def _days(text: str) -> timedelta:
    if not re.fullmatch(r"[1-9][0-9]{0,4}d", text):
        raise ArgumentTypeError(f"« {text} » : un nombre de jours est attendu, par exemple 365d.")
    return timedelta(days=int(text[:-1]))


class Command(BaseCommand):
    """Delete unused accounts; where e-mails are sent, warn their owners thirty days before."""

    help = (
        "Supprime les comptes sans connexion ni utilisation de jeton depuis longtemps. Avec un "
        "serveur de messagerie, prévient d'abord par email, trente jours avant."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the age."""
        parser.add_argument(
            "--older-than", type=_days, required=True, help="âge en jours, par exemple 365d"
        )
        parser.add_argument("--dry-run", action="store_true", help="montre, sans rien changer")

    def handle(self, *args: Any, **options: Any) -> None:
        """Warn and delete; clear what has expired."""
        now = timezone.now()
        notice = purge.NOTICE if settings.MAIL_ENABLED else timedelta()
        warned = deleted = 0
        for user, last_use in purge.unused_accounts(since=now - options["older_than"] + notice):
            old = last_use < now - options["older_than"]
            if old and purge.is_due(user=user, last_use=last_use):
                self.stdout.write(f"à supprimer : {user.email} (vu le {last_use:%Y-%m-%d})")
                deleted += 1
                if not options["dry_run"]:
                    delete_account(user=user)
            elif not purge.is_warned(user=user, last_use=last_use):
                self.stdout.write(f"à prévenir : {user.email} (vu le {last_use:%Y-%m-%d})")
                warned += 1
                if not options["dry_run"]:
                    purge.warn(user=user)
        if not options["dry_run"]:
            Session.objects.filter(expire_date__lt=now).delete()
        done = "à supprimer" if options["dry_run"] else "supprimés"
        self.stdout.write(f"Comptes {done} : {deleted} ; prévenus : {warned}.")
