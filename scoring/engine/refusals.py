"""Error messages that several sectors share (api.md 7).

Integrators match on these messages, which are the reference's.
"""

from scoring.engine.records import Country

# The reference says "or equal" although it rejects zero.
MASS_REFUSAL = "La masse doit être supérieure ou égale à zéro"

_SECTORS = {"textile": "Textile", "food": "Alimentaire"}


def country_refusal(country: Country | None, code: str, scope: str) -> str | None:
    """Why a country code cannot be used in a sector, None if it can."""
    if country is None:
        return f"Code pays invalide: {code}."
    if scope not in country.scopes:
        return f"Le code pays {code} n'est pas utilisable dans un contexte {_SECTORS[scope]}."
    return None


def process_refusal(identifier: str) -> str:
    """The error message for an unknown process id."""
    return f"Procédé introuvable par id : {identifier}"
