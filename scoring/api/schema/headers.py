"""The document's description of the response headers (api.md 3 and 8)."""

from typing import Any

from django.utils.translation import gettext as _

from scoring.answers.marking import N_

_TEXT = {"type": "string"}
_COUNT = {"type": "integer", "minimum": 0}
_HEADERS: dict[str, tuple[dict[str, Any], str, Any]] = {
    "X-RateLimit-Limit": (
        _COUNT,
        N_("Requêtes admises par minute et par adresse ; absent quand rien n'est limité."),
        5000,
    ),
    "X-RateLimit-Remaining": (_COUNT, N_("Requêtes qui restent dans la minute en cours."), 4999),
    "X-RateLimit-Reset": (
        _COUNT,
        N_("Début de la minute suivante, en secondes depuis 1970."),
        1795712073,
    ),
    "Retry-After": (_COUNT, N_("Secondes à attendre avant de recommencer."), 42),
    "X-Request-Id": (
        _TEXT,
        N_("Référence de la requête, à communiquer à l'exploitant."),
        "2802cf39a5cec341",
    ),
    "X-Ecobalyse-Impacts": (
        {"type": "string", "enum": ["aggregated", "indicative", "own", "official"]},
        N_("Niveau des impacts servis, comme meta.impactsLevel."),
        "aggregated",
    ),
    "Warning": (
        _TEXT,
        N_("Présent quand le jeton envoyé n'est pas valide, ou n'a pas pu être vérifié."),
        '199 - "jeton invalide"',
    ),
    "WWW-Authenticate": (
        _TEXT,
        N_("Présent quand le jeton envoyé n'est pas valide."),
        'Bearer error="invalid_token"',
    ),
    "Content-Disposition": (
        _TEXT,
        N_("Nom du fichier, quand la réponse est un tableur."),
        'attachment; filename="calcul-ecs.xlsx"',
    ),
}
_EVERYWHERE = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset", "X-Request-Id")
_OF_A_TOKEN = ("Warning", "WWW-Authenticate")


def header_components() -> dict[str, Any]:
    """Each header, defined once."""
    return {
        name: {"description": _(words), "schema": schema, "example": example}
        for name, (schema, words, example) in _HEADERS.items()
    }


def headers_of(
    status: str, *, simulates: bool, gives_files: bool, waits: bool = False
) -> dict[str, Any]:
    """The headers of a response with that status."""
    names = list(_EVERYWHERE)
    if status == "429" or (waits and status == "503"):
        names.append("Retry-After")
    elif simulates:
        names += _OF_A_TOKEN
    if status == "200" and simulates:
        names.append("X-Ecobalyse-Impacts")
        if gives_files:
            names.append("Content-Disposition")
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}
