"""The diagnosis of an installation: all that ``doctor`` looks at."""

import importlib.metadata
import os
import platform
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from operation import probes, safety
from operation.findings import Finding, fault, good, warning
from scoring.engine.details import read_details
from scoring.engine.errors import InvalidData
from scoring.instance import details_path
from scoring.methods import default_method, installed_versions, load_all

_OLDEST_POSTGRESQL = 13
_FREE_MEGABYTES = 100
_ACCESS_OF_OTHERS = 0o077
_MEMORY_FILE_SYSTEMS = ("tmpfs", "ramfs")
_PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[^]]*\])?==(\S+?)(?:\s*;.*)?\s*\\?$", re.MULTILINE)

Check = Callable[[], Finding]


def diagnose() -> Iterator[Finding]:
    """Every finding; a check that fails itself is a fault among the others."""
    yield from safety.security()
    for check in CHECKS:
        try:
            yield check()
        except Exception as error:
            yield fault(
                check.__name__.strip("_"),
                f"la vérification a échoué ({type(error).__name__})",
                "mettez à jour l'installation, puis recommencez",
            )


def _proxies() -> Finding:
    if settings.TRUSTED_PROXIES or not safety.public_hosts():
        return good("TRUSTED_PROXIES", str(settings.TRUSTED_PROXIES))
    return warning(
        "TRUSTED_PROXIES",
        "aucun serveur mandataire n'est déclaré : si un mandataire précède l'instance, toutes les "
        "requêtes comptent pour une seule adresse",
        "TRUSTED_PROXIES=1 derrière un mandataire ; rien à faire sans mandataire",
    )


def _transport() -> Finding:
    if settings.HTTPS or not safety.public_hosts():
        return good("chiffrement", "les cookies exigent HTTPS" if settings.HTTPS else "sans objet")
    return warning(
        "chiffrement",
        "l'instance a un nom public, et HTTPS n'est pas déclaré : mots de passe et jetons "
        "circuleraient en clair",
        "servez l'instance en HTTPS (deploy/), puis HTTPS=True et TRUSTED_PROXIES=1",
    )


def _packages() -> Finding:
    wanted = dict(_PIN.findall(_lock().read_text(encoding="utf-8")))
    found = {name: _installed(name) for name in wanted}
    wrong = [
        f"{name} {found[name]} au lieu de {version}"
        for name, version in wanted.items()
        if found[name] not in (None, version)
    ]
    if wrong:
        return fault(
            "dépendances",
            ", ".join(wrong),
            f"pip install --require-hashes -r requirements/{_lock().name}",
        )
    return good("dépendances", f"Python {platform.python_version()}, versions de {_lock().name}")


def _lock() -> Path:
    production = settings.REDIS_URL or connection.vendor == "postgresql"
    return settings.BASE_DIR / "requirements" / f"{'production' if production else 'runtime'}.txt"


def _installed(name: str) -> str | None:
    """The version installed, None where this system needs none."""
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _methods() -> Finding:
    try:
        load_all()
    except InvalidData as error:
        return fault("données", str(error), "réinstallez la version avec install_method")
    return good("données", ", ".join(sorted(installed_versions())))


def _detailed_impacts() -> Finding:
    """A damaged licensed file is not served, and nothing but the log tells of it."""
    path = details_path(settings.METHOD_VERSION)
    if not path.exists():
        return good(
            "impacts détaillés", "indicatifs" if settings.INDICATIVE_IMPACTS else "non servis"
        )
    try:
        read_details(path, default_method().dataset)
    except InvalidData as error:
        return fault(
            "impacts détaillés",
            f"{path} est inutilisable ({len(error.faults)} fautes)",
            "manage.py import_details FICHIER, ou import_details --remove",
        )
    if path.stat().st_mode & _ACCESS_OF_OTHERS:
        return fault(
            "impacts détaillés", f"{path} est lisible par d'autres comptes", f"chmod 600 {path}"
        )
    return good("impacts détaillés", "officiels")


def _database() -> Finding:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception as error:
        return fault(
            "base de données",
            f"inaccessible ({type(error).__name__})",
            "vérifiez DATABASE_URL et que le serveur répond ; le calcul anonyme fonctionne sans",
        )
    if connection.vendor != "postgresql":
        return good("base de données", connection.vendor)
    version = connection.pg_version // 10_000
    if version < _OLDEST_POSTGRESQL:
        return fault(
            "base de données", f"PostgreSQL {version}", f"PostgreSQL {_OLDEST_POSTGRESQL} au moins"
        )
    return good("base de données", f"PostgreSQL {version}")


def _migrations() -> Finding:
    try:
        executor = MigrationExecutor(connection)
    except Exception:
        return fault("tables", "non vérifiées, faute de base", "réparez d'abord la base de données")
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        return fault("tables", f"{len(waiting)} migration(s) en attente", "manage.py migrate")
    return good("tables", "à jour")


def _counters() -> Finding:
    workers = os.environ.get("WEB_CONCURRENCY") or "un par cœur"
    if not probes.checks()["cache"]:
        return fault(
            "compteurs",
            "inaccessibles : les requêtes ne sont pas limitées",
            "vérifiez REDIS_URL et que Redis répond"
            if settings.REDIS_URL
            else f"rendez {settings.COUNTER_DIR} inscriptible",
        )
    if settings.REDIS_URL:
        return good("compteurs", f"Redis, communs à toutes les machines (processus : {workers})")
    kind = _file_system(settings.COUNTER_DIR)
    if kind and kind not in _MEMORY_FILE_SYSTEMS:
        return warning(
            "compteurs",
            f"{settings.COUNTER_DIR} est sur disque ({kind}) : chaque requête y écrit",
            "COUNTER_DIR dans un dossier en mémoire, par exemple sous /dev/shm",
        )
    return good(
        "compteurs", f"communs aux processus de cette machine ({workers}) ; Redis pour plusieurs"
    )


def _file_system(path: Path) -> str:
    """The kind of file system that holds a path, empty where the system does not say."""
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return ""
    places = [line.split()[1:3] for line in mounts.read_text(encoding="utf-8").splitlines()]
    holding = [(place, kind) for place, kind in places if path.is_relative_to(place)]
    return max(holding, key=lambda found: len(found[0]))[1] if holding else ""


def _limit() -> Finding:
    if not settings.RATELIMIT_MAX_RPM:
        return warning(
            "RATELIMIT_MAX_RPM", "aucune limite", "retirez RATELIMIT_MAX_RPM pour 5000 par minute"
        )
    return good("RATELIMIT_MAX_RPM", f"{settings.RATELIMIT_MAX_RPM} par minute et par adresse")


def _data_directory() -> Finding:
    if safety.open_to_others(settings.DATA_DIR):
        return fault(
            "dossier des données",
            f"{settings.DATA_DIR} est ouvert à d'autres comptes de la machine",
            f"chmod 700 {settings.DATA_DIR}",
        )
    free = shutil.disk_usage(settings.DATA_DIR).free // 1_000_000
    if free < _FREE_MEGABYTES:
        return fault("dossier des données", f"{free} Mo libres", "libérez de la place")
    return good("dossier des données", f"{settings.DATA_DIR}, {free} Mo libres")


def _static_files() -> Finding:
    if settings.DEBUG or (settings.STATIC_ROOT / "staticfiles.json").exists():
        return good("fichiers statiques", "rassemblés")
    return fault("fichiers statiques", "non rassemblés", "manage.py collectstatic --no-input")


def _site_address() -> Finding:
    hosts = safety.public_hosts()
    if hosts and urlsplit(settings.SITE_URL).hostname in ("localhost", "127.0.0.1"):
        return warning(
            "SITE_URL",
            f"les liens que les commandes écrivent mènent à {settings.SITE_URL}",
            f"SITE_URL=https://{hosts[0].removeprefix('.')}",
        )
    return good("SITE_URL", settings.SITE_URL)


def _mail() -> Finding:
    if settings.MAIL_ENABLED:
        return good("courriel", f"{settings.EMAIL_HOST}, port {settings.EMAIL_PORT}")
    return warning(
        "courriel",
        "aucun serveur : la connexion se fait par mot de passe",
        "EMAIL_URL et EMAIL_FROM pour les liens de connexion par courriel, si vous en voulez",
    )


def _legal_pages() -> Finding:
    blanks = safety.legal_blanks()
    if blanks:
        return warning(
            "pages légales", "elles ont des blancs, que les visiteurs voient", f"donnez {blanks}"
        )
    return good("pages légales", "remplies")


def _logs() -> Finding:
    if settings.LOG_LEVEL == "DEBUG":
        return warning("LOG_LEVEL", "DEBUG journalise les requêtes SQL", "LOG_LEVEL=INFO")
    return good("LOG_LEVEL", f"{settings.LOG_LEVEL}, {settings.LOG_FORMAT}")


CHECKS: tuple[Check, ...] = (
    _proxies,
    _transport,
    _packages,
    _methods,
    _detailed_impacts,
    _database,
    _migrations,
    _counters,
    _limit,
    _data_directory,
    _static_files,
    _site_address,
    _mail,
    _legal_pages,
    _logs,
)
