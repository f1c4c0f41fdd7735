"""What to know of a result, in the visitor's language."""

from collections.abc import Iterable

from django.utils.translation import gettext

from scoring.answers.cautions import worded
from scoring.engine.cautions import Caution
from scoring.web import figures
from scoring.web.labels import label


def sentences(cautions: Iterable[Caution]) -> list[str]:
    """The sentences of the API, translated."""
    return [
        worded(caution, translate=gettext, name=label, ratio=figures.percentage)
        for caution in cautions
    ]
