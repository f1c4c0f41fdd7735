"""Routes of the API, including old and unknown URLs."""

from django.urls import re_path

from scoring.api.fallback import MalformedVersion, MovedToTextile, UnknownEndpoint
from scoring.api.root import ApiRoot
from scoring.api.routes import VERSION, served_patterns

_MOVED = r"(?:countries|materials|products|simulator(?:/[^/]+)?)"

urlpatterns = [
    re_path(rf"{VERSION}/?$", ApiRoot.as_view(), name="api-root"),
    *served_patterns(),
    re_path(rf"{VERSION}/{_MOVED}/?$", MovedToTextile.as_view(), name="api-moved"),
    re_path(rf"{VERSION}(?:/.*)?$", UnknownEndpoint.as_view(), name="api-unknown"),
    re_path(
        r"^versions/[^/]*/api(?:/.*)?$", MalformedVersion.as_view(), name="api-malformed-version"
    ),
]
