"""``doctor`` checks of network access: host names, proxy, and public URL."""

import json
import urllib.error
import urllib.request
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import validate_host

from foundation import served
from operation import safety
from operation.findings import Finding, fault, good, warning

_SECONDS = 5
_MOST_BYTES = 10_000
_LOCAL = ("localhost", "127.0.0.1", "::1")


def proxies() -> Finding:
    """Check that clients behind a proxy are told apart."""
    if settings.TRUSTED_PROXIES or not safety.public_hosts():
        return good("TRUSTED_PROXIES", str(settings.TRUSTED_PROXIES))
    return warning(
        "TRUSTED_PROXIES",
        "aucun serveur mandataire n'est déclaré : si un mandataire précède l'instance, toutes les "
        "requêtes comptent pour une seule adresse",
        "TRUSTED_PROXIES=1 derrière un mandataire ; rien à faire sans mandataire",
    )


def transport() -> Finding:
    """Check that traffic is encrypted, and that Django's form checks know it."""
    subject = "chiffrement"
    scheme = urlsplit(settings.SITE_URL).scheme.lower()
    if scheme == "https" and not settings.HTTPS:
        return fault(
            subject,
            "SITE_URL commence par https:// et HTTPS n'est pas déclaré : les cookies ne sont pas "
            "protégés, et les formulaires peuvent être refusés (« Formulaire refusé »)",
            "HTTPS=True et TRUSTED_PROXIES=1, et que le mandataire donne X-Forwarded-Proto",
        )
    if settings.HTTPS:
        if scheme == "http" and settings.SITE_URL_GIVEN:
            return fault(
                subject,
                f"HTTPS=True, et SITE_URL vaut {settings.SITE_URL} : les liens des emails y mènent",
                "SITE_URL=https://…",
            )
        return good(subject, "les cookies exigent HTTPS")
    if not safety.public_hosts():
        return good(subject, "sans objet")
    return warning(
        subject,
        "l'instance a un nom public, et HTTPS n'est pas déclaré : mots de passe et jetons "
        "circuleraient en clair",
        "servez l'instance en HTTPS (deploy/), puis HTTPS=True et TRUSTED_PROXIES=1",
    )


def site_address() -> Finding:
    """Check that links in e-mails and in command output lead to this instance."""
    hosts = safety.public_hosts()
    parts = urlsplit(settings.SITE_URL)
    host = parts.hostname or ""
    if hosts and host in _LOCAL:
        return warning(
            "SITE_URL",
            f"les liens que les commandes écrivent mènent à {served.site_address()}",
            f"SITE_URL=https://{hosts[0].removeprefix('.')}",
        )
    named = f"[{host}]" if ":" in host else host
    if not validate_host(named, settings.ALLOWED_HOSTS):
        return fault(
            "SITE_URL",
            f"{host} n'est pas dans ALLOWED_HOSTS : les liens mènent à une page refusée",
            f"ALLOWED_HOSTS={','.join([*hosts, named])}, ou corrigez SITE_URL",
        )
    if parts.path or parts.query or parts.fragment:
        return fault(
            "SITE_URL",
            f"{settings.SITE_URL} a un chemin, et l'instance se sert à la racine d'un nom",
            f"SITE_URL={parts.scheme}://{parts.netloc}",
        )
    if not settings.SITE_URL_GIVEN:
        return good("SITE_URL", f"non donnée ; l'adresse servie est {served.site_address()}")
    return good("SITE_URL", settings.SITE_URL)


def public_answer() -> Finding:
    """Check that the public URL leads here, and the proxy keeps the headers that forms need."""
    subject = "adresse publique"
    if not settings.SITE_URL_GIVEN:
        return good(subject, "non demandée, faute de SITE_URL")
    try:
        status, policies = _asked(f"{settings.SITE_URL}/healthz")
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        return warning(
            subject,
            f"{settings.SITE_URL} ne répond pas à cette machine comme l'instance ({reason})",
            "si les visiteurs l'atteignent, rien à faire ; sinon, voyez le mandataire et SITE_URL",
        )
    if policies[-1:] == ["no-referrer"]:
        return fault(
            subject,
            "le mandataire ajoute Referrer-Policy: no-referrer : les navigateurs ne disent plus "
            "d'où vient un formulaire, et tous sont refusés (« Formulaire refusé »)",
            "retirez cet en-tête du mandataire : l'instance envoie le sien, same-origin",
        )
    return good(subject, f"répond ({status})")


def _asked(address: str) -> tuple[int, list[str]]:
    """Return the status and the referrer policies of a response, the last one being in effect.

    Raises ``ValueError`` if the response is not this application's.
    """
    request = urllib.request.Request(address)  # noqa: S310 - http or https, checked by the settings
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310
            body = json.loads(answer.read(_MOST_BYTES))
            if body != {"status": "ok"}:
                raise ValueError("une autre réponse")
            values = ",".join(answer.headers.get_all("Referrer-Policy", []))
            return answer.status, [word.strip().lower() for word in values.split(",")]
    except urllib.error.HTTPError as error:
        error.close()
        raise ValueError(f"statut {error.code}") from None
    except (json.JSONDecodeError, UnicodeDecodeError):
        raise ValueError("une autre réponse") from None
