"""Django application configuration."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class AccountsConfig(AppConfig):
    """Accounts; the label differs from allauth's ``account``."""

    default = True
    name = "accounts"
    verbose_name = "Comptes"


class AdministrationConfig(admin_apps.AdminConfig):
    """The Django admin, with the site's own sign-in page."""

    default = False
    default_site = "accounts.administration.Administration"
