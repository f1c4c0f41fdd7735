"""Who runs the instance: what its legal pages must name, and what is still blank."""

from dataclasses import dataclass

from django.conf import settings

# The setting, and what it must say.
OPERATOR_SETTINGS = {
    "OPERATOR_NAME": "le nom de l'exploitant (personne ou organisme)",
    "OPERATOR_ADDRESS": "l'adresse postale de l'exploitant",
    "OPERATOR_CONTACT": "l'adresse email où écrire à l'exploitant",
    "PUBLICATION_DIRECTOR": "le nom du directeur ou de la directrice de la publication",
    "HOSTING_PROVIDER": "le nom, l'adresse et le pays de l'hébergeur",
}


def missing_operator_settings() -> list[str]:
    """Names of the settings that are blank, so that a legal page has a hole."""
    return [name for name in OPERATOR_SETTINGS if not getattr(settings, name)]


@dataclass(frozen=True, slots=True)
class Operator:
    """What the pages name; a blank is an empty text."""

    name: str
    address: str
    contact: str
    publication_director: str
    hosting_provider: str


def operator() -> Operator:
    """Who runs the instance."""
    return Operator(
        name=settings.OPERATOR_NAME,
        address=settings.OPERATOR_ADDRESS,
        contact=settings.OPERATOR_CONTACT,
        publication_director=settings.PUBLICATION_DIRECTOR,
        hosting_provider=settings.HOSTING_PROVIDER,
    )
