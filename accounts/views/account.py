"""The account of the signed-in visitor (accounts.md 3 and 6)."""

import time

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts import background, known_browsers, limits, selectors
from accounts.forms import AddressForm, DeletionForm, PasswordForm, ProfileForm
from accounts.models import User
from accounts.services import closing, links, purge
from accounts.services.addresses import AddressTaken, set_address
from accounts.services.passwords import set_password
from accounts.services.sign_up import update_profile
from accounts.views.pages import (
    allowed,
    form_page,
    mailed_site,
    own_account,
    owner,
    refuse_for_now,
)

_FORGOTTEN_SECONDS = 3600


@never_cache
@own_account
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Show and edit the profile, with the sessions and links to other actions."""
    user = owner(request)
    form = ProfileForm(request.POST or None, initial=_profile_of(user))
    if form.is_valid():
        update_profile(user=user, profile=form.profile())
        messages.success(request, _("Votre profil est enregistré"))
        return redirect("account")
    return form_page(
        request,
        "accounts/account.html",
        form,
        verified=selectors.is_verified(user),
        mail_enabled=settings.MAIL_ENABLED,
        kept_until=purge.kept_until(user=user),
        sessions=selectors.sessions_of(user, request.session.session_key),
    )


def _profile_of(user: User) -> dict[str, object]:
    names = ("first_name", "last_name", "organization_type", "organization_name", "siren")
    return {name: getattr(user, name) for name in names} | {
        "newsletter": user.newsletter_since is not None
    }


@never_cache
@own_account
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def address(request: HttpRequest) -> HttpResponse:
    """Change the address: at once without a mail server, else with a link sent to the new one."""
    form = AddressForm(request.POST or None, user=owner(request))
    if form.is_valid() and _password_is_right(request, form, "password"):
        email = form.cleaned_data["email"]
        if settings.MAIL_ENABLED:
            if allowed(request, form, limits.LINKS, email):
                background.run(
                    links.send_address_link,
                    user=owner(request),
                    email=email,
                    site=mailed_site(request),
                )
                message = _(
                    "Un email a été envoyé à l'adresse {email} : son lien, valable 24 heures, "
                    "confirme le changement. Ouvrez-le dans un navigateur connecté à ce compte."
                )
                messages.success(request, message.format(email=email))
                return redirect("account")
        elif allowed(request, form, limits.SIGN_UPS):
            try:
                set_address(user=owner(request), email=email, verified=False)
            except AddressTaken:
                form.add_error("email", _("Il n'est pas possible d'utiliser cette adresse"))
            else:
                known_browsers.remember(request, email)
                messages.success(request, _("Votre adresse est changée"))
                return redirect("account")
    return form_page(request, "accounts/address.html", form, mail_enabled=settings.MAIL_ENABLED)


@never_cache
@own_account
@sensitive_post_parameters("current", "password")
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Set or change the password; all other sessions end."""
    user = owner(request)
    age = time.time() - request.session.get("password_forgotten_at", 0)
    ask_current = user.has_usable_password() and age > _FORGOTTEN_SECONDS
    form = PasswordForm(request.POST or None, user=user, ask_current=ask_current)
    if form.is_valid() and _password_is_right(request, form, "current"):
        set_password(user=user, password=form.cleaned_data["password"])
        get_adapter().login(request, user)
        request.session.pop("password_forgotten_at", None)
        messages.success(request, _("Votre mot de passe est enregistré"))
        return redirect("account")
    return form_page(request, "accounts/password.html", form)


def _password_is_right(request: HttpRequest, form: AddressForm | PasswordForm, name: str) -> bool:
    """Check the current password if the form asks for it, with the same limits as a sign-in."""
    if name not in form.fields:
        return True
    try:
        attempt = limits.claim_password(request, owner(request).email)
    except limits.TooManyAttempts as refusal:
        refuse_for_now(form, refusal)
        return False
    if not owner(request).check_password(form.cleaned_data[name]):
        form.add_error(name, _("Le mot de passe est incorrect"))
        return False
    attempt.give_back()
    return True


@never_cache
@own_account
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """Download everything stored about the visitor."""
    response = JsonResponse(
        selectors.personal_data(owner(request)),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
    response["Content-Disposition"] = 'attachment; filename="mes-donnees.json"'
    return response


@never_cache
@own_account
@require_http_methods(["GET", "HEAD", "POST"])
def deletion(request: HttpRequest) -> HttpResponse:
    """Delete the account after its address is typed as confirmation."""
    form = DeletionForm(request.POST or None, user=owner(request))
    if form.is_valid():
        closing.delete_account(user=owner(request))
        # Only after the deletion: if it fails, the session must remain.
        get_adapter().logout(request)
        messages.success(request, _("Votre compte, vos jetons et vos sessions sont supprimés."))
        response: HttpResponse = redirect("home")
        known_browsers.forget(response)
        return response
    return form_page(request, "accounts/deletion.html", form)
