"""The simulators of sets and garments in several parts: what they provide to the shared views."""

import re
from collections.abc import Mapping
from typing import Any

from scoring.answers.products import POLO, PYJAMAS
from scoring.answers.textile.composites import TEXTILE_GARMENT, TEXTILE_SET
from scoring.engine.method import Method
from scoring.web.composites.actions import act
from scoring.web.composites.cards import PieceCard, cards_of, of_the_whole
from scoring.web.composites.form import (
    SIMPLIFICATION,
    Form,
    GarmentForm,
    garment_form_of,
    posted_garment,
    posted_set,
    set_form_of,
)
from scoring.web.composites.naming import name_of_garment, name_of_set
from scoring.web.composites.reading import PRICE_LIMITS, refusals
from scoring.web.composites.results import (
    form_rows,
    garment_results,
    piece_rows,
    portal_sentence,
    set_results,
)
from scoring.web.controls import coded_options, options_of
from scoring.web.simulators import SectorTemplates, Simulator
from scoring.web.textile.context import pickers
from scoring.web.textile.stages import Cards
from scoring.web.weighing import ShownProduct
from scoring.web.words.composites import FORMS, PRICE_LABEL, SIMPLIFICATION_LABEL

TEMPLATES = SectorTemplates(
    "composites/simulator.html", "composites/_simulator.html", "composites/_update.html"
)
_REDRAWN = re.compile(
    r"(item-\d+-)?(product|upcycled|fabricProcess|printing-kind|countryMaking)"
    r"|impact|main|simplification|.*-id"
)


def draw_set(
    method: Method,
    form: Form,
    errors: Mapping[str, str],
    product: ShownProduct | None,
    warnings: Mapping[str, str],
) -> dict[str, Any]:
    """The controls of a set, and its figures."""
    cards = cards_of(method, form, errors, product)
    fields = of_the_whole(method, form, errors, None)
    price = fields.control(
        "price", PRICE_LABEL, "number", form.whole.get("price"), unit="€", reads=PRICE_LIMITS.kind
    )
    whole = [price, fields.number("numberOfReferences")]
    return _drawn(cards, product) | {"whole_controls": whole, "controls": _all(whole, cards)}


def draw_garment(
    method: Method,
    form: GarmentForm,
    errors: Mapping[str, str],
    product: ShownProduct | None,
    warnings: Mapping[str, str],
) -> dict[str, Any]:
    """The controls of a garment in parts, and its figures."""
    cards = cards_of(method, form, errors, product)
    fields = of_the_whole(method, form, errors, product)
    category = fields.of_form(
        "product",
        "picker",
        options=options_of(method.dataset.products.values()),
        dialog="products",
    )
    durability = fields.named("price", "numberOfReferences", "business", "physicalDurability")
    form_control = fields.control(
        SIMPLIFICATION,
        SIMPLIFICATION_LABEL,
        "select",
        form.simplification,
        options=coded_options(FORMS),
        wide=True,
    )
    trims = Cards(method, form.whole, fields, None)
    whole = [category, *durability, form_control]
    of_trims = [line.control for line in trims.trims if line.control]
    return _drawn(cards, product) | {
        "whole_controls": whole,
        "whole_trims": trims.trims,
        "is_garment": True,
        "forms": [] if product is None else form_rows(product),
        "portal": "" if product is None else portal_sentence(product),
        "controls": [*_all(whole, cards), *of_trims],
    }


def _drawn(cards: list[PieceCard], product: ShownProduct | None) -> dict[str, Any]:
    shown = product is not None and len(cards) == len(product.computed.simulation.pieces)
    return {
        "durable": True,
        "cards": cards,
        "pieces": piece_rows(product, [card.name for card in cards])
        if shown and product is not None
        else [],
        "extra_results": "composites/_extra.html",
    }


def _all(whole: list[Any], cards: list[PieceCard]) -> list[Any]:
    controls = list(whole)
    for card in cards:
        controls += card.every_control()
    return controls


SETS = Simulator(
    sector=TEXTILE_SET,
    templates=TEMPLATES,
    default=PYJAMAS,
    empty=PYJAMAS,
    form_of=set_form_of,
    posted_form=posted_set,
    act=act,
    refusals=refusals,
    draw=draw_set,
    results=set_results,
    pickers=pickers,
    redrawn=_REDRAWN,
    name_of=name_of_set,
)
PARTS = Simulator(
    sector=TEXTILE_GARMENT,
    templates=TEMPLATES,
    default=POLO,
    empty=POLO,
    form_of=garment_form_of,
    posted_form=posted_garment,
    act=act,
    refusals=refusals,
    draw=draw_garment,
    results=garment_results,
    pickers=pickers,
    redrawn=_REDRAWN,
    name_of=name_of_garment,
)
