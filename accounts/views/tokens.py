"""API tokens of the signed-in visitor (accounts.md 5)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import selectors
from accounts.forms import TokenForm
from accounts.services import api_tokens
from accounts.views.pages import form_page, owner, site_of


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """The list, and the form of a new token, which the answer shows this once."""
    form = TokenForm(request.POST or None)
    created = ""
    if form.is_valid():
        label = form.cleaned_data["label"]
        created = api_tokens.create_token(
            user=owner(request), label=label, expires_at=form.expires_at()
        )
        form = TokenForm()
    return form_page(
        request,
        "accounts/tokens.html",
        form,
        created=created,
        tokens=selectors.tokens_of(owner(request)),
        now=timezone.now(),
        site=site_of(request),
    )


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def revocation(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then revoke; another account's token is unknown here."""
    token = get_object_or_404(selectors.tokens_of(owner(request)), pk=pk)
    if request.method == "POST":
        api_tokens.revoke_token(token=token)
        messages.success(request, _("Le jeton est révoqué"))
        return redirect("account_tokens")
    return form_page(request, "accounts/revocation.html", token=token)
