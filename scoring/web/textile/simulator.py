"""The textile simulator: what it brings to the views of all simulators."""

from scoring.answers.textile.sector import TEXTILE as TEXTILE_SECTOR
from scoring.web.simulators import Simulator, Templates
from scoring.web.textile.actions import act
from scoring.web.textile.context import draw, pickers
from scoring.web.textile.default import DEFAULT
from scoring.web.textile.form import form_of, posted_form
from scoring.web.textile.naming import name_of
from scoring.web.textile.reading import read_form

TEMPLATES = Templates("textile/simulator.html", "textile/_simulator.html", "textile/_update.html")
_REDRAWN = ("product", "upcycled", "fabricProcess", "printing-kind", "countryMaking", "impact")


def redraws(changed: str) -> bool:
    """Whether a change of this control changes which controls there are."""
    return changed in _REDRAWN or changed.startswith("step-") or changed.endswith("-id")


TEXTILE = Simulator(
    TEXTILE_SECTOR,
    TEMPLATES,
    DEFAULT,
    form_of,
    posted_form,
    act,
    read_form,
    draw,
    pickers,
    redraws,
    name_of,
)
