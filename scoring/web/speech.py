"""Fields and values in the visitor's language, and points with their sign."""

import math

from django.utils.translation import gettext as _

from scoring.answers.textile.speech import Speech
from scoring.web import figures
from scoring.web.labels import label

POINTS = "Pts"


def points(value: float) -> str:
    """An amount of points."""
    return figures.quantity(value, POINTS)


def signed(value: float) -> str:
    """A difference of points: with a true minus sign, or a plus."""
    if not math.isfinite(value):
        return points(value)
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{points(abs(value))}"


def _plain(value: float, digits: int) -> str:
    """A number without needless zeros."""
    return figures.significant(round(value, digits))


SPEECH = Speech(say=_, name=label, number=_plain)
