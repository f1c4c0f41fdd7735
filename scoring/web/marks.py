"""The mark beside each detailed figure that is not the method's own."""

from django.utils.translation import gettext as _

from scoring.answers.levels import INDICATIVE, OWN


def mark_of(level: str) -> str:
    """The mark of the detailed figures of a level, "" for none."""
    if level == INDICATIVE:
        return _("indicatif")
    return _("valeur de l'exploitant") if level == OWN else ""
