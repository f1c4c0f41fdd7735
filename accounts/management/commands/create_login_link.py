"""``create_login_link``: recover a lost password without e-mail (accounts.md 7.10)."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.models.users import canonical_address
from accounts.services.links import Purpose, issue_link, link_address
from foundation.served import site_address


class Command(BaseCommand):
    """Print a single-use link that signs in to an account."""

    help = "Affiche un lien de connexion à usage unique, valable 24 heures, pour un compte."
    # The checks are of the code, and take longer than all the rest.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the account."""
        parser.add_argument("email", help="adresse email du compte")
        parser.add_argument(
            "--site", default="", help="adresse de l'instance, par défaut celle où elle est servie"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Create the link."""
        email = canonical_address(options["email"])
        user = User.objects.filter(email=email).first()
        if user is None:
            raise CommandError(f"Aucun compte n'a l'adresse « {email} ».")
        if not user.is_active:
            raise CommandError(f"Le compte « {email} » est désactivé.")
        token = issue_link(user=user, purpose=Purpose.OPERATOR, email=user.email)
        site = options["site"].rstrip("/") or site_address()
        self.stdout.write(link_address(site=site, token=token))
        self.stderr.write(
            "Remettez ce lien à son destinataire par une voie sûre ; il vaut 24 heures, ne sert "
            "qu'une fois et mène au choix d'un mot de passe."
        )
