"""The textile simulator: what it provides to the shared views."""

import re

from scoring.answers.textile.sector import TEXTILE as TEXTILE_SECTOR
from scoring.web.simulators import SectorTemplates, Simulator
from scoring.web.textile.actions import act
from scoring.web.textile.context import draw, pickers
from scoring.web.textile.form import form_of, posted_form
from scoring.web.textile.naming import name_of
from scoring.web.textile.reading import refusals
from scoring.web.textile.results import textile_results

TEMPLATES = SectorTemplates(
    "textile/simulator.html", "textile/_simulator.html", "textile/_update.html"
)
# An ordinary T-shirt made in China (web.md 3.1).
DEFAULT = {
    "countryDyeing": "CN",
    "countryFabric": "CN",
    "countryMaking": "CN",
    "countrySpinning": "CN",
    "mass": 0.17,
    "materials": [{"id": "ei-coton", "share": 1}],
    "product": "tshirt",
    "upcycled": False,
}

TEXTILE = Simulator(
    sector=TEXTILE_SECTOR,
    templates=TEMPLATES,
    default=DEFAULT,
    empty=DEFAULT,
    form_of=form_of,
    posted_form=posted_form,
    act=act,
    refusals=refusals,
    draw=draw,
    results=textile_results,
    pickers=pickers,
    redrawn=re.compile(
        r"product|upcycled|fabricProcess|printing-kind|countryMaking|impact|step-.*|.*-id"
    ),
    name_of=name_of,
)
