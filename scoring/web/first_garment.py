"""The small simulator of the home page: a garment of one material, with six controls.

It is the textile form with fewer controls, using the same functions to parse and compute. The
garment opens in the textile simulator through its link or, without scripts, by posting the form
there.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import orjson
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from scoring.answers.breakdown import COMPARED_KG
from scoring.answers.links import page_fragment
from scoring.answers.sectors import TEXTILE as SECTOR
from scoring.answers.typed_numbers import KILOGRAMS
from scoring.engine.aliases import in_current_ids
from scoring.engine.method import Method
from scoring.engine.numbers import running_sum
from scoring.web import figures
from scoring.web.controls import Control, options_of
from scoring.web.examples import examples_of
from scoring.web.labels import label
from scoring.web.textile.fields import Fields, material_options
from scoring.web.textile.form import Form
from scoring.web.textile.simulator import TEXTILE
from scoring.web.typed_numbers import shown_number
from scoring.web.versions import explorer_of
from scoring.web.weighing import ShownProduct, compute_shown
from scoring.web.words.breakdown import FAMILIES

# Defaults of the textile page: the same garment has the same score on both pages.
_COUNTRIES = ("countrySpinning", "countryFabric", "countryDyeing", "countryMaking")
_MATERIAL = "material-0-id"
_NAMES = ("product", "mass", _MATERIAL, *_COUNTRIES)
# The only material is 100 %.
_SHARE = {"material-0-share": "100"}


class BarPart(NamedTuple):
    """A family of stages: its points, and its position in the bar in per cent."""

    family: str
    name: Any
    value: str
    percentage: str
    start: str
    width: str


def first_garment(method: Method) -> Mapping[str, str] | None:
    """The initial values of the form; None if the version computes no such garment.

    They are those of the textile page, or of the version's first example that can be computed.
    """
    own = [in_current_ids(TEXTILE.default, method.dataset.aliases)]
    if SECTOR.name in method.sectors:
        for query in [*own, *(known.query for known in examples_of(method.version, SECTOR.name))]:
            values = _values(query)
            if TEXTILE.read(method, _form(method, values))[0] is not None:
                return values
    return None


def posted_garment(data: QueryDict) -> Mapping[str, str]:
    """The values of a posted form; other fields are ignored."""
    return {name: data.get(name, "") for name in _NAMES}


def garment_context(
    request: HttpRequest, method: Method, values: Mapping[str, str]
) -> dict[str, Any]:
    """The controls of the form and its garment's score, or the errors of what was typed."""
    form = _form(method, values)
    query, errors = TEXTILE.read(method, form)
    product = None if query is None else compute_shown(request, SECTOR, method, query, "ecs")
    simulation = None if product is None else product.computed.simulation
    fields = Fields(method, form, errors, simulation, {})
    context: dict[str, Any] = {
        "controls": _controls(method, fields, values[_MATERIAL]),
        "errors": errors,
        # What the "?" of each field leads to.
        "scope": SECTOR.scope,
        "explorer": explorer_of(request, SECTOR),
    }
    if product is None:
        return context
    return context | _score(product) | _ways(form, product)


def _values(query: Mapping[str, Any]) -> Mapping[str, str]:
    """The values of the form for a garment, keeping only its first material."""
    return {
        "product": query["product"],
        "mass": shown_number(query["mass"], KILOGRAMS),
        _MATERIAL: query["materials"][0]["id"],
        **{name: query.get(name) or "" for name in _COUNTRIES},
    }


def _form(method: Method, values: Mapping[str, str]) -> Form:
    data = QueryDict(mutable=True)
    data.update({**values, **_SHARE})
    form: Form = TEXTILE.posted_form(method, data)
    return form


def _controls(method: Method, fields: Fields, material: str) -> list[Control]:
    products = options_of(method.dataset.products.values())
    materials = sorted(material_options(method), key=lambda option: str(option.label))
    return [
        fields.of_form("product", "select", options=products),
        fields.number("mass"),
        fields.control(_MATERIAL, _("Matière principale"), "select", material, options=materials),
        *map(fields.country, _COUNTRIES),
    ]


def _score(product: ShownProduct) -> dict[str, Any]:
    """The score, how durability affects it, and its parts."""
    computed, shown = product
    simulation, totals = computed.simulation, computed.results.totals
    before, score = shown.figure(totals.without_durability), shown.figure(computed.total)
    coefficient = simulation.durability.coefficient
    return {
        "score": figures.number(score, shown.definition.decimals),
        "unit": shown.unit,
        "exact": figures.exact(score),
        "garment": _("{product}, {mass}").format(
            product=label(simulation.query.product), mass=figures.kilograms(simulation.query.mass)
        ),
        "for_100_g": shown.text_of(computed.for_mass(COMPARED_KG)),
        "durability": figures.number(coefficient),
        "division": figures.division(before, coefficient, shown.text(score)),
        "parts": _parts(product),
    }


def _parts(product: ShownProduct) -> list[BarPart]:
    """The families of stages with a cost, from left to right."""
    computed, shown = product
    points = {family: shown.figure(vector) or 0.0 for family, vector in computed.families.items()}
    counted = {family: value for family, value in points.items() if value > 0}
    whole = running_sum(counted.values())
    parts, end = [], 0.0
    for family, value in counted.items():
        share = value / whole
        parts.append(
            BarPart(
                family=family,
                name=FAMILIES[family],
                value=shown.text(value),
                percentage=figures.percentage(share, 0),
                start=f"{end * 100:.2f}",
                width=f"{share * 100:.2f}",
            )
        )
        end += share
    return parts


def _ways(form: Form, product: ShownProduct) -> dict[str, Any]:
    """Links to continue with the garment: the textile simulator, the API."""
    query = SECTOR.reopen(product.computed.query)
    return {
        "fragment": page_fragment(product.computed.method.version, "ecs", query),
        "body": orjson.dumps(form.body(), option=orjson.OPT_INDENT_2).decode(),
    }
