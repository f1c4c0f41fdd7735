"""The application to Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts; the label leaves ``account`` to the library underneath."""

    name = "accounts"
    verbose_name = "Comptes"
