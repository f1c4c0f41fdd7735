"""Who runs the instance: what the legal pages must state, and which settings are missing."""

from dataclasses import dataclass

from django.conf import settings

# Each setting, and what it must contain.
OPERATOR_SETTINGS = {
    "OPERATOR_NAME": "le nom de l'exploitant (personne ou organisme)",
    "OPERATOR_ADDRESS": "l'adresse postale de l'exploitant",
    "OPERATOR_CONTACT": "l'adresse email où écrire à l'exploitant",
    "PUBLICATION_DIRECTOR": "le nom du directeur ou de la directrice de la publication",
    "HOSTING_PROVIDER": "le nom, l'adresse et le pays de l'hébergeur",
}


def missing_operator_settings() -> list[str]:
    """Return the names of the empty settings, each of which leaves a gap in a legal page."""
    return [name for name in OPERATOR_SETTINGS if not getattr(settings, name)]


@dataclass(frozen=True, slots=True)
class Operator:
    """What the legal pages state about the operator; an empty string is a missing setting."""

    name: str
    address: str
    contact: str
    publication_director: str
    hosting_provider: str


def operator() -> Operator:
    """Return the operator, from the settings."""
    return Operator(
        name=settings.OPERATOR_NAME,
        address=settings.OPERATOR_ADDRESS,
        contact=settings.OPERATOR_CONTACT,
        publication_director=settings.PUBLICATION_DIRECTOR,
        hosting_provider=settings.HOSTING_PROVIDER,
    )
