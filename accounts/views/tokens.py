"""API tokens of the signed-in visitor (accounts.md 5)."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import selectors
from accounts.forms import TokenForm
from accounts.services import api_tokens
from accounts.views.pages import form_page, own_account, owner, site_of

# Holds the seed of a new token between its form and the page that shows it.
_COOKIE = "nouveau_jeton"
_SECONDS = 60


@never_cache
@own_account
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """List the tokens and create new ones; the page loaded after the form shows a token once."""
    form = TokenForm(request.POST or None)
    if form.is_valid():
        seed = api_tokens.create_token_to_show(
            user=owner(request), label=form.cleaned_data["label"], expires_at=form.expires_at()
        )
        response: HttpResponse = redirect("account_tokens")
        response.set_cookie(
            _COOKIE,
            seed,
            max_age=_SECONDS,
            path=reverse("account_tokens"),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return response
    seed = request.COOKIES.get(_COOKIE, "") if request.method == "GET" else ""
    response = form_page(
        request,
        "accounts/tokens.html",
        form,
        created=api_tokens.token_to_show(user=owner(request), seed=seed) if seed else "",
        tokens=selectors.tokens_of(owner(request)),
        now=timezone.now(),
        site=site_of(request),
    )
    if seed:
        response.delete_cookie(_COOKIE, path=reverse("account_tokens"), samesite="Lax")
    return response


@never_cache
@own_account
@require_http_methods(["GET", "HEAD", "POST"])
def revocation(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for confirmation, then revoke; another account's token gives 404."""
    token = get_object_or_404(selectors.tokens_of(owner(request)), pk=pk)
    if request.method == "POST":
        api_tokens.revoke_token(token=token)
        messages.success(request, _("Le jeton est révoqué"))
        return redirect("account_tokens")
    return form_page(request, "accounts/revocation.html", token=token)
