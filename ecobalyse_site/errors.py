"""Answers to what went wrong: JSON on the API, a sober page elsewhere."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from ecobalyse_site.paths import is_api_path
from scoring.api.addresses import documentation_url
from scoring.api.errors import UNKNOWN_ENDPOINT


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that Django itself refuses."""
    if is_api_path(request.path):
        return _json(request, 400, "La requête n'a pas pu être lue.")
    return _page(request, 400, "Requête refusée", "Votre requête n'a pas pu être lue.")


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A page that the visitor may not see."""
    return _page(request, 403, "Accès refusé", "Vous n'avez pas accès à cette page.")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose safety cookie is missing or too old."""
    return _page(
        request,
        403,
        "Formulaire expiré",
        "Le formulaire envoyé a expiré ou les cookies sont refusés par votre navigateur. "
        "Revenez à la page précédente, rechargez-la, puis recommencez.",
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """An address that leads nowhere."""
    if is_api_path(request.path):
        return _json(request, 404, UNKNOWN_ENDPOINT)
    return _page(request, 404, "Page introuvable", "L'adresse demandée ne mène à aucune page.")


def server_fault(request: HttpRequest) -> HttpResponse:
    """A fault of ours, told by the request's name and nothing else."""
    name = getattr(request, "request_id", "inconnue")
    message = f"Erreur interne du serveur. Référence à communiquer à l'exploitant : {name}"
    if is_api_path(request.path):
        return _json(request, 500, message)
    return _page(request, 500, "Erreur interne", message)


def _json(request: HttpRequest, status: int, message: str) -> HttpResponse:
    body: dict[str, Any] = {
        "error": {"general": message},
        "documentation": documentation_url(request),
    }
    return JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})


def _page(request: HttpRequest, status: int, title: str, message: str) -> HttpResponse:
    return render(request, "error.html", {"title": title, "message": message}, status=status)
