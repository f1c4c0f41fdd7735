"""Error responses: JSON on the API, a simple HTML page elsewhere."""

import sys
from collections.abc import Sequence

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.utils import translation
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from ecobalyse_site import ways
from ecobalyse_site.plain_pages import plain_page
from ecobalyse_site.refused_forms import explain
from ecobalyse_site.ways import Way
from foundation.faults import FAULT, reference_of
from foundation.json_answers import UNKNOWN_ENDPOINT, error_body, json_answer, too_long
from foundation.limits import body_limit
from foundation.paths import is_api_path, is_batch_path
from scoring.web.editorial.views import SECTOR_NAMES
from scoring.web.left_out import reason_of
from scoring.web.versions import SectorAbsent, UnknownVersion

CATALOGUE_GUIDE = "/documentation/catalogues/"
# Exceptions that Django raises for an invalid request, as opposed to our own bugs.
CLIENT_ERRORS = (BadRequest, MultiPartParserError, SuspiciousOperation)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return 400 for a request that Django itself rejects."""
    if is_api_path(request.path):
        return _json(request, 400, "La requête n'a pas pu être lue.")
    return page(
        request,
        400,
        _("Requête refusée"),
        _("Votre requête n'a pas pu être lue."),
        advice=_(
            "Son adresse est peut-être incomplète, ou l'envoi s'est interrompu. Revenez à la page "
            "précédente et recommencez."
        ),
        onward=[*ways.form_of(request), ways.home(), ways.contact()],
    )


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
    onward = [*ways.form_of(request), ways.home()]
    size = _grouped(limit)
    if is_batch_path(request.path):
        return page(
            request,
            413,
            _("Fichier trop grand"),
            _("Ce fichier est trop grand : ce site en lit {limit} octets au plus.").format(
                limit=size
            ),
            advice=_(
                "Partagez-le en plusieurs fichiers, ou calculez-le chez vous, sans limite, par la "
                "commande « ecobalyse score »."
            ),
            onward=[*onward, Way(_("Les catalogues, documentation"), CATALOGUE_GUIDE)],
        )
    return page(
        request,
        413,
        _("Envoi trop volumineux"),
        _(
            "Cette page n'accepte pas plus de {limit} octets par envoi, et aucun fichier. Revenez "
            "à la page précédente et retirez une partie de ce que vous envoyez."
        ).format(limit=size),
        onward=[*onward, Way(_("Un catalogue entier"), "/catalogue/")],
    )


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return 403 for a page that the visitor may not see."""
    return page(
        request,
        403,
        _("Accès refusé"),
        _("Vous n'avez pas accès à cette page."),
        advice=_(
            "Connectez-vous avec un compte qui y a droit, ou demandez-le à l'exploitant de cette "
            "instance. Le calcul, lui, ne demande aucun compte."
        ),
        onward=[ways.sign_in(), ways.home(), ways.contact()],
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Return 403 for a form that fails the CSRF check: wrong origin, cookie missing or expired."""
    title, message, _log = explain(request, reason)
    onward = [*ways.form_of(request), ways.home(), ways.contact()]
    return page(request, 403, str(title), str(message), onward=onward)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return 404 for an unknown URL."""
    if is_api_path(request.path):
        return _json(request, 404, UNKNOWN_ENDPOINT)
    if isinstance(exception, UnknownVersion):
        message = _("La version {version} de la méthode n'est pas installée ici.")
        return page(
            request,
            404,
            _("Version absente"),
            message.format(version=exception.version),
            advice=_(
                "Rien n'est affiché à sa place : d'une version à l'autre, le même produit n'a pas "
                "le même score. Voici les versions installées."
            ),
            onward=ways.in_versions(request, exception),
        )
    if isinstance(exception, SectorAbsent):
        message = _("La version {version} de la méthode n'a pas ce secteur : {sector}.").format(
            version=exception.version, sector=SECTOR_NAMES[exception.sector.name]
        )
        reason = reason_of(exception.method, exception.sector.scope)
        return page(
            request,
            404,
            _("Secteur absent de cette version"),
            message,
            advice=reason.text,
            french=reason.french,
            onward=ways.in_versions(request, exception),
        )
    return page(
        request,
        404,
        _("Page introuvable"),
        _("L'adresse demandée ne mène à aucune page."),
        advice=_(
            "Elle est peut-être coupée ou mal recopiée, ou la page a changé de place. Partez d'une "
            "de celles-ci."
        ),
        onward=ways.from_nowhere(),
    )


def wrong_verb(request: HttpRequest) -> HttpResponse:
    """Return 405 for an address that only receives forms, opened as a page."""
    return page(
        request,
        405,
        _("Rien à afficher seul"),
        _("Cette adresse reçoit un formulaire : ouverte seule, elle n'a rien à montrer."),
        onward=[ways.parent(request), ways.home()],
    )


def too_many_requests(request: HttpRequest, limit: int, seconds: int = 60) -> HttpResponse:
    """Return 429 as a page; called before the middleware that sets the visitor's language."""
    with translation.override(translation.get_language_from_request(request)):
        message = _(
            "Ce serveur accepte {limit} requêtes par minute et par adresse, et la vôtre les a "
            "toutes faites."
        ).format(limit=_grouped(limit))
        if ways.again(request):
            advice = _("Rechargez la page dans {seconds} s.")
        else:
            advice = _(
                "Attendez {seconds} s, revenez à la page précédente, où votre saisie est restée, "
                "puis recommencez."
            )
        return page(
            request,
            429,
            _("Trop de requêtes"),
            message,
            advice=advice.format(seconds=seconds),
            onward=[*ways.again(request), *ways.form_of(request), ways.home()],
        )


def server_fault(request: HttpRequest) -> HttpResponse:
    """Return 500 for the exception being handled, with its log reference and the request id.

    The page needs no template, no context and no database: one of them may be what failed.
    """
    error = sys.exception()
    reference = "inconnue" if error is None else reference_of(error)
    name = getattr(request, "request_id", "inconnue")
    if is_api_path(request.path):
        return _json(request, 500, FAULT.format(reference=reference, name=name))
    message = _(FAULT).format(reference=reference, name=name)
    sentences = [
        message,
        _(
            "La faute est dans ce site, et elle est notée dans son journal. Réessayez dans un "
            "instant ; si elle revient, donnez cette référence à l'exploitant."
        ),
    ]
    if not ways.again(request):
        sentences.append(
            _("Ce que vous aviez saisi est encore à la page précédente de votre navigateur.")
        )
    onward = [*ways.again(request), ways.home(), ways.contact()]
    return plain_page(500, _("Erreur interne"), sentences, onward)


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
        onward=[*ways.again(request), ways.home()],
    )
    response["Retry-After"] = "60"
    return response


def page(
    request: HttpRequest,
    status: int,
    title: str,
    message: str,
    *,
    advice: str = "",
    french: bool = False,
    onward: Sequence[Way] = (),
) -> HttpResponse:
    """Render the error page: what happened, what to do, and where to go on.

    ``french`` marks an advice that is in French on an English page.
    """
    context = {
        "status": status,
        "title": title,
        "message": message,
        "advice": advice,
        "french": french,
        "ways": ways.once(onward or [ways.home()]),
    }
    return render(request, "error.html", context, status=status)


def _grouped(number: int) -> str:
    """A whole number with its thousands apart, in the language of the page."""
    return number_format(number, use_l10n=True, force_grouping=True)


def _json(request: HttpRequest, status: int, message: str, field: str = "general") -> HttpResponse:
    return json_answer(error_body(request, {field: message}), status)
