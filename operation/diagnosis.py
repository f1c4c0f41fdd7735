"""The diagnosis of an installation: all the checks that ``doctor`` runs."""

import importlib.metadata
import os
import platform
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection

import scoring
from operation import (
    database_checks,
    details_checks,
    disks,
    mail_checks,
    network_checks,
    probes,
    safety,
)
from operation.findings import Finding, fault, good, warning
from scoring import compiled
from scoring.engine.errors import InvalidData
from scoring.methods import damaged_versions, installed_versions, load_all

_FREE_MEGABYTES = 100
# Files that an instance keeps in DATA_DIR.
_OUR_FILES = re.compile(
    r"secret_key|db\.sqlite3(-wal|-shm)?|details|methods|backups|cout-environnemental-.*"
)
_MEMORY_FILE_SYSTEMS = ("tmpfs", "ramfs")
_PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[^]]*\])?==(\S+?)(?:\s*;.*)?\s*\\?$", re.MULTILINE)

Check = Callable[[], Finding]


def diagnose() -> Iterator[Finding]:
    """Yield all findings; a check that raises is itself reported as a fault."""
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
    """Return the installed version, or None if the package is not needed on this platform."""
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _calculation() -> Finding:
    form = scoring.FORM
    if form.name == compiled.STALE:
        return warning("calcul", form.sentence, "make compile, ou make pure pour s'en passer")
    if form.name == compiled.COMPILED:
        return good("calcul", f"{form.sentence}, {form.modules} modules")
    return good("calcul", form.sentence)


def _methods() -> Finding:
    try:
        load_all()
    except InvalidData as error:
        return fault("données", str(error), "réinstallez la version avec install_method")
    if damaged := damaged_versions():
        names = ", ".join(sorted(damaged))
        return fault(
            "données",
            f"{names} n'est pas servie. " + " ".join(str(error) for error in damaged.values()),
            "réinstallez la version avec install_method, ou supprimez son dossier",
        )
    return good("données", ", ".join(sorted(installed_versions())))


def _counters() -> Finding:
    workers = os.environ.get("WEB_CONCURRENCY") or "un par cœur"
    if not probes.checks()["cache"]:
        return fault(
            "compteurs",
            "inaccessibles : les requêtes ne sont pas limitées",
            "vérifiez REDIS_URL et que Redis répond"
            if settings.REDIS_URL
            else _usable_directory("COUNTER_DIR", settings.COUNTER_DIR),
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
    """Return the type of the file system that holds a path; empty if unknown."""
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


def _usable_directory(name: str, path: Path) -> str:
    """Advise on a directory, never to change the permissions of one the instance does not own."""
    if path.is_dir() and path.stat().st_uid == os.geteuid():
        return f"chmod 700 {path}, et de la place sur son disque"
    return f"donnez à {name} un dossier qui soit à l'instance seule, ou retirez la variable"


def _data_directory() -> Finding:
    subject = "dossier des données"
    if safety.open_to_others(settings.DATA_DIR):
        names = (path.name for path in settings.DATA_DIR.iterdir())
        foreign = any(not _OUR_FILES.fullmatch(name) for name in names)
        return fault(
            subject,
            f"{settings.DATA_DIR} est ouvert à d'autres comptes de la machine",
            "donnez à DATA_DIR un dossier qui soit à l'instance seule"
            if foreign
            else f"chmod 700 {settings.DATA_DIR}",
        )
    for directory in disks.written_directories():
        try:
            disks.take_room(directory)
        except OSError as error:
            return fault(
                subject,
                f"rien ne peut être écrit dans {directory} ({error.strerror})",
                "libérez de la place, et voyez à qui est ce dossier",
            )
    free = shutil.disk_usage(settings.DATA_DIR).free // 1_000_000
    if free < _FREE_MEGABYTES:
        return fault(subject, f"{free} Mo libres", "libérez de la place")
    return good(subject, f"{settings.DATA_DIR}, {free} Mo libres")


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
    network_checks.proxies,
    network_checks.transport,
    _packages,
    _calculation,
    _methods,
    details_checks.detailed_impacts,
    database_checks.database,
    database_checks.migrations,
    database_checks.last_purge,
    _counters,
    _limit,
    _data_directory,
    network_checks.site_address,
    network_checks.public_answer,
    mail_checks.mail,
    _legal_pages,
    _logs,
)
