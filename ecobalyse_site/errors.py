"""Error responses: JSON on the API, a simple HTML page elsewhere."""

import sys

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _

from ecobalyse_site.refused_forms import explain
from foundation.faults import FAULT, log_fault, reference_of
from foundation.json_answers import UNKNOWN_ENDPOINT, error_body, json_answer, too_long
from foundation.limits import body_limit
from foundation.paths import is_api_path, is_batch_path
from scoring.methods import offered_versions
from scoring.web.versions import UnknownVersion

# Exceptions that Django raises for an invalid request, as opposed to our own bugs.
CLIENT_ERRORS = (BadRequest, MultiPartParserError, SuspiciousOperation)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return 400 for a request that Django itself rejects."""
    if is_api_path(request.path):
        return _json(request, 400, "La requête n'a pas pu être lue.")
    return page(request, 400, _("Requête refusée"), _("Votre requête n'a pas pu être lue."))


def truncated_body(request: HttpRequest) -> HttpResponse:
    """Return 400 for a truncated request body."""
    if is_api_path(request.path):
        return _json(
            request, 400, "Format JSON invalide : le corps n'est pas arrivé entier.", "decoding"
        )
    return bad_request(request)


def body_too_large(request: HttpRequest) -> HttpResponse:
    """Return 413 for a body over the limit of its route."""
    limit = body_limit(request.method, request.path)
    if is_api_path(request.path):
        return _json(request, 413, too_long(limit))
    if is_batch_path(request.path):
        message = _("Ce fichier est trop grand : ce site en lit {limit} octets au plus.")
        return page(request, 413, _("Fichier trop grand"), message.format(limit=limit))
    return page(
        request,
        413,
        _("Envoi trop volumineux"),
        _(
            "Cette page n'accepte pas plus de {limit} octets par envoi, et aucun fichier. Revenez "
            "à la page précédente et retirez une partie de ce que vous envoyez."
        ).format(limit=limit),
    )


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return 403 for a page that the visitor may not see."""
    return page(request, 403, _("Accès refusé"), _("Vous n'avez pas accès à cette page."))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Return 403 for a form that fails the CSRF check: wrong origin, cookie missing or expired."""
    title, message, _log = explain(request, reason)
    return page(request, 403, str(title), str(message))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return 404 for an unknown URL."""
    if is_api_path(request.path):
        return _json(request, 404, UNKNOWN_ENDPOINT)
    if isinstance(exception, UnknownVersion):
        message = _(
            "La version {version} de la méthode n'est pas installée ici (versions : {versions}). "
            "Rien n'est affiché à sa place."
        ).format(version=exception.version, versions=", ".join(offered_versions()))
        return page(request, 404, _("Version absente"), message)
    return page(request, 404, _("Page introuvable"), _("L'adresse demandée ne mène à aucune page."))


def too_many_requests(request: HttpRequest, limit: int) -> HttpResponse:
    """Return 429 as a page; called before the middleware that sets the visitor's language."""
    with translation.override(translation.get_language_from_request(request)):
        message = _(
            "Ce serveur accepte {limit} requêtes par minute et par adresse. Attendez un instant, "
            "puis rechargez la page."
        ).format(limit=limit)
        return page(request, 429, _("Trop de requêtes"), message)


def server_fault(request: HttpRequest) -> HttpResponse:
    """Return 500 for the exception being handled, with its log reference and the request id.

    If the error page itself cannot be rendered, a page without a template is returned.
    """
    error = sys.exception()
    reference = "inconnue" if error is None else reference_of(error)
    name = getattr(request, "request_id", "inconnue")
    if is_api_path(request.path):
        return _json(request, 500, FAULT.format(reference=reference, name=name))
    title = _("Erreur interne")
    message = _(FAULT).format(reference=reference, name=name)
    try:
        return page(request, 500, title, message)
    except Exception as another:
        log_fault(request, another)
        return plain_page(500, title, message)


def plain_page(status: int, title: str, message: str) -> HttpResponse:
    """Return a page that needs no template, no stylesheet and no session."""
    html = format_html(
        '<!doctype html><html lang="{}"><meta charset="utf-8"><title>{}</title>'
        '<h1>{}</h1><p>{}</p><p><a href="/">{}</a></p></html>',
        translation.get_language() or settings.LANGUAGE_CODE,
        title,
        title,
        message,
        _("Retour à l'accueil"),
    )
    return HttpResponse(html, status=status)


def accounts_unavailable(request: HttpRequest) -> HttpResponse:
    """Return 503 for an account page while the accounts database is unavailable."""
    # The page layout shows the user, and must not query the database again.
    request.user = AnonymousUser()
    response = page(
        request,
        503,
        _("Comptes indisponibles"),
        _(
            "Les comptes ne peuvent pas être lus pour l'instant. Le calcul reste possible sans "
            "compte ; recommencez dans quelques minutes."
        ),
    )
    response["Retry-After"] = "60"
    return response


def page(request: HttpRequest, status: int, title: str, message: str) -> HttpResponse:
    """Render the error page."""
    context = {"status": status, "title": title, "message": message}
    return render(request, "error.html", context, status=status)


def _json(request: HttpRequest, status: int, message: str, field: str = "general") -> HttpResponse:
    return json_answer(error_body(request, {field: message}), status)
