"""The food simulator's form: conversion to and from the API request.

A ``Form`` holds the values of its controls, as text; masses are typed in grams, as in the request.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from foundation.searching import folded
from scoring.answers.typed_numbers import GRAMS
from scoring.engine.food.echo import grams
from scoring.engine.food.query import kilograms
from scoring.engine.method import Method
from scoring.engine.numbers import running_sum
from scoring.engine.records import Ingredient
from scoring.engine.vocabulary import food as vocabulary
from scoring.web.forms import FormLine, SectorForm, posted_lines
from scoring.web.labels import label
from scoring.web.typed_numbers import shown_number, typed_number

FIRST_MASS = "100"


@dataclass(slots=True, kw_only=True)
class Form(SectorForm):
    """The values of the controls; ``transform`` and ``distribution`` are "" for none.

    ``followed`` says that the mass of the transform has just been set to that of the ingredients.
    """

    ingredients: list[FormLine] = field(default_factory=list)
    transform: str = ""
    transform_mass: str = ""
    packaging: list[FormLine] = field(default_factory=list)
    distribution: str = ""
    preparation: list[str] = field(default_factory=list)
    followed: bool = False

    @property
    def raw_mass(self) -> str:
        """Sum of the valid masses of the ingredients, in g."""
        masses = (typed_number(line.get("mass"), GRAMS) for line in self.ingredients)
        return shown_number(running_sum(mass for mass in masses if not isinstance(mass, str)))

    @property
    def signature(self) -> str:
        """Identifies the ingredients and masses on which the mass of the transform depends."""
        return ",".join(f"{line.id}:{line.get('mass')}" for line in self.ingredients)

    def body(self) -> dict[str, Any]:
        """The API request; anything that is not a valid number is left as text."""
        body: dict[str, Any] = {"ingredients": [_ingredient(line) for line in self.ingredients]}
        if self.transform:
            mass = typed_number(self.transform_mass, GRAMS)
            body["transform"] = {"id": self.transform, "mass": mass}
        if self.packaging:
            body["packaging"] = [
                {"id": line.id, "mass": typed_number(line.get("mass"), GRAMS)}
                for line in self.packaging
            ]
        if self.distribution:
            body["distribution"] = self.distribution
        if any(self.preparation):
            body["preparation"] = [code for code in self.preparation if code]
        return body


def form_of(body: Mapping[str, Any], impact: str = "ecs") -> Form:
    """The form that shows a normalised request (``scoring.engine.food.echo``)."""
    transform = body.get("transform")
    return Form(
        ingredients=[_ingredient_line(item) for item in body["ingredients"]],
        transform=transform["id"] if transform else "",
        transform_mass=_shown_mass(transform["mass"]) if transform else "",
        packaging=[
            FormLine(item["id"], {"mass": _shown_mass(item["mass"])})
            for item in body.get("packaging", ())
        ],
        distribution=body.get("distribution", ""),
        preparation=list(body.get("preparation", ())),
        impact=impact,
    )


def posted_form(method: Method, data: QueryDict) -> Form:
    """Parse a posted form.

    The mass of the transform is updated whenever the ingredients change.
    """
    form = Form(
        ingredients=posted_lines(
            data, "ingredient", ("mass", "country", "plane", "shown", "typed")
        ),
        transform=data.get("transform", ""),
        transform_mass=data.get("transform-mass", "").strip(),
        packaging=posted_lines(data, "packaging", ("mass",)),
        distribution=data.get("distribution", ""),
        preparation=[
            data.get(f"preparation-{rank}", "") for rank in range(vocabulary.MAXIMUM_PREPARATIONS)
        ],
        impact=data.get("impact", "ecs"),
        initial=data.get("initial", ""),
    )
    _read_names(method, form.ingredients)
    for line in form.ingredients:
        if not flies(method.dataset.ingredients.get(line.id)):
            line.values.pop("plane", None)
    if "transform-mass" not in data or form.signature != data.get("ingredients-shown"):
        follow_ingredients(form)
    return form


def follow_ingredients(form: Form) -> None:
    """Set the mass of the transform to that of the raw ingredients (food.md 1)."""
    if form.transform:
        form.transform_mass = form.raw_mass
        form.followed = True


def flies(ingredient: Ingredient | None) -> bool:
    """Whether an ingredient may come by plane: only its default origin allows it."""
    return ingredient is not None and ingredient.default_origin == vocabulary.FROM_FAR_BY_PLANE


def _read_names(method: Method, lines: list[FormLine]) -> None:
    """Resolve ingredient names; a changed ingredient gets its default transport (web.md 3.8).

    Without scripts an ingredient is typed by name; an unknown name is left as is.
    """
    ingredients = method.dataset.ingredients
    named: dict[str, str] = {}
    for line in lines:
        typed, shown = line.values.pop("typed", ""), line.values.pop("shown", "")
        known = ingredients.get(line.id)
        if line.id == shown and typed and (known is None or label(known) != typed):
            if not named:
                # If two have the same name, the first one is used.
                visible = [one for one in ingredients.values() if one.visible]
                named = {folded(label(one)): one.id for one in reversed(visible)}
            line.id = named.get(folded(typed), typed)
        if shown and line.id != shown:
            line.values.pop("plane", None)


def _shown_mass(mass: float) -> str:
    """Grams without the rounding noise of the conversions: 283 for 283.00000000000006."""
    short = float(f"{mass:.12g}")
    return shown_number(short if grams(kilograms(short)) == mass else mass)


def _ingredient(line: FormLine) -> dict[str, Any]:
    item: dict[str, Any] = {"id": line.id, "mass": typed_number(line.get("mass"), GRAMS)}
    if line.get("country"):
        item["country"] = line.get("country")
    if line.get("plane"):
        item["byPlane"] = line.get("plane")
    return item


def _ingredient_line(item: Mapping[str, Any]) -> FormLine:
    values = {"mass": _shown_mass(item["mass"])}
    if item.get("country"):
        values["country"] = item["country"]
    if item.get("byPlane"):
        values["plane"] = item["byPlane"]
    return FormLine(item["id"], values)
