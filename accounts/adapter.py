"""Customizations of allauth: rate limits, safe redirects, and sessions that record the browser."""

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
    """allauth's behaviour, overridden where the specification differs."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the client's address, determined as everywhere else."""
        return counted_as(client_address(request))

    def is_safe_url(self, url: str | None) -> bool:
        """Allow redirects to this host only."""
        return url_has_allowed_host_and_scheme(
            url,
            allowed_hosts={self.request.get_host()},
            require_https=self.request.is_secure(),
        )

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Do nothing: ``authenticate`` counts attempts."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Check a password; a correct one is not counted. Raises ``TooManyAttempts``."""
        attempt = limits.claim_password(request, str(credentials.get("email", "")))
        user: User | None = super().authenticate(request, **credentials)
        if user is not None:
            attempt.give_back()
        return user

    def login(self, request: HttpRequest, user: User) -> None:
        """Open the session, and record the browser so that its owner can recognise it."""
        super().login(request, user)
        end_oldest_sessions(user=user)
        known_browsers.remember(request, user.email)
        request.session["device"] = device_name(request.headers.get("User-Agent", ""))
        request.session["signed_in_at"] = timezone.now().isoformat()
        day = purge.kept_until(user=user)
        if not settings.MAIL_ENABLED and day is not None:
            # No e-mail will announce it.
            text = _(
                "Ce compte sera supprimé le {day} s'il ne sert plus d'ici là, ni par une visite ni "
                "par un de ses jetons. Cette instance n'envoie pas d'emails : il n'y aura pas "
                "d'autre avis."
            )
            messages.info(request, text.format(day=date_format(day, "j F Y")))
