"""The simulator's form: conversion to and from the API request.

A ``Form`` holds the values of its controls, as text. ``body`` gives the JSON request that the
engine parses; ``form_of`` is the inverse. Percentages are typed where the request has ratios.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

import orjson
from django.http import QueryDict

from scoring.answers.typed_numbers import (
    EUROS,
    KILOGRAMS,
    NUMBER,
    PERCENT,
    PIECES,
    SURFACE_MASS,
    WHOLE,
    YARN_SIZE,
    Kind,
)
from scoring.engine.method import Method
from scoring.engine.textile.resolve import DEFAULT_DYEING
from scoring.engine.vocabulary import textile as vocabulary
from scoring.web.forms import FormLine, SectorForm, posted_lines
from scoring.web.posted_json import Unreadable, read_json
from scoring.web.typed_numbers import shown_number, typed_number

REGULATORY = "regulatory"
EXPLORATORY = "exploratory"

NUMBERS: Mapping[str, Kind] = {
    "mass": KILOGRAMS,
    "numberOfReferences": WHOLE,
    "price": EUROS,
    "physicalDurability": NUMBER,
    "yarnSize": YARN_SIZE,
    "surfaceMass": SURFACE_MASS,
    "airTransportRatio": PERCENT,
    "makingWaste": PERCENT,
    "makingDeadStock": PERCENT,
}
# The kind of every number of the form, including those of its lists and of the print.
KINDS: Mapping[str, Kind] = {
    **NUMBERS,
    "printing-ratio": PERCENT,
    "share": PERCENT,
    "quantity": PIECES,
}
CODES = (
    "business",
    "countrySpinning",
    "countryFabric",
    "countryDyeing",
    "countryMaking",
    "fabricProcess",
    "dyeingProcessType",
    "makingComplexity",
)
# What the regulatory mode leaves at the defaults (web.md 3.2).
ADVANCED = (
    "dyeingProcessType",
    "fabricProcess",
    "makingComplexity",
    "makingDeadStock",
    "makingWaste",
    "physicalDurability",
    "surfaceMass",
    "yarnSize",
)
# What changing the category resets (web.md 3.3).
OF_THE_CATEGORY = (
    "dyeingProcessType",
    "fabricProcess",
    "makingComplexity",
    "makingDeadStock",
    "makingWaste",
    "price",
    "printing-kind",
    "printing-ratio",
    "surfaceMass",
    "yarnSize",
)
LARGEST_NUMBER_OF_MATERIALS = 5


@dataclass(slots=True, kw_only=True)
class Form(SectorForm):
    """The values of the controls. ``trims`` is None if the category's own apply.

    ``asks`` says that values would be lost, and that a confirmation is pending. ``opens`` names the
    folded part whose button was pressed.
    """

    values: dict[str, str] = field(default_factory=dict)
    materials: list[FormLine] = field(default_factory=list)
    trims: list[FormLine] | None = None
    disabled: set[str] = field(default_factory=set)
    mode: str = REGULATORY
    asks: bool = False
    opens: str = ""

    def get(self, name: str) -> str:
        """The value of a control, "" if empty."""
        return self.values.get(name, "")

    @property
    def upcycled(self) -> bool:
        """Whether the garment is remanufactured."""
        return bool(self.get("upcycled"))

    @property
    def advanced_values(self) -> list[str]:
        """Names of the exploratory-mode fields that are not at their default."""
        names = [name for name in ADVANCED if self.get(name)]
        if any(line.get("spinning") for line in self.materials):
            names.append("spinning")
        if self.trims is not None:
            names.append("trims")
        if self.disabled:
            names.append("disabledSteps")
        return names

    def forget_advanced_values(self) -> None:
        """Reset the fields that the regulatory mode does not show to their defaults."""
        for name in ADVANCED:
            self.values.pop(name, None)
        for line in self.materials:
            line.values.pop("spinning", None)
        self.trims = None
        self.disabled = set()

    def body(self) -> dict[str, Any]:
        """The API request; anything that is not a valid number is left as text."""
        body: dict[str, Any] = {"product": self.get("product")}
        for name, kind in NUMBERS.items():
            if self.get(name):
                body[name] = typed_number(self.get(name), kind)
        for name in CODES:
            if self.get(name):
                body[name] = self.get(name)
        body["materials"] = [_material(line) for line in self.materials]
        if self.trims is not None:
            body["trims"] = [_trim(line) for line in self.trims]
        if self.get("printing-kind"):
            body["printing"] = {"kind": self.get("printing-kind")}
            if self.get("printing-ratio"):
                body["printing"]["ratio"] = typed_number(self.get("printing-ratio"), PERCENT)
        if self.get("fading"):
            body["fading"] = True
        if self.upcycled:
            body["upcycled"] = True
        if self.disabled:
            body["disabledSteps"] = [step for step in vocabulary.STEPS if step in self.disabled]
        return body

    def reset_to(self, opened: Self) -> Self:
        """Reset, but keep the current mode."""
        if self.mode == EXPLORATORY:
            opened.mode = EXPLORATORY
        opened.initial = self.initial
        return opened


def form_of(body: Mapping[str, Any], impact: str = "ecs") -> Form:
    """The form that shows a normalised request (``scoring.engine.textile.echo``)."""
    form = Form(impact=impact)
    values = form.values
    values["product"] = body["product"]
    for name, kind in NUMBERS.items():
        if body.get(name) is not None:
            values[name] = shown_number(body[name], kind)
    for name in CODES:
        if body.get(name) is not None:
            values[name] = body[name]
    if body.get("printing"):
        values["printing-kind"] = body["printing"]["kind"]
        values["printing-ratio"] = shown_number(body["printing"]["ratio"], PERCENT)
    if body.get("fading"):
        values["fading"] = "1"
    form.materials = [_material_line(item) for item in body["materials"]]
    if body.get("trims") is not None:
        form.trims = [_trim_line(item) for item in body["trims"]]
    form.disabled = set(body.get("disabledSteps", ()))
    if body.get("upcycled"):
        values["upcycled"] = "1"
        # Upcycling disables these by itself: they are not the visitor's choice.
        form.disabled -= set(vocabulary.UPCYCLED_STEPS)
        if values.get("makingComplexity") == "high":
            del values["makingComplexity"]
    if values.get("dyeingProcessType") == DEFAULT_DYEING:
        # The value has no effect, so it is no reason to open the exploratory mode (web.md 3.2).
        del values["dyeingProcessType"]
    if values.get("makingComplexity") == "non-applicable":
        values["makingComplexity"] = "not-applicable"
    form.mode = EXPLORATORY if form.advanced_values else REGULATORY
    return form


def posted_form(_method: Method, data: QueryDict) -> Form:
    """Parse a posted form."""
    names = (*NUMBERS, *CODES, "printing-kind", "printing-ratio")
    values = {name: text for name in names if (text := data.get(name, "").strip())}
    for name in ("fading", "upcycled"):
        if data.get(name):
            values[name] = "1"
    values["product"] = data.get("product", "")
    form = Form(
        values=values,
        materials=posted_lines(data, "material", ("share", "country", "spinning")),
        trims=posted_lines(data, "trim", ("quantity", "custom")) if data.get("trims") else None,
        mode=EXPLORATORY if data.get("mode") == EXPLORATORY else REGULATORY,
        impact=data.get("impact", "ecs"),
        initial=data.get("initial", ""),
    )
    # Unchecked switches are not sent, so the form lists those that were rendered.
    drawn = data.getlist("switch")
    form.disabled = {
        step for step in vocabulary.STEPS if step in drawn and not data.get(f"step-{step}")
    }
    _reset_dependents(form, data)
    return form


def _reset_dependents(form: Form, data: QueryDict) -> None:
    """Reset values that depended on the previous category, country or material (web.md 3.8)."""
    values = form.values
    if data.get("product-shown", values["product"]) != values["product"]:
        for name in OF_THE_CATEGORY:
            values.pop(name, None)
        form.trims = None
    country, air = form.get("countryMaking"), form.get("airTransportRatio")
    # Without scripts, a share changed together with the country is meant for that country.
    if data.get("countryMaking-shown", country) != country and (
        air == data.get("airTransportRatio-shown")
    ):
        values.pop("airTransportRatio", None)
    for position, line in enumerate(form.materials):
        if data.get(f"material-{position}-shown", line.id) != line.id:
            line.values.pop("spinning", None)


def _material(line: FormLine) -> dict[str, Any]:
    item: dict[str, Any] = {"id": line.id, "share": typed_number(line.get("share"), PERCENT)}
    for name in ("country", "spinning"):
        if line.get(name):
            item[name] = line.get(name)
    return item


def _material_line(item: Mapping[str, Any]) -> FormLine:
    values = {"share": shown_number(item["share"], PERCENT)}
    for name in ("country", "spinning"):
        if item.get(name):
            values[name] = item[name]
    return FormLine(item["id"], values)


def _trim(line: FormLine) -> dict[str, Any]:
    quantity = typed_number(line.get("quantity"), PIECES)
    item: dict[str, Any] = {"id": line.id, "quantity": quantity}
    if line.get("custom"):
        try:
            item["custom"] = read_json("custom", line.get("custom"))
        except Unreadable:
            # Left as is: the engine rejects it, naming the field and the value.
            item["custom"] = line.get("custom")
    return item


def _trim_line(item: Mapping[str, Any]) -> FormLine:
    values = {"quantity": shown_number(item["quantity"])}
    if item.get("custom"):
        values["custom"] = orjson.dumps(item["custom"]).decode()
    return FormLine(item["id"], values)
