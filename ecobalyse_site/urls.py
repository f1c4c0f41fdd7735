"""Routes of the site."""

from django.urls import include, path
from django.views.generic import TemplateView

urlpatterns = [
    path("", TemplateView.as_view(template_name="home.html"), name="home"),
    path("", include("scoring.api.urls")),
]

handler400 = "ecobalyse_site.errors.bad_request"
handler403 = "ecobalyse_site.errors.permission_denied"
handler404 = "ecobalyse_site.errors.not_found"
handler500 = "ecobalyse_site.errors.server_fault"
