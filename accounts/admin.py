"""Accounts and tokens in the Django admin: no password, no secret (accounts.md 6)."""

import csv
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.models import ApiToken, User
from accounts.services.closing import delete_account
from foundation.spreadsheets import guarded

for unused in (Group, EmailAddress):
    admin.site.unregister(unused)

_EXPORTED = (
    "email",
    "first_name",
    "last_name",
    "organization_type",
    "organization_name",
    "siren",
    "date_joined",
    "last_login",
    "last_token_use",
    "is_active",
    "is_verified",
    "newsletter_since",
)

# Suffixes that Django's list filters and date hierarchy add to a column's name.
_COMPARISONS = frozenset({"exact", "isnull", "id__exact", "gte", "lt", "year", "month", "day"})


class ListedLookups(admin.ModelAdmin):
    """Restricts the filters in a list's URL to those that the list offers.

    By default Django allows lookups on any column, so that a password hash could be guessed letter
    by letter.
    """

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Return whether one of this list's filters generates such a parameter."""
        offered = [name for name in (*self.list_filter, self.date_hierarchy) if name]
        return any(
            lookup == name or lookup.removeprefix(f"{name}__") in _COMPARISONS for name in offered
        )


class TokenInline(admin.TabularInline):
    """The tokens of an account; deleting one revokes it."""

    model = ApiToken
    extra = 0
    fields = readonly_fields = ("label", "created_at", "last_used_at", "expires_at")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Disallow: a token is only shown once, to its owner. ``create_token`` creates others."""
        return False


@admin.register(User)
class UserAdmin(ListedLookups):
    """Admin of accounts."""

    list_display = (
        "email",
        "first_name",
        "last_name",
        "organization_name",
        "siren",
        "is_active",
        "is_verified",
        "date_joined",
        "last_login",
        "last_token_use",
    )
    list_filter = ("is_active", "is_superuser", "organization_type")
    search_fields = ("email", "first_name", "last_name", "organization_name", "siren")
    ordering = ("-date_joined",)
    date_hierarchy = "date_joined"
    actions = ("export_csv", "deactivate")
    inlines = (TokenInline,)
    fields = (
        "email",
        "first_name",
        "last_name",
        "organization_type",
        "organization_name",
        "siren",
        "is_active",
        "is_superuser",
        "newsletter_since",
        "terms_accepted_at",
        "terms_version",
        "date_joined",
        "last_login",
    )
    readonly_fields = (
        "email",
        "newsletter_since",
        "terms_accepted_at",
        "terms_version",
        "date_joined",
        "last_login",
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Disallow: accounts are created by their owners, or by a command."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Annotate accounts with their tokens' last use and whether their address is verified.

        A consent to mailings is only valid once the address is verified: anyone may have typed it.
        """
        users: QuerySet[User] = super().get_queryset(request)
        verified = EmailAddress.objects.filter(
            user=OuterRef("pk"), email=OuterRef("email"), verified=True
        )
        return users.annotate(
            last_token_use=Max("tokens__last_used_at"), is_verified=Exists(verified)
        )

    @admin.display(description=_("Dernière utilisation d'un jeton"), ordering="last_token_use")
    def last_token_use(self, user: User) -> datetime | None:
        """Return when one of the tokens was last used."""
        found: datetime | None = user.last_token_use  # type: ignore[attr-defined]
        return found

    @admin.display(description=_("Adresse vérifiée"), boolean=True)
    def is_verified(self, user: User) -> bool:
        """Return whether the address is verified."""
        found: bool = user.is_verified  # type: ignore[attr-defined]
        return found

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        """Delete an account, with the same effects as when its owner does."""
        delete_account(user=obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Delete each account, with the same effects as when its owner does."""
        for user in queryset:
            delete_account(user=user)

    @admin.action(description=_("Désactiver les comptes choisis"))
    def deactivate(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Deactivate accounts, and log it: their sessions and tokens are rejected at once."""
        for user in queryset.filter(is_active=True):
            user.is_active = False
            user.save(update_fields=["is_active"])
            self.log_change(request, user, str(_("Compte désactivé")))

    @admin.action(description=_("Exporter les comptes choisis (CSV)"))
    def export_csv(self, request: HttpRequest, queryset: QuerySet[User]) -> HttpResponse:
        """Return a CSV file for spreadsheets."""
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="comptes.csv"'
        response.write("\ufeff")
        writer = csv.writer(response, delimiter=";")
        writer.writerow(_EXPORTED)
        for user in queryset:
            writer.writerow(_cell(getattr(user, name)) for name in _EXPORTED)
        return response


@admin.register(ApiToken)
class TokenAdmin(ListedLookups):
    """Admin of tokens: their owners and last use."""

    list_display = ("label", "user", "created_at", "last_used_at", "expires_at")
    list_filter = ("created_at", "last_used_at")
    search_fields = ("label", "user__email")
    list_select_related = ("user",)
    fields = readonly_fields = ("label", "user", "created_at", "last_used_at", "expires_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Disallow, as above."""
        return False


@admin.register(LogEntry)
class JournalAdmin(ListedLookups):
    """Read-only log of administrators' actions."""

    list_display = ("action_time", "user", "content_type", "object_repr", "action_flag")
    list_filter = ("action_flag", "content_type")
    list_select_related = ("user", "content_type")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Disallow: entries are only written by Django."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Disallow: the log is read-only."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Disallow: the log is read-only."""
        return False


def _cell(value: Any) -> str:
    """Format a value, escaped against formula injection."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return guarded(str(value))
