"""Static files, served only for this instance's hosts."""

from typing import cast

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from whitenoise.middleware import WhiteNoiseMiddleware


class StaticFilesMiddleware(WhiteNoiseMiddleware):
    """Serves static files; later middleware rejects requests with a disallowed host."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return a static file if the path is that of one."""
        if request.path_info.startswith(self.static_prefix):
            try:
                request.get_host()
            except DisallowedHost:
                return cast(HttpResponse, self.get_response(request))
        return cast(HttpResponse, super().__call__(request))
