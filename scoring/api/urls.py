"""Routes of the API; each is served with and without a trailing slash."""

from django.urls import re_path

from scoring.api.views import TextileSimulator

urlpatterns = [
    re_path(r"^api/textile/simulator/?$", TextileSimulator.as_view(), name="textile-simulator"),
]
