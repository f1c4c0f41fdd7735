"""The application to Django."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class AccountsConfig(AppConfig):
    """Accounts; the label leaves ``account`` to the library underneath."""

    default = True
    name = "accounts"
    verbose_name = "Comptes"


class AdministrationConfig(admin_apps.AdminConfig):
    """Django's administration, with the sign-in of our own pages."""

    default = False
    default_site = "accounts.administration.Administration"
