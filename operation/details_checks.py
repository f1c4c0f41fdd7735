"""Checks of the detailed impacts that the operator has imported."""

from pathlib import Path

from django.conf import settings

from operation.findings import Finding, fault, good, warning
from scoring.answers.levels import INDICATIVE
from scoring.engine.details import read_details
from scoring.engine.errors import InvalidData
from scoring.engine.own import read_own
from scoring.instance import details_path, own_path, served_to
from scoring.management.own_figures import summary
from scoring.methods import default_method

_SUBJECT = "impacts détaillés"
_ACCESS_OF_OTHERS = 0o077


def detailed_impacts() -> Finding:
    """Check the licensed file: a damaged one is not served, and otherwise only the log shows it."""
    path = details_path(settings.METHOD_VERSION)
    if not path.exists():
        return _own_figures()
    try:
        read_details(path, default_method().dataset)
    except InvalidData as error:
        return _unusable(path, error, "")
    return _open_to_others(path) or good(_SUBJECT, "officiels")


def _own_figures() -> Finding:
    """Check the operator's own file, served when there is no licensed one."""
    path = own_path(settings.METHOD_VERSION)
    if not path.exists():
        return _without_imported_file()
    dataset = default_method().dataset
    try:
        own = read_own(path, dataset)
    except InvalidData as error:
        return _unusable(path, error, "--own ")
    return _open_to_others(path) or good(_SUBJECT, " ; ".join(summary(own, len(dataset.processes))))


def _unusable(path: Path, error: InvalidData, option: str) -> Finding:
    return fault(
        _SUBJECT,
        f"{path} est inutilisable ({len(error.faults)} fautes)",
        f"manage.py import_details {option}FICHIER, ou import_details {option}--remove",
    )


def _open_to_others(path: Path) -> Finding | None:
    if not path.stat().st_mode & _ACCESS_OF_OTHERS:
        return None
    return fault(_SUBJECT, f"{path} est lisible par d'autres comptes", f"chmod 600 {path}")


def _without_imported_file() -> Finding:
    """Report what a valid token returns without such a file, using the code that serves it."""
    if served_to(default_method(), entitled=True).level == INDICATIVE:
        return good(_SUBJECT, "indicatifs")
    if not settings.INDICATIVE_IMPACTS:
        return good(_SUBJECT, "non servis (INDICATIVE_IMPACTS=False)")
    return warning(
        _SUBJECT,
        f"non servis : {settings.METHOD_VERSION} n'a pas de valeurs indicatives, et un jeton ne "
        "donne que les deux scores",
        "manage.py import_details FICHIER (--own pour vos propres valeurs), ou manage.py "
        "install_indicative",
    )
