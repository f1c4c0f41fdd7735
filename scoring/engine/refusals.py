"""Refusals that several sectors word alike (api.md 7).

Integrators match on the refusals, which are the reference's.
"""

from scoring.engine.records import Country

# The reference says "or equal" although it refuses zero.
MASS_REFUSAL = "La masse doit être supérieure ou égale à zéro"

_SECTORS = {"textile": "Textile", "food": "Alimentaire"}


def country_refusal(country: Country | None, code: str, scope: str) -> str | None:
    """Why a country code cannot be used in a sector, None when it can."""
    if country is None:
        return f"Code pays invalide: {code}."
    if scope not in country.scopes:
        return f"Le code pays {code} n'est pas utilisable dans un contexte {_SECTORS[scope]}."
    return None


def process_refusal(identifier: str) -> str:
    """That no process has this id."""
    return f"Procédé introuvable par id : {identifier}"
