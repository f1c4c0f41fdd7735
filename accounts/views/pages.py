"""Helpers shared by the account views."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from allauth.account.adapter import get_adapter
from allauth.account.utils import get_next_redirect_url
from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import Error as DatabaseFault
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.limits import LINKS, MINUTE, Limit, TooManyAttempts, claim
from accounts.models import User
from foundation.mail_server import accepts_mail_for

# HTTP status by the error code of a rejected form.
_STATUSES = {"limit": 429, "mail": 503}

View = Callable[..., HttpResponseBase]


def owner(request: HttpRequest) -> User:
    """Return the signed-in visitor, for views that require one."""
    return cast(User, request.user)


def site_of(request: HttpRequest) -> str:
    """Return the scheme and host used by the visitor."""
    return request.build_absolute_uri("/").rstrip("/")


def mailed_site(request: HttpRequest) -> str:
    """Return the base URL of links in e-mails: the operator's setting, else the visitor's host."""
    if settings.SITE_URL_GIVEN:
        return str(settings.SITE_URL)
    return site_of(request)


def next_page(request: HttpRequest) -> str:
    """Return the path to open after sign-in, on this host only; empty if there is none."""
    return get_next_redirect_url(request) or ""


def only_by_post(view: View) -> View:
    """Redirect any method but POST to the account page, for views that perform an action."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return redirect("account")
        return view(request, *args, **kwargs)

    return checked


def unless_gone(view: View) -> View:
    """Handle the visitor's account being deleted from another browser during the request.

    The visitor is then redirected to sign-in instead of getting an error page.
    """

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except DatabaseFault:
            visitor = request.user
            if not visitor.is_authenticated or User.objects.filter(pk=visitor.pk).exists():
                raise
            get_adapter().logout(request)
            return redirect("account_login")

    return checked


def own_account(view: View) -> View:
    """Require sign-in for a view of the visitor's own account."""
    return login_required(unless_gone(view))


def form_page(
    request: HttpRequest, template: str, form: forms.Form | None = None, **context: Any
) -> HttpResponse:
    """Render a page with forms: 400 if one was rejected, 429 over a limit, 503 without mail."""
    status = 200
    for shown in (form, *context.values()):
        if isinstance(shown, forms.Form) and shown.errors:
            status = next(
                (
                    found
                    for code, found in _STATUSES.items()
                    if shown.has_error(NON_FIELD_ERRORS, code)
                ),
                400,
            )
    return render(request, template, {"form": form, **context}, status=status)


def allowed(request: HttpRequest, form: forms.Form, limit: Limit, email: str = "") -> bool:
    """Count an attempt; add a form error if it is over the limit or if no e-mail can be sent.

    The mail server is asked for known and unknown addresses alike.
    """
    try:
        claim(limit, request, email)
    except TooManyAttempts as refusal:
        refuse_for_now(form, refusal)
        return False
    if limit is LINKS and not accepts_mail_for(email if "@" in email else ""):
        message = _(
            "Aucun email n'a été envoyé : le serveur de messagerie ne répond pas, ou refuse cette "
            "adresse. Vérifiez-la, ou réessayez dans quelques minutes."
        )
        form.add_error(None, forms.ValidationError(message, code="mail"))
        return False
    return True


def refuse_for_now(form: forms.Form, refusal: TooManyAttempts) -> None:
    """Add a form error saying that there were too many attempts, and when to retry."""
    if refusal.limit.seconds == MINUTE:
        message = _("Trop de tentatives. Réessayez dans une minute.")
    else:
        message = _("Trop de tentatives. Réessayez dans une heure.")
    form.add_error(None, forms.ValidationError(message, code="limit"))
