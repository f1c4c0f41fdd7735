"""The routes of the site, preceded by API endpoints and pages that always fail or reject."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.template import engines
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from ecobalyse_site import urls
from ecobalyse_site.errors import CLIENT_ERRORS
from scoring.api.base import ApiView
from scoring.api.body import read_json


class Faulty(ApiView):
    """Fails with everything submitted in local variables, and in the message."""

    schema = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Fail."""
        submitted = read_json(request)
        raise RuntimeError(f"fault on {submitted}")


@csrf_exempt
def faulty_page(request: HttpRequest) -> HttpResponse:
    """Fail as a page."""
    submitted = request.POST.dict() | request.GET.dict()
    raise RuntimeError(f"fault on {submitted}")


@csrf_exempt
def refusing(request: HttpRequest, kind: str) -> HttpResponse:
    """Reject what was sent, with each of Django's exceptions."""
    submitted = request.body or request.GET
    raise CLIENT_ERRORS[int(kind)](f"refused {submitted}")


def undrawable(request: HttpRequest) -> HttpResponse:
    """Fail, on a site where no page can be rendered any more."""
    engines["django"].engine.get_template = _no_template
    raise RuntimeError("fault before the template's")


def _no_template(name: str) -> Any:
    raise OSError(f"{name} cannot be read")


def breaking_off(request: HttpRequest) -> StreamingHttpResponse:
    """Fail after a part of the response was sent."""

    def parts() -> Iterator[bytes]:
        yield b"a part"
        raise RuntimeError("no more parts")

    return StreamingHttpResponse(parts(), headers={"Content-Length": "1000"})


urlpatterns = [
    path("api/fault", Faulty.as_view()),
    path("api/refused/<kind>", refusing),
    path("fault/", faulty_page),
    path("refused/<kind>/", refusing),
    path("undrawable/", undrawable),
    path("breaking-off/", breaking_off),
    *urls.urlpatterns,
]
handler400 = urls.handler400
handler403 = urls.handler403
handler404 = urls.handler404
handler500 = urls.handler500
