"""URLs of the information pages, including those of the public service."""

from django.urls import path
from django.views.generic import RedirectView

from scoring.web.editorial.views import (
    accessibility,
    api_questions,
    contact,
    robots,
    security,
    versions,
)

_ACCESSIBILITY = RedirectView.as_view(pattern_name="accessibility")
_LEGAL_NOTICE = RedirectView.as_view(url="/pages/mentions-legales/")

urlpatterns = [
    path("pages/api-faq/", api_questions, name="api-faq"),
    path("pages/accessibilite/", accessibility, name="accessibility"),
    path("pages/contact/", contact, name="contact"),
    path("versions/", versions, name="versions"),
    path("robots.txt", robots, name="robots"),
    path(".well-known/security.txt", security, name="security"),
    path("accessibilite", _ACCESSIBILITY, name="accessibility-moved"),
    path("accessibilite/", _ACCESSIBILITY, name="accessibility-moved"),
    path("mentions-legales", _LEGAL_NOTICE, name="legal-notice-moved"),
    path("mentions-legales/", _LEGAL_NOTICE, name="legal-notice-moved"),
]
