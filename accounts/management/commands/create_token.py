"""``create_token``: create an API token without a browser."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.forms import EmailForm, TokenForm
from accounts.models import User
from accounts.services.api_tokens import create_token


class Command(BaseCommand):
    """Print a new token for an account, which is created if it does not exist."""

    help = "Affiche un nouveau jeton d'API ; le compte est créé s'il n'existe pas."
    # The checks are of the code, and take longer than all the rest.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the account and the token."""
        parser.add_argument("email", help="adresse email du compte")
        parser.add_argument("--label", default="create_token", help="libellé du jeton")
        parser.add_argument("--expires-on", default="", help="date d'expiration, AAAA-MM-JJ")

    def handle(self, *args: Any, **options: Any) -> None:
        """Create the token."""
        account = EmailForm({"email": options["email"]})
        form = TokenForm({"label": options["label"], "expires_on": options["expires_on"]})
        faults = [*account.errors.values(), *form.errors.values()]
        if faults:
            raise CommandError(" ".join(str(text) for errors in faults for text in errors))
        user = User.objects.filter(email=account.cleaned_data["email"]).first()
        if user is None:
            user = User.objects.create_user(account.cleaned_data["email"])
            self.stderr.write(f"Compte créé : {user.email}")
        if not user.is_active:
            raise CommandError(f"Le compte « {user.email} » est désactivé.")
        label = form.cleaned_data["label"]
        self.stdout.write(create_token(user=user, label=label, expires_at=form.expires_at()))
