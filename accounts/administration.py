"""The admin site: superusers only, who sign in on the site's own page."""

from collections.abc import Callable
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

View = Callable[..., HttpResponseBase]


class Administration(AdminSite):
    """Redirects guests to the sign-in page, which limits attempts, and rejects other users."""

    site_title = site_header = _("Administration")
    index_title = _("Comptes")
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        """Allow active superusers only."""
        return bool(request.user.is_active and request.user.is_superuser)

    def admin_view(self, view: View, cacheable: bool = False) -> Any:
        """Wrap an admin view with the permission check."""
        guarded = super().admin_view(view, cacheable)

        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not self.has_permission(request):
                raise PermissionDenied
            return guarded(request, *args, **kwargs)

        return checked

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Redirect to the account's own password page."""
        return redirect("account_password")

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Redirect to the site's sign-in page."""
        return redirect_to_login("/administration/")
