"""What this site asks of the accounts library: limits, safe addresses, and sessions that say
which browser opened them."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from accounts import known_browsers, limits
from accounts.devices import device_name
from accounts.models import User
from accounts.services import purge
from accounts.services.closing import end_oldest_sessions
from foundation.clients import client_address, counted_as


class AccountAdapter(DefaultAccountAdapter):
    """The library's behaviour, with ours where the contract wants another."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """One function decides a caller's address, here as elsewhere."""
        return counted_as(client_address(request))

    def is_safe_url(self, url: str | None) -> bool:
        """Lead to pages of this very host only."""
        return url_has_allowed_host_and_scheme(
            url,
            allowed_hosts={self.request.get_host()},
            require_https=self.request.is_secure(),
        )

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Nothing: ``authenticate`` counts."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Check a password. Raises ``TooManyAttempts``; a right one does not count as a failure."""
        attempt = limits.claim_password(request, str(credentials.get("email", "")))
        user: User | None = super().authenticate(request, **credentials)
        if user is not None:
            attempt.give_back()
        return user

    def login(self, request: HttpRequest, user: User) -> None:
        """Open the session, and note what its owner will recognise it by."""
        super().login(request, user)
        end_oldest_sessions(user=user)
        known_browsers.remember(request, user.email)
        request.session["device"] = device_name(request.headers.get("User-Agent", ""))
        request.session["signed_in_at"] = timezone.now().isoformat()
        day = purge.kept_until(user=user)
        if not settings.MAIL_ENABLED and day is not None:
            # No e-mail will say so.
            text = _(
                "Ce compte sera supprimé le {day} s'il ne sert plus d'ici là, ni par une visite ni "
                "par un de ses jetons. Cette instance n'envoie pas d'emails : il n'y aura pas "
                "d'autre avis."
            )
            messages.info(request, text.format(day=date_format(day, "j F Y")))
