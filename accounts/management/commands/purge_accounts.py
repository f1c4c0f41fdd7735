"""``purge_accounts``: delete unused accounts (accounts.md 6)."""

import re
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import Session, SignInLink
from accounts.services import purge
from accounts.services.closing import erase_account, send_deletion_notice
from accounts.services.links import MEMORY
from foundation.mail_server import MailRefused, ask_server, reason_of


def _days(text: str) -> timedelta:
    if not re.fullmatch(r"[1-9][0-9]{0,4}d", text):
        raise ArgumentTypeError(f"« {text} » : un nombre de jours est attendu, par exemple 365d.")
    return timedelta(days=int(text[:-1]))


class Command(BaseCommand):
    """Delete unused accounts; if e-mail is configured, warn their owners thirty days before."""

    help = (
        "Supprime les comptes sans connexion ni utilisation de jeton depuis longtemps. Avec un "
        "serveur de messagerie, prévient d'abord par email, trente jours avant ; sans lui, la date "
        "est dite à la connexion et sur la page du compte."
    )
    # The checks are of the code, and take longer than all the rest.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the age and the dry-run flag."""
        parser.add_argument(
            "--older-than", type=_days, required=True, help="âge en jours, par exemple 365d"
        )
        parser.add_argument("--dry-run", action="store_true", help="montre, sans rien changer")

    def handle(self, *args: Any, **options: Any) -> None:
        """Warn owners, delete accounts, and remove expired rows."""
        now = timezone.now()
        age, dry_run = options["older_than"], options["dry_run"]
        notice = purge.NOTICE if settings.MAIL_ENABLED else timedelta()
        if settings.MAIL_ENABLED and age <= notice:
            raise CommandError(
                f"--older-than : plus de {notice.days}d est attendu, puisque les titulaires sont "
                "prévenus trente jours avant."
            )
        self.names_accounts = dry_run or options["verbosity"] > 1
        self.mail_refusal = "" if dry_run else _mail_refusal()
        self.reasons: set[str] = set()
        warned = deleted = unsent = 0
        for user, last_use in purge.unused_accounts(since=now - age + notice):
            email, seen = user.email, f"(vu le {last_use:%Y-%m-%d})"
            if last_use < now - age and purge.is_due(user=user, last_use=last_use):
                self._tell(f"à supprimer : {email} {seen}")
                deleted += 1
                if not dry_run:
                    erase_account(user=user)
                    unsent += not self._sent(email, partial(send_deletion_notice, email=email))
            elif not purge.is_warned(user=user, last_use=last_use):
                self._tell(f"à prévenir : {email} {seen}")
                told = dry_run or self._sent(email, partial(purge.warn, user=user))
                warned += told
                unsent += not told
        if not dry_run:
            Session.objects.filter(expire_date__lt=now).delete()
            SignInLink.objects.filter(created_at__lt=now - MEMORY).delete()
            purge.note_run(age=age)
        deletions, warnings = (
            ("à supprimer", "à prévenir") if dry_run else ("supprimés", "prévenus")
        )
        if options["verbosity"]:
            self.stdout.write(f"Comptes {deletions} : {deleted} ; {warnings} : {warned}.")
        if unsent:
            reasons = ", ".join(sorted(self.reasons))
            raise CommandError(
                f"{unsent} email(s) n'ont pas pu être envoyés ({reasons}) ; aucun compte n'est "
                "supprimé sans que son titulaire ait été prévenu, ce qui sera essayé de nouveau."
            )

    def _sent(self, email: str, send: Callable[[], None]) -> bool:
        """Send an e-mail; a rejected one must not stop the processing of the other accounts.

        A server that does not respond is tried once, not for each account.
        """
        reason = self.mail_refusal
        if not reason:
            try:
                send()
            except (OSError, ValueError) as error:
                reason = reason_of(error)
        if reason:
            self.reasons.add(reason)
            self._tell(f"{email} : email non envoyé ({reason})")
        return not reason

    def _tell(self, line: str) -> None:
        """Name an account on request only: logs would keep its address after its deletion."""
        if self.names_accounts:
            self.stdout.write(line)


def _mail_refusal() -> str:
    """Return why no e-mail can be sent at all; empty if it works or if e-mail is not configured."""
    try:
        if settings.MAIL_ENABLED:
            ask_server()
    except MailRefused as refusal:
        return str(refusal)
    return ""
