"""Requesting and confirming links sent by e-mail (accounts.md 2)."""

from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import background, known_browsers, limits
from accounts.forms import EmailForm, LinkForm
from accounts.services import links
from accounts.services.links import Fault, LinkRefused, Purpose
from accounts.views.entrance import say_sent, sign_in_page
from accounts.views.pages import (
    allowed,
    form_page,
    mailed_site,
    next_page,
    only_by_post,
    owner,
    unless_gone,
)

# A session opened by such a link may set a password without the current one.
_FORGOTTEN = (Purpose.PASSWORD, Purpose.OPERATOR)


@never_cache
@only_by_post
def ask_link(request: HttpRequest) -> HttpResponse:
    """Send a sign-in link; the response is the same for an unknown address."""
    if not settings.MAIL_ENABLED:
        return redirect("account_login")
    form = EmailForm(request.POST, prefix="lien")
    if _asked(request, form, Purpose.SIGN_IN):
        return say_sent(request, form.cleaned_data["email"])
    return form_page(request, "accounts/ask_link.html", form, next=next_page(request))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten_password(request: HttpRequest) -> HttpResponse:
    """Send a link to set a new password; without a mail server, say whom to contact."""
    form = EmailForm(request.POST or None)
    if settings.MAIL_ENABLED and _asked(request, form, Purpose.PASSWORD):
        return say_sent(request, form.cleaned_data["email"])
    return form_page(
        request,
        "accounts/forgotten_password.html",
        form,
        mail_enabled=settings.MAIL_ENABLED,
        contact=settings.OPERATOR_CONTACT,
    )


def _asked(request: HttpRequest, form: EmailForm, purpose: Purpose) -> bool:
    """Send the requested link, unless the form is invalid or a limit is exceeded."""
    if not form.is_valid():
        return False
    email = form.cleaned_data["email"]
    if not allowed(request, form, limits.LINKS, email):
        return False
    background.run(links.send_link, email=email, purpose=purpose, site=mailed_site(request))
    return True


@never_cache
@sensitive_post_parameters("token")
@only_by_post
@unless_gone
def confirm_link(request: HttpRequest) -> HttpResponseBase:
    """Use a link, with a POST only."""
    form = LinkForm(request.POST)
    if not form.is_valid():
        return sign_in_page(request, link_form=form)
    token = form.cleaned_data["token"]
    visitor = owner(request) if request.user.is_authenticated else None
    try:
        link = links.use_link(token=token, visitor=visitor)
    except LinkRefused as refusal:
        return _refused(request, refusal, token)
    if link.purpose == Purpose.ADDRESS:
        known_browsers.remember(request, link.user.email)
        messages.success(request, _("Votre nouvelle adresse est confirmée"))
        return redirect("account")
    if link.ended:
        message = _(
            "Votre adresse est vérifiée. Par sécurité, le mot de passe, les sessions et les jetons "
            "d'avant cette vérification ne valent plus."
        )
        messages.warning(request, message)
    forgotten = link.purpose in _FORGOTTEN
    target = reverse("account_password") if forgotten else next_page(request) or reverse("account")
    answer: HttpResponseBase = perform_login(request, link.user, redirect_url=target)
    if forgotten:
        request.session["password_forgotten_at"] = timezone.now().timestamp()
    return answer


def _refused(request: HttpRequest, refusal: LinkRefused, token: str) -> HttpResponse:
    changes_address = refusal.purpose == Purpose.ADDRESS
    context = {
        "fault": refusal.fault.value,
        "token": token,
        "mail_enabled": settings.MAIL_ENABLED,
        "can_renew": settings.MAIL_ENABLED
        and refusal.fault in (Fault.EXPIRED, Fault.USED)
        and not changes_address,
        "changes_address": changes_address,
        "contact": settings.OPERATOR_CONTACT,
        "next": next_page(request),
    }
    return render(request, "accounts/link_refused.html", context, status=403)


@never_cache
@sensitive_post_parameters("token")
@only_by_post
def renew_link(request: HttpRequest) -> HttpResponse:
    """Send a new link to replace a rejected one."""
    form = LinkForm(request.POST)
    if not settings.MAIL_ENABLED or not form.is_valid():
        return redirect("account_login")
    token = form.cleaned_data["token"]
    if not allowed(request, form, limits.LINKS, links.link_email(token=token) or token):
        return sign_in_page(request, link_form=form)
    background.run(links.renew_link, token=token, site=mailed_site(request))
    return say_sent(request)
