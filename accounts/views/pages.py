"""What the pages of the accounts share."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from allauth.account.adapter import get_adapter
from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import Error as DatabaseFault
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.limits import MINUTE, Limit, TooManyAttempts, claim
from accounts.models import User

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
    """A page with its forms: 400 where one of them was refused, 429 beyond a limit."""
    status = 200
    for shown in (form, *context.values()):
        if isinstance(shown, forms.Form) and shown.errors:
            status = 429 if shown.has_error(NON_FIELD_ERRORS, "limit") else 400
    return render(request, template, {"form": form, **context}, status=status)


def allowed(request: HttpRequest, form: forms.Form, limit: Limit, email: str = "") -> bool:
    """Count an attempt; beyond the limit the form says so."""
    try:
        claim(limit, request, email)
    except TooManyAttempts as refusal:
        refuse_for_now(form, refusal)
        return False
    return True


def refuse_for_now(form: forms.Form, refusal: TooManyAttempts) -> None:
    """Say that there were too many attempts, and until when."""
    if refusal.limit.seconds == MINUTE:
        message = _("Trop de tentatives. Réessayez dans une minute.")
    else:
        message = _("Trop de tentatives. Réessayez dans une heure.")
    form.add_error(None, forms.ValidationError(message, code="limit"))
