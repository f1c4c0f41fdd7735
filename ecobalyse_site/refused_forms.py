"""Why a form was rejected by the CSRF check: usually it expired, sometimes a proxy is at fault.

Django compares the browser's Origin header with the address the instance believes it has. A proxy
that removes the one, or a wrong setting of the other, causes every form of every visitor to be
rejected. The page then says so instead of "expired", and a throttled log line tells the operator.
"""

import enum
import logging
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.middleware import csrf
from django.utils.translation import gettext_lazy as _

from foundation.notices import is_due

logger = logging.getLogger("ecobalyse.forms")

_NO_ORIGIN = "null"


class Cause(enum.Enum):
    """Why the form was rejected; the value identifies it in the log."""

    EXPIRED = "expired"
    HIDDEN_ORIGIN = "hidden-origin"
    UNDECLARED_HTTPS = "undeclared-https"
    COOKIES_NEED_HTTPS = "cookies-need-https"
    OTHER_ORIGIN = "other-origin"


class FormRefusal(NamedTuple):
    """What is shown to the visitor, and what is logged for the operator."""

    title: object
    message: object
    log: str = ""


_EXPLANATIONS = {
    Cause.EXPIRED: FormRefusal(
        _("Formulaire expiré"),
        _(
            "Le formulaire envoyé a expiré ou les cookies sont refusés par votre navigateur. "
            "Revenez à la page précédente, rechargez-la, puis recommencez."
        ),
    ),
    Cause.HIDDEN_ORIGIN: FormRefusal(
        _("Formulaire refusé"),
        _(
            "Votre navigateur n'a pas dit de quelle page vient le formulaire. Si tous les "
            "formulaires sont refusés ainsi, un serveur placé devant cette instance ajoute sans "
            "doute l'en-tête « Referrer-Policy: no-referrer », que son exploitant doit retirer ; "
            "une extension de votre navigateur peut en être la cause aussi."
        ),
        "browsers send Origin: null; a proxy may add Referrer-Policy: no-referrer, which must be "
        "removed",
    ),
    Cause.UNDECLARED_HTTPS: FormRefusal(
        _("Formulaire refusé"),
        _(
            "Cette instance est servie en HTTPS sans le savoir, et refuse donc ses propres "
            "formulaires. Son exploitant doit donner HTTPS=True et TRUSTED_PROXIES=1, puis la "
            "redémarrer."
        ),
        "the site is served over HTTPS but not configured for it: set HTTPS=True and "
        "TRUSTED_PROXIES=1",
    ),
    Cause.COOKIES_NEED_HTTPS: FormRefusal(
        _("Formulaire refusé"),
        _(
            "Cette instance n'accepte de formulaires qu'en HTTPS, et vous la visitez sans. Ouvrez "
            "la même adresse avec https:// ; si c'est déjà le cas, le serveur placé devant elle "
            "doit transmettre X-Forwarded-Proto."
        ),
        "HTTPS=True, but forms are sent over HTTP: open https://, or have the proxy send "
        "X-Forwarded-Proto",
    ),
    Cause.OTHER_ORIGIN: FormRefusal(
        _("Formulaire refusé"),
        _(
            "Le formulaire ne vient pas de l'adresse que cette instance croit avoir. Si vous "
            "l'avez ouvert sur cette instance, le serveur placé devant elle doit transmettre "
            "l'hôte demandé (en-tête Host), ce que son exploitant peut corriger."
        ),
        "the Origin of forms does not match the host of this instance: the proxy must pass on the "
        "Host header",
    ),
}


def explain(request: HttpRequest, reason: str) -> FormRefusal:
    """Return the explanation; a problem that the operator can fix is logged once a minute."""
    cause = cause_of(request, reason)
    explanation = _EXPLANATIONS[cause]
    if explanation.log and is_due(f"forms-{cause.value}"):
        logger.warning("forms rejected: %s", explanation.log)
    return explanation


def cause_of(request: HttpRequest, reason: str) -> Cause:
    """Determine the cause from Django's reason and the browser's Origin header."""
    origin = request.META.get("HTTP_ORIGIN", "")
    if reason == csrf.REASON_NO_REFERER or (origin == _NO_ORIGIN and _is_about_origin(reason)):
        return Cause.HIDDEN_ORIGIN
    if reason == csrf.REASON_NO_CSRF_COOKIE and settings.CSRF_COOKIE_SECURE:
        return Cause.EXPIRED if request.is_secure() else Cause.COOKIES_NEED_HTTPS
    if not _is_about_origin(reason):
        return Cause.EXPIRED
    if origin.startswith("https://") and not request.is_secure() and _is_here(request, origin):
        return Cause.UNDECLARED_HTTPS
    return Cause.OTHER_ORIGIN


def _is_about_origin(reason: str) -> bool:
    """Match messages by their prefix, since Django inserts the origin in them."""
    told = (csrf.REASON_BAD_ORIGIN, csrf.REASON_BAD_REFERER)
    whole = (csrf.REASON_MALFORMED_REFERER, csrf.REASON_INSECURE_REFERER)
    return reason in whole or any(reason.startswith(text.partition("%s")[0]) for text in told)


def _is_here(request: HttpRequest, origin: str) -> bool:
    """Return whether an origin has the host of this request; the port may differ behind a proxy."""
    host = urlsplit(f"//{request.get_host()}").hostname
    try:
        return urlsplit(origin).hostname == host
    except ValueError:
        return False
