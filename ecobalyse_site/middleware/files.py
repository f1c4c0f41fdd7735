"""Static files, for the hosts of this instance alone."""

from typing import cast

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from whitenoise.middleware import WhiteNoiseMiddleware


class StaticFilesMiddleware(WhiteNoiseMiddleware):
    """Serves the files; a refused host is passed on to what counts and refuses it."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with a file if the address is one's."""
        if request.path_info.startswith(self.static_prefix):
            try:
                request.get_host()
            except DisallowedHost:
                return cast(HttpResponse, self.get_response(request))
        return cast(HttpResponse, super().__call__(request))
