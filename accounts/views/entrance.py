"""Sign-up, sign-in with a password, and sign-out (accounts.md 2)."""

from allauth.account.adapter import get_adapter
from allauth.account.utils import complete_signup, perform_login
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts import background, limits
from accounts.forms import EmailForm, LinkForm, SignInForm, SignUpForm
from accounts.services import closing, links
from accounts.services.addresses import AddressTaken
from accounts.services.sign_up import sign_up as make_account
from accounts.views.pages import (
    allowed,
    form_page,
    mailed_site,
    next_page,
    only_by_post,
    own_account,
    owner,
    refuse_for_now,
    unless_gone,
)
from foundation.operator import operator


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@unless_gone
def sign_up(request: HttpRequest) -> HttpResponseBase:
    """The sign-up form."""
    if request.user.is_authenticated:
        return redirect("account")
    form = SignUpForm(request.POST or None, with_password=not settings.MAIL_ENABLED)
    if form.is_valid() and _may_sign_up(request, form):
        answer = _sign_up(request, form)
        if answer is not None:
            return answer
    return form_page(
        request,
        "accounts/sign_up.html",
        form,
        operator=operator(),
        next=next_page(request),
        mail_enabled=settings.MAIL_ENABLED,
    )


def _may_sign_up(request: HttpRequest, form: SignUpForm) -> bool:
    """Check the sign-up limits, and those of links if signing up sends one."""
    email = form.cleaned_data["email"]
    return allowed(request, form, limits.SIGN_UPS) and (
        not settings.MAIL_ENABLED or allowed(request, form, limits.LINKS, email)
    )


def _sign_up(request: HttpRequest, form: SignUpForm) -> HttpResponseBase | None:
    """Create the account. With a mail server, the response is the same if the address is taken."""
    data = form.cleaned_data
    email = data["email"]
    try:
        user = make_account(email=email, password=data.get("password"), profile=form.profile())
    except AddressTaken:
        if not settings.MAIL_ENABLED:
            form.add_error("email", _("Il n'est pas possible de s'inscrire avec cette adresse"))
            return None
        background.run(links.send_known_address, email=email, site=mailed_site(request))
        return say_sent(request, email)
    if settings.MAIL_ENABLED:
        background.run(
            links.send_link, email=email, purpose=links.Purpose.SIGN_IN, site=mailed_site(request)
        )
        return say_sent(request, email)
    answer: HttpResponseBase = complete_signup(request, user, "none", next_page(request) or None)
    return answer


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@unless_gone
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """The sign-in page: with a link by e-mail, with a password, or with a link received.

    Signed-in visitors can open it too, since the link received may confirm a new address.
    """
    form = SignInForm(request.POST or None)
    if form.is_valid():
        answer = _sign_in(request, form)
        if answer is not None:
            return answer
    return sign_in_page(request, form)


def _sign_in(request: HttpRequest, form: SignInForm) -> HttpResponseBase | None:
    try:
        user = get_adapter().authenticate(request, **form.cleaned_data)
    except limits.TooManyAttempts as refusal:
        refuse_for_now(form, refusal)
        return None
    if user is None:
        form.add_error(None, _("L'adresse email ou le mot de passe est incorrect"))
    elif not user.is_active:
        form.add_error(None, _("Ce compte est désactivé"))
    else:
        answer: HttpResponseBase = perform_login(request, user)
        return answer
    return None


def sign_in_page(
    request: HttpRequest, form: forms.Form | None = None, link_form: forms.Form | None = None
) -> HttpResponse:
    """Render the sign-in page, with the form that was rejected if any."""
    return form_page(
        request,
        "accounts/sign_in.html",
        form or SignInForm(),
        email_form=EmailForm(prefix="lien"),
        link_form=link_form or LinkForm(),
        mail_enabled=settings.MAIL_ENABLED,
        next=next_page(request),
    )


def say_sent(request: HttpRequest, email: str = "") -> HttpResponse:
    """Redirect to a page that does not reveal if an e-mail was sent; reloading sends nothing."""
    if email:
        message = _(
            "Un email contenant un lien de connexion au service a été envoyé à l'adresse {email}"
        ).format(email=email)
    else:
        message = _(
            "Un email contenant un lien de connexion au service a été envoyé à l'adresse du compte"
        )
    messages.success(request, message)
    return redirect("account_link_sent")


@never_cache
@require_safe
def link_sent(request: HttpRequest) -> HttpResponse:
    """Say what to do with the e-mail; its address is in a one-time message."""
    return render(request, "accounts/link_sent.html")


@never_cache
@only_by_post
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session."""
    get_adapter().logout(request)
    return _signed_out(request)


@never_cache
@only_by_post
@own_account
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End all sessions of the account."""
    closing.sign_out_everywhere(user=owner(request))
    get_adapter().logout(request)
    return _signed_out(request)


def _signed_out(request: HttpRequest) -> HttpResponse:
    get_adapter().add_message(request, 25, message=_("Vous avez été déconnecté"))
    return redirect("account_login")
