"""The cards of the recipe builder, and the transport arrows between them (web.md 4)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from scoring.answers.food import effects_of
from scoring.engine.food.complements import services_of
from scoring.engine.food.query import SCOPE, IngredientLine
from scoring.engine.food.recipe import Recipe
from scoring.engine.impacts import Vector
from scoring.engine.method import Method
from scoring.engine.records import Ingredient, Process
from scoring.web import figures
from scoring.web.controls import Control
from scoring.web.food.fields import Fields
from scoring.web.food.form import Form
from scoring.web.labels import label
from scoring.web.pieces import Arrow, Fact
from scoring.web.weighing import Shown, ShownProduct
from scoring.web.words import food as words


@dataclass(slots=True, kw_only=True)
class InputRow:
    """A row: its controls, its impact, and for an ingredient its complements as effects.

    ``sheet`` is the path of its page in the explorer of the sector, "" for none.
    """

    id: str
    name: str
    controls: Sequence[Control]
    delete: str
    sheet: str = ""
    impact: str = ""
    note: str = ""


@dataclass(slots=True, kw_only=True)
class Card:
    """A part of the recipe; the fields after ``controls`` are empty if the form has an error."""

    code: str
    controls: Sequence[Control]
    figure: str = ""
    facts: Sequence[Fact] = ()
    exact: str = ""

    @property
    def name(self) -> Any:
        """The card's heading."""
        return words.PARTS[self.code]

    @property
    def figure_id(self) -> str:
        """The HTML id of the figure in the header."""
        return f"figure-{self.code}"


class Cards:
    """Builds the cards of a form and, if it has no error, of its recipe."""

    def __init__(
        self,
        method: Method,
        form: Form,
        errors: Mapping[str, str],
        product: ShownProduct | None,
        warnings: Mapping[str, str],
    ) -> None:
        self.method = method
        self.form = form
        self.fields = Fields(method, form, errors, warnings)
        self.product = product

    @cached_property
    def ingredients(self) -> list[InputRow]:
        """The rows of the recipe."""
        rows = []
        for position, line in enumerate(self.form.ingredients):
            known = self.method.dataset.ingredients.get(line.id)
            row = self._row("ingredient", position, line.id, known)
            row.controls = self.fields.ingredient(position, line, row.name)
            if known and known.visible:
                row.sheet = f"ingredients/{line.id}/"
            if self.product:
                recipe, shown = self.product.computed.simulation, self.product.shown
                row.impact = shown.text_of_flows([recipe.ingredients[position]])
                row.note = _services(recipe.query.ingredients[position]) if shown.is_score else ""
            rows.append(row)
        return rows

    @cached_property
    def packaging(self) -> list[InputRow]:
        """The rows of packaging."""
        rows = []
        for position, line in enumerate(self.form.packaging):
            known = self.method.dataset.processes.get(line.id)
            row = self._row("packaging", position, line.id, known)
            row.controls = self.fields.packaging(position, line)
            if known and SCOPE in known.scopes:
                row.sheet = f"procedes/{line.id}/"
            if self.product:
                recipe = self.product.computed.simulation
                row.impact = self.product.shown.text_of_flows([recipe.packaging[position]])
            rows.append(row)
        return rows

    @cached_property
    def all(self) -> list[Card]:
        """All the cards, in order, including those of the ingredient and packaging lists."""
        fields = self.fields
        controls: Mapping[str, list[Control]] = {
            "material": [],
            "transform": fields.transform(),
            "packaging": [],
            "distribution": fields.distribution(),
            "use": fields.preparation(),
        }
        return [self._card(code, found) for code, found in controls.items()]

    @property
    def by_code(self) -> Mapping[str, Card]:
        """The cards by their code."""
        return {card.code: card for card in self.all}

    @property
    def to_the_plant(self) -> Arrow:
        """The arrow below the ingredients."""
        return self._arrow("material")

    @property
    def to_the_shop(self) -> Arrow:
        """The arrow above the shop."""
        return self._arrow("packaging")

    @property
    def controls(self) -> list[Control]:
        """All the controls whose errors a live update refreshes."""
        parts: list[InputRow | Card] = [*self.ingredients, *self.packaging, *self.all]
        return [control for part in parts for control in part.controls]

    def _arrow(self, code: str) -> Arrow:
        """A transport; without distribution, nothing leaves the plant."""
        if self.product is None:
            return Arrow(code)
        computed, shown = self.product
        recipe, results = computed.simulation, computed.results
        mass, journey = recipe.masses.raw, recipe.ingredients_journey
        vector = results.ingredients_transport
        if code == "packaging":
            if computed.query.distribution is None:
                return Arrow(code)
            mass, journey = recipe.masses.total, recipe.distribution_journey
            vector = results.distribution_transport
        modes = [
            (mode.removesuffix("_cooled"), name, figures.quantity(km, "km", 0))
            for mode, name in words.MODES.items()
            if (km := getattr(journey, mode))
        ]
        impact = shown.text_of(vector)
        return Arrow(code, mass=figures.kilograms(mass), modes=modes, impact=impact)

    def _row(
        self, prefix: str, position: int, identifier: str, known: Ingredient | Process | None
    ) -> InputRow:
        return InputRow(
            id=f"{prefix}-{position}",
            name=label(known) if known else identifier,
            controls=(),
            delete=f"delete-{prefix}:{position}",
        )

    def _card(self, code: str, controls: Sequence[Control]) -> Card:
        card = Card(code=code, controls=controls)
        if self.product:
            computed, shown = self.product
            results = computed.results
            vectors: Mapping[str, Vector] = {
                "material": results.ingredients,
                "transform": results.transform,
                "packaging": results.packaging,
                "distribution": results.retail,
                "use": results.preparation,
            }
            card.figure = shown.text_of(vectors[code])
            card.exact = figures.exact(shown.figure(vectors[code]))
            card.facts = list(_facts(code, computed.simulation, shown))
        return card


def _facts(code: str, recipe: Recipe, shown: Shown) -> Iterator[Fact]:
    """The figures of a card other than its impact."""
    masses = recipe.masses
    match code:
        case "material":
            yield Fact(_("Masse achetée"), figures.kilograms(masses.raw))
            yield Fact(_("Masse comestible"), figures.kilograms(masses.edible))
        case "transform":
            ratio = _("appliqué") if masses.cooked_at_plant else _("non appliqué")
            yield Fact(_("Masse après transformation"), figures.kilograms(masses.transformed))
            yield Fact(_("Rapport cru/cuit"), ratio)
        case "packaging":
            yield Fact(_("Masse des emballages"), figures.kilograms(masses.packaging))
            yield Fact(_("Masse emballée"), figures.kilograms(masses.total))
        case "distribution" if recipe.retail:
            (_electricity, kwh), (_water, litres) = recipe.retail
            yield Fact(_("Volume"), figures.quantity(recipe.volume_l, "L"))
            yield Fact(_("Électricité"), figures.quantity(kwh, "kWh"))
            yield Fact(_("Eau"), figures.quantity(litres, "L"))
        case "use":
            for preparation, flows in recipe.preparations:
                yield Fact(words.PREPARATIONS[preparation], shown.text_of_flows(flows))
            yield Fact(_("Masse préparée"), figures.kilograms(masses.prepared))


def _services(line: IngredientLine) -> str:
    effects = effects_of(services_of([line])).values()
    named = zip(words.SERVICES.values(), effects, strict=True)
    return ", ".join(f"{name} {figures.effect(points)}" for name, points in named if points)
