"""Unsafe configurations, and ones that break every page: the server refuses to start with them."""

import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders

from foundation.operator import OPERATOR_SETTINGS, missing_operator_settings
from operation.findings import Finding, good, refusal

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})
_SHORTEST_SECRET = 50
_FEWEST_CHARACTERS = 5
_MOST_WORKERS = 1000
# Backup and hidden files left by editors and systems are ignored.
_NO_FILES = ["CVS", ".*", "*~"]
_PLACEHOLDERS = ("changez", "changeme", "change-me", "django-insecure", "remplacez")


def refusals() -> list[str]:
    """Return a message for each refused setting."""
    return [
        f"Configuration refusée, {found.subject} : {found.text} ; {found.advice}."
        for found in security()
        if found.refused
    ]


def public_hosts() -> list[str]:
    """Return the host names that other machines can use to reach this instance."""
    return [host for host in settings.ALLOWED_HOSTS if host not in LOCAL_HOSTS]


def legal_blanks() -> str:
    """Return the settings missing from the legal pages and what each must contain, if any."""
    return ", ".join(f"{name} ({OPERATOR_SETTINGS[name]})" for name in missing_operator_settings())


def security() -> Iterator[Finding]:
    """Check the security settings, with one finding for each."""
    yield _debug()
    yield _hosts()
    yield _https()
    yield _mailed_address()
    yield _secret()
    yield _secret_file()
    yield _data_directory()
    yield _database()
    yield _workers()
    yield _static_files()


def _debug() -> Finding:
    if settings.DEBUG and (public_hosts() or settings.HTTPS):
        return refusal(
            "DEBUG",
            "le mode de développement montrerait le fonctionnement interne à tous",
            "retirez la variable DEBUG, ou ALLOWED_HOSTS et HTTPS sur un poste de développement",
        )
    return good("DEBUG", "activé, pour cette machine seulement" if settings.DEBUG else "désactivé")


def _hosts() -> Finding:
    if "*" in settings.ALLOWED_HOSTS:
        return refusal(
            "ALLOWED_HOSTS",
            "« * » laisserait n'importe qui choisir l'adresse des liens envoyés par courriel",
            "nommez les hôtes, par exemple ALLOWED_HOSTS=impact.exemple.fr",
        )
    named = ", ".join(public_hosts())
    return good("ALLOWED_HOSTS", named or "cette machine seulement")


def _https() -> Finding:
    if settings.HTTPS and not settings.TRUSTED_PROXIES:
        return refusal(
            "HTTPS",
            "HTTPS=True suppose un serveur mandataire, et TRUSTED_PROXIES vaut 0 : les formulaires "
            "seraient tous refusés et toutes les adresses comptées comme une seule",
            "indiquez combien de serveurs mandataires précèdent l'instance, "
            "par exemple TRUSTED_PROXIES=1",
        )
    return good("HTTPS", "annoncé par le serveur mandataire" if settings.HTTPS else "non utilisé")


def _mailed_address() -> Finding:
    """Without SITE_URL, whoever requests an e-mail would choose where its secret link leads."""
    if settings.MAIL_ENABLED and public_hosts() and not settings.SITE_URL_GIVEN:
        host = public_hosts()[0].removeprefix(".")
        return refusal(
            "SITE_URL",
            "l'instance a un nom public et envoie des emails, et rien ne dit où mènent leurs liens",
            f"donnez son adresse publique, par exemple SITE_URL=https://{host}",
        )
    leads = settings.SITE_URL if settings.SITE_URL_GIVEN else "l'adresse que visite qui les demande"
    return good("liens des emails", leads if settings.MAIL_ENABLED else "sans objet")


def _secret() -> Finding:
    secret = settings.SECRET_KEY
    weak = len(secret) < _SHORTEST_SECRET or len(set(secret)) < _FEWEST_CHARACTERS
    if weak or any(word in secret.lower() for word in _PLACEHOLDERS):
        return refusal(
            "SECRET_KEY",
            "la clé secrète est trop courte ou devinable",
            "retirez la variable SECRET_KEY (l'instance en crée une), ou donnez-lui au moins "
            f"{_SHORTEST_SECRET} caractères tirés au hasard",
        )
    return good("SECRET_KEY", f"{len(secret)} caractères")


def _secret_file() -> Finding:
    path = settings.DATA_DIR / "secret_key"
    if path.exists() and open_to_others(path):
        return refusal(
            "clé secrète", f"{path} est lisible par d'autres comptes", f"chmod 600 {path}"
        )
    return good("clé secrète", "lisible par l'instance seule")


def _data_directory() -> Finding:
    for public in (settings.STATIC_ROOT, *settings.STATICFILES_DIRS):
        if settings.DATA_DIR.is_relative_to(Path(public).resolve()):
            return refusal(
                "DATA_DIR",
                f"{settings.DATA_DIR} est dans le dossier public {public}",
                "choisissez un dossier hors de l'application, par exemple "
                "DATA_DIR=/var/lib/cout-environnemental",
            )
    return good("DATA_DIR", str(settings.DATA_DIR))


def _database() -> Finding:
    found = settings.DATABASES["default"]
    if found["ENGINE"].endswith("sqlite3") and found["NAME"] in ("", ":memory:"):
        return refusal(
            "DATABASE_URL",
            "une base SQLite en mémoire : chaque processus aurait ses propres comptes",
            "retirez la variable DATABASE_URL, ou donnez l'adresse d'une base PostgreSQL",
        )
    return good("DATABASE_URL", found["ENGINE"].rpartition(".")[2])


def _workers() -> Finding:
    """Gunicorn starts no worker for 0, and exits with a traceback if it is not a number."""
    value = os.environ.get("WEB_CONCURRENCY", "").strip()
    if not value:
        return good("WEB_CONCURRENCY", "un processus par cœur")
    if value.isascii() and value.isdigit() and 0 < int(value) <= _MOST_WORKERS:
        return good("WEB_CONCURRENCY", f"{value} processus")
    return refusal(
        "WEB_CONCURRENCY",
        f"« {value} » n'est pas un nombre de processus",
        f"donnez un nombre de 1 à {_MOST_WORKERS}, ou retirez la variable pour un processus par "
        "cœur",
    )


def _static_files() -> Finding:
    """A page whose stylesheet or script was not collected cannot be rendered."""
    subject = "fichiers statiques"
    advice = "manage.py collectstatic --no-input"
    if settings.DEBUG:
        return good(subject, "servis de leurs dossiers")
    try:
        manifest = (settings.STATIC_ROOT / "staticfiles.json").read_text(encoding="utf-8")
        collected = set(json.loads(manifest)["paths"])
    except (OSError, ValueError, KeyError, TypeError):
        return refusal(subject, "non rassemblés, et aucune page ne s'afficherait", advice)
    names = (name for finder in get_finders() for name, _ in finder.list(_NO_FILES))
    if missing := sorted(set(names) - collected):
        return refusal(
            subject,
            f"{len(missing)} ne sont pas rassemblés, dont {missing[0]}, et des pages ne "
            "s'afficheraient pas",
            advice,
        )
    return good(subject, "rassemblés")


def open_to_others(path: Path) -> bool:
    """Return whether other users of the machine may read or write a file."""
    return bool(stat.S_IMODE(path.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO))
