"""Cautions about a result, in the visitor's language."""

from collections.abc import Iterable

from django.utils.translation import gettext

from scoring.answers.cautions import worded
from scoring.engine.cautions import Caution
from scoring.web import figures
from scoring.web.labels import label


def sentences(cautions: Iterable[Caution]) -> list[str]:
    """The API's sentences, translated."""
    return [_sentence(caution) for caution in cautions]


def by_field(cautions: Iterable[Caution]) -> dict[str, str]:
    """The sentences to show next to a field, by request field."""
    return {
        caution.field: _sentence(caution)
        for caution in cautions
        if caution.code.endswith("-unusual")
    }


def _sentence(caution: Caution) -> str:
    return worded(
        caution,
        translate=gettext,
        name=label,
        ratio=figures.percentage,
        amount=lambda value, unit: figures.with_unit(figures.significant(value), gettext(unit)),
    )
