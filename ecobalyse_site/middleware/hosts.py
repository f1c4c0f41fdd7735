"""A clear error for disallowed hosts, naming the setting to change."""

import re
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, JsonResponse

from foundation.paths import PROBES, is_api_path

_LONGEST_HOST = 253
# Hosts remembered as allowed: a setting such as "*" allows any number of them.
_REMEMBERED = 64
# Does not match inside an IPv6 address, which ends with a bracket.
_PORT = re.compile(r":[0-9]*$")


class AllowedHostMiddleware:
    """Checks the host before anything else uses it; those allowed are remembered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._allowed: dict[str | None, str] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return 400 for a disallowed host."""
        if request.path in PROBES:
            return self.get_response(request)
        named = None if settings.USE_X_FORWARDED_HOST else request.META.get("HTTP_HOST")
        host = self._allowed.get(named)
        if host is None:
            try:
                host = request.get_host()
            except DisallowedHost:
                return _refusal(request)
            if named and len(self._allowed) < _REMEMBERED:
                self._allowed[named] = host
        # For the links in the response, too.
        request.checked_host = host  # type: ignore[attr-defined]
        return self.get_response(request)


def _refusal(request: HttpRequest) -> HttpResponse:
    forwarded = settings.USE_X_FORWARDED_HOST and request.META.get("HTTP_X_FORWARDED_HOST")
    host = str(forwarded or request.META.get("HTTP_HOST", ""))[:_LONGEST_HOST]
    name = _PORT.sub("", host)
    message = (
        f"L'hôte « {host} » n'est pas autorisé sur cette instance. "
        f"Pour l'autoriser, ajoutez-le à la variable d'environnement ALLOWED_HOSTS "
        f"(par exemple ALLOWED_HOSTS={name}) puis redémarrez."
    )
    if is_api_path(request.path):
        return JsonResponse(
            # The full documentation URL would contain the disallowed host.
            {"error": {"general": message}, "documentation": "/#/api"},
            status=400,
            json_dumps_params={"ensure_ascii": False},
        )
    return HttpResponse(message, status=400, content_type="text/plain; charset=utf-8")
