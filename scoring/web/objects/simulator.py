"""The object and light-vehicle simulators: what they provide to the shared views."""

import re
from collections.abc import Mapping
from functools import partial
from typing import Any

from scoring.answers.components import OBJECT, VELI
from scoring.answers.sector import Sector
from scoring.engine.method import Method
from scoring.engine.objects.product import Product, Results
from scoring.engine.objects.query import Query
from scoring.web.objects.actions import act
from scoring.web.objects.cards import Cards
from scoring.web.objects.choices import component_options, material_options
from scoring.web.objects.form import Form, form_of, posted_form
from scoring.web.objects.naming import name_of
from scoring.web.objects.reading import refusals
from scoring.web.objects.results import components_results
from scoring.web.objects.starting import first_product
from scoring.web.simulators import SectorTemplates, Simulator
from scoring.web.weighing import ShownProduct

TEMPLATES = SectorTemplates(
    "objects/simulator.html", "objects/_simulator.html", "objects/_update.html"
)
EMPTY: dict[str, Any] = {"components": []}


def components_simulator(sector: Sector[Query, Product, Results]) -> Simulator:
    """The simulator of a sector."""
    scope = sector.name

    def draw(
        method: Method,
        form: Form,
        errors: Mapping[str, str],
        product: ShownProduct | None,
        _warnings: Mapping[str, str],
    ) -> dict[str, Any]:
        """The controls of a form, and the figures of its product."""
        return {
            "cards": Cards(method, scope, form, errors, product),
            "has_catalogue": any(one.elements for one in method.dataset.components_of(scope)),
        }

    def pickers(method: Method) -> dict[str, Any]:
        """The options of the dialogs."""
        return {
            "component_options": component_options(method, scope),
            "material_options": material_options(
                method, method.dataset.processes_of(scope, "material")
            ),
        }

    return Simulator(
        sector=sector,
        templates=TEMPLATES,
        default=EMPTY,
        empty=EMPTY,
        opening=partial(first_product, scope=scope),
        form_of=form_of,
        posted_form=posted_form,
        act=partial(act, scope),
        refusals=refusals,
        draw=draw,
        results=components_results,
        pickers=pickers,
        redrawn=re.compile(r"impact|.*-(material|more)"),
        name_of=name_of,
    )


OBJECTS = components_simulator(OBJECT)
VEHICLES = components_simulator(VELI)
