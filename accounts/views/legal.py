"""Legal pages, where the settings missing from the operator are marked (accounts.md 7.2)."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from foundation.operator import missing_operator_settings, operator


@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    """Terms of use."""
    return _page(request, "pages/terms.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Privacy policy."""
    return _page(request, "pages/privacy.html")


@require_safe
def notice(request: HttpRequest) -> HttpResponse:
    """Legal notice."""
    return _page(request, "pages/legal_notice.html")


def _page(request: HttpRequest, template: str) -> HttpResponse:
    context = {
        "operator": operator(),
        "missing": missing_operator_settings(),
        "terms_version": settings.TERMS_VERSION,
        "mail_enabled": settings.MAIL_ENABLED,
        "session_days": settings.SESSION_COOKIE_AGE // 86_400,
    }
    return render(request, template, context)
