"""Answers to what went wrong: JSON on the API, a sober page elsewhere."""

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

# What Django raises about what was sent; none of it is a fault of ours.
SENDERS_FAULTS = (BadRequest, MultiPartParserError, SuspiciousOperation)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that Django itself refuses."""
    if is_api_path(request.path):
        return _json(request, 400, "La requête n'a pas pu être lue.")
    return page(request, 400, _("Requête refusée"), _("Votre requête n'a pas pu être lue."))


def body_cut_short(request: HttpRequest) -> HttpResponse:
    """A body that has not come whole."""
    if is_api_path(request.path):
        return _json(
            request, 400, "Format JSON invalide : le corps n'est pas arrivé entier.", "decoding"
        )
    return bad_request(request)


def body_too_large(request: HttpRequest) -> HttpResponse:
    """A body over the limit of its route."""
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
    """A page that the visitor may not see."""
    return page(request, 403, _("Accès refusé"), _("Vous n'avez pas accès à cette page."))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that may not come from this site, or whose safety cookie is missing or too old."""
    title, message, _log = explain(request, reason)
    return page(request, 403, str(title), str(message))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """An address that leads nowhere."""
    if is_api_path(request.path):
        return _json(request, 404, UNKNOWN_ENDPOINT)
    return page(request, 404, _("Page introuvable"), _("L'adresse demandée ne mène à aucune page."))


def too_many_requests(request: HttpRequest, limit: int) -> HttpResponse:
    """A page asked for too often; it comes before the visitor's language is known."""
    with translation.override(translation.get_language_from_request(request)):
        message = _(
            "Ce serveur accepte {limit} requêtes par minute et par adresse. Attendez un instant, "
            "puis rechargez la page."
        ).format(limit=limit)
        return page(request, 429, _("Trop de requêtes"), message)


def server_fault(request: HttpRequest) -> HttpResponse:
    """A fault of ours, while it is handled: its reference in the log, and the request's name.

    The page of a site whose pages cannot be drawn is a plain one.
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
    """A page that needs no template, no style and no visitor."""
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
    """A page about accounts while their database does not answer."""
    # The page's own frame must not ask for the visitor again.
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
    """A page that says what went wrong."""
    context = {"status": status, "title": title, "message": message}
    return render(request, "error.html", context, status=status)


def _json(request: HttpRequest, status: int, message: str, field: str = "general") -> HttpResponse:
    return json_answer(error_body(request, {field: message}), status)
