"""What the pages of the accounts share."""

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
from foundation.mail_server import takes_mail_for

# What a refusal of a whole form is answered with, by its code.
_STATUSES = {"limit": 429, "mail": 503}

View = Callable[..., HttpResponseBase]


def owner(request: HttpRequest) -> User:
    """The signed-in visitor, on a page that only they reach."""
    return cast(User, request.user)


def site_of(request: HttpRequest) -> str:
    """Scheme and host that the visitor uses."""
    return request.build_absolute_uri("/").rstrip("/")


def mailed_site(request: HttpRequest) -> str:
    """Where the links of e-mails lead: the address the operator gave, else the visitor's."""
    if settings.SITE_URL_GIVEN:
        return str(settings.SITE_URL)
    return site_of(request)


def next_page(request: HttpRequest) -> str:
    """Where to go once signed in: a page of this host, or nothing."""
    return get_next_redirect_url(request) or ""


def only_by_post(view: View) -> View:
    """A view that acts: whoever comes to its address without posting goes to the account."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return redirect("account")
        return view(request, *args, **kwargs)

    return checked


def unless_gone(view: View) -> View:
    """A page whose visitor's account may be deleted, from another browser, while it is at work.

    They then go to sign in, and are told of no fault.
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
    """A page of the signed-in visitor's account; others go to sign in."""
    return login_required(unless_gone(view))


def form_page(
    request: HttpRequest, template: str, form: forms.Form | None = None, **context: Any
) -> HttpResponse:
    """A page with its forms: 400 where one was refused, 429 beyond a limit, 503 without mail."""
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
    """Count an attempt; beyond the limit the form says so, as it does where no e-mail can go.

    Whether it can is asked of the mail server, for known and unknown addresses alike.
    """
    try:
        claim(limit, request, email)
    except TooManyAttempts as refusal:
        refuse_for_now(form, refusal)
        return False
    if limit is LINKS and not takes_mail_for(email if "@" in email else ""):
        message = _(
            "Aucun email n'a été envoyé : le serveur de messagerie ne répond pas, ou refuse cette "
            "adresse. Vérifiez-la, ou réessayez dans quelques minutes."
        )
        form.add_error(None, forms.ValidationError(message, code="mail"))
        return False
    return True


def refuse_for_now(form: forms.Form, refusal: TooManyAttempts) -> None:
    """Say that there were too many attempts, and until when."""
    if refusal.limit.seconds == MINUTE:
        message = _("Trop de tentatives. Réessayez dans une minute.")
    else:
        message = _("Trop de tentatives. Réessayez dans une heure.")
    form.add_error(None, forms.ValidationError(message, code="limit"))
