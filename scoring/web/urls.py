"""Routes of the simulators; they are included for a pinned version too."""

from django.urls import include, path

urlpatterns = [
    path("textile/", include("scoring.web.textile.urls")),
]
