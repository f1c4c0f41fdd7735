"""The page that estimates a score from a label."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.http import QueryDict

from scoring.answers.textile.decisions import estimate_of
from scoring.answers.words import decisions
from scoring.engine.analysis.estimate import Contribution, Estimate
from scoring.engine.manifest import Notice
from scoring.engine.method import Method
from scoring.instance import served_to
from scoring.web import figures
from scoring.web.bars import placing
from scoring.web.forms import FormLine
from scoring.web.labels import in_language, language
from scoring.web.speech import SPEECH, points
from scoring.web.textile.form import Form, posted_form

CONFIDENCE = in_language(decisions.CONFIDENCE)
# Lines for fibres in the form.
FIBRES = 4


class RangeDrawing(NamedTuple):
    """Positions in the drawing in per cent, as text in machine notation."""

    least: str
    low: str
    median: str
    high: str
    greatest: str
    score: str
    width: str


class Question(NamedTuple):
    """An unknown field to ask the brand about: its share of the spread, and the assumption."""

    label: str
    share: str
    between: tuple[str, str]


def label_form(method: Method, data: QueryDict | None) -> Form:
    """The posted label, or an empty one, with as many fibre lines as the form shows."""
    form = Form(values={}) if data is None else posted_form(method, data)
    form.materials += [FormLine("") for _ in range(FIBRES - len(form.materials))]
    if data is None:
        form.materials[0].values["share"] = "100"
    return form


def filled(form: Form) -> Form:
    """The label with only the fibre lines that were filled in."""
    return Form(values=form.values, materials=[line for line in form.materials if line.id])


def estimated(method: Method, body: Mapping[str, Any]) -> dict[str, Any]:
    """The template context of a label's estimate. Raises ``InvalidQuery``."""
    _computed, found = estimate_of(method, body, served_to(method, entitled=False))
    completed = {**body, **found.label.supposed}
    notes = [one.unknown.assumption.note for one in found.contributions]
    assumptions = method.dataset.assumptions
    if assumptions is not None:
        notes += [held.note for held in assumptions.held]
    return {
        "score": points(found.score),
        "supposed": [
            (SPEECH.field(method, completed, field), SPEECH.value(method, field, value))
            for field, value in found.label.supposed.items()
        ],
        "low": points(found.low),
        "median": points(found.median),
        "high": points(found.high),
        "least": points(found.bounds.least),
        "greatest": points(found.bounds.greatest),
        "confidence": CONFIDENCE[found.confidence],
        "drawing": _range(found),
        "questions": [_question(method, completed, one) for one in found.contributions],
        "assumptions": _said(notes),
        "completed": completed,
    }


def _question(method: Method, body: Mapping[str, Any], found: Contribution) -> Question:
    return Question(
        label=SPEECH.field(method, body, found.unknown.field),
        share=figures.percentage(found.share, 0),
        between=(points(found.least), points(found.greatest)),
    )


def _range(found: Estimate) -> RangeDrawing | None:
    least, greatest = found.bounds
    if not 0 < greatest - least < float("inf"):
        return None
    place = placing(least, greatest)
    low, high = place(found.low), place(found.high)
    return RangeDrawing(
        least=f"{place(least):.1f}",
        low=f"{low:.1f}",
        median=f"{place(found.median):.1f}",
        high=f"{high:.1f}",
        greatest=f"{place(greatest):.1f}",
        score=f"{place(found.score):.1f}",
        width=f"{high - low:.1f}",
    )


def _said(notes: Sequence[Notice]) -> list[str]:
    """Sentences without duplicates, in the language of the page."""
    return list(dict.fromkeys(note.text(language()) for note in notes))
