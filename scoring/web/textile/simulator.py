"""The textile simulator: what it brings to the views of all simulators."""

from typing import Any

from scoring.engine.method import Method
from scoring.engine.textile.query import SCOPE, parse
from scoring.web.simulators import Simulator, Templates
from scoring.web.textile.actions import act
from scoring.web.textile.context import draw, pickers
from scoring.web.textile.default import DEFAULT
from scoring.web.textile.form import form_of, posted_form
from scoring.web.textile.normal import normal

TEMPLATES = Templates("textile/simulator.html", "textile/_simulator.html", "textile/_update.html")
_REDRAWN = ("product", "upcycled", "fabricProcess", "printing-kind", "countryMaking", "impact")


def normalise(method: Method, body: object) -> dict[str, Any]:
    """Read a request and give it back normalised."""
    return normal(parse(method.dataset, body))


def redraws(changed: str) -> bool:
    """Whether a change of this control changes which controls there are."""
    return changed in _REDRAWN or changed.startswith("step-") or changed.endswith("-id")


TEXTILE = Simulator(
    SCOPE,
    TEMPLATES,
    "textile",
    DEFAULT,
    normalise,
    form_of,
    posted_form,
    act,
    draw,
    pickers,
    redraws,
)
