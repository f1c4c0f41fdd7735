"""The cards of the recipe builder, and the arrows of transport between them (web.md 4)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from scoring.engine.food import vocabulary
from scoring.engine.food.journeys import FoodJourney
from scoring.engine.food.recipe import Recipe
from scoring.engine.food.results import Results
from scoring.engine.method import Method
from scoring.web import figures
from scoring.web.controls import Control, Option
from scoring.web.food import words
from scoring.web.food.form import Form
from scoring.web.food.rows import (
    Row,
    ingredient_rows,
    mass_control,
    packaging_rows,
    process_options,
)
from scoring.web.pieces import Arrow, Fact
from scoring.web.weighing import Outcome, Shown


class Card(NamedTuple):
    """A part of the recipe; what follows ``controls`` is empty while the form has an error."""

    code: str
    name: Any
    controls: Sequence[Control]
    figure: str = ""
    facts: Sequence[Fact] = ()
    exact: str = ""

    @property
    def figure_id(self) -> str:
        """Where the figure of the head is."""
        return f"figure-{self.code}"


class Cards:
    """Makes the cards of a form and, when it has no error, of its recipe."""

    def __init__(
        self,
        method: Method,
        form: Form,
        errors: Mapping[str, str],
        outcome: Outcome | None = None,
        warnings: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.method = method
        self.form = form
        self.errors = errors
        self.outcome = outcome
        self.warnings = warnings

    @cached_property
    def ingredients(self) -> list[Row]:
        """The rows of the recipe."""
        return _warned(
            ingredient_rows(self.method, self.form, self.errors, *self._weighed),
            self.warnings.get("ingredients", ""),
        )

    @cached_property
    def packaging(self) -> list[Row]:
        """The rows of packaging."""
        return _warned(
            packaging_rows(self.method, self.form, self.errors, *self._weighed),
            self.warnings.get("packaging", ""),
        )

    @cached_property
    def material(self) -> Card:
        """The figures of the list of ingredients."""
        return self._card("material", [])

    @cached_property
    def transform(self) -> Card:
        """The industrial transformation."""
        options = process_options(self.method, "transformation", self.form.transform)
        controls = [self._select("transform", self.form.transform, _("Aucune"), options)]
        if self.form.transform:
            mass = mass_control("transform-mass", self.form.transform_mass, self.errors)
            controls.append(replace(mass, warning=self.warnings.get("transform", "")))
        return self._card("transform", controls)

    @cached_property
    def packaged(self) -> Card:
        """The figures of the list of packagings."""
        return self._card("packaging", [])

    @cached_property
    def distribution(self) -> Card:
        """The shop."""
        options = [Option(code, text) for code, text in words.DISTRIBUTIONS.items()]
        none = _("Aucune distribution")
        control = self._select("distribution", self.form.distribution, none, options)
        return self._card("distribution", [control])

    @cached_property
    def use(self) -> Card:
        """The kitchen."""
        options = [Option(code, text) for code, text in words.PREPARATIONS.items()]
        given = [*self.form.preparation, "", ""][: vocabulary.MAXIMUM_PREPARATIONS]
        controls = [
            self._select(f"preparation-{rank}", code, _("Aucune"), options)
            for rank, code in enumerate(given)
        ]
        return self._card("use", controls)

    @property
    def all(self) -> list[Card]:
        """All the cards, in order."""
        return [self.material, self.transform, self.packaged, self.distribution, self.use]

    @cached_property
    def to_the_plant(self) -> Arrow:
        """The arrow below the ingredients."""
        if self.outcome is None:
            return Arrow("material")
        recipe, results, shown = self._parts(self.outcome)
        impact = shown.text_of(results.ingredients_transport)
        return _journey("material", recipe.masses.raw, recipe.ingredients_journey, impact)

    @cached_property
    def to_the_shop(self) -> Arrow:
        """The arrow above the shop."""
        if self.outcome is None or self.outcome.computed.query.distribution is None:
            return Arrow("packaging")
        recipe, results, shown = self._parts(self.outcome)
        impact = shown.text_of(results.distribution_transport)
        return _journey("packaging", recipe.masses.total, recipe.distribution_journey, impact)

    @property
    def controls(self) -> list[Control]:
        """All the controls whose errors a live update writes."""
        parts: list[Row | Card] = [*self.ingredients, *self.packaging, *self.all]
        return [control for part in parts for control in part.controls]

    @property
    def _weighed(self) -> tuple[Recipe | None, Shown | None]:
        if self.outcome is None:
            return None, None
        return self.outcome.computed.simulation, self.outcome.shown

    def _parts(self, outcome: Outcome) -> tuple[Recipe, Results, Shown]:
        return outcome.computed.simulation, outcome.computed.results, outcome.shown

    def _select(self, name: str, value: str, none: str, options: Sequence[Option]) -> Control:
        """A list whose first choice is none of them."""
        field = name.partition("-")[0]
        return Control(
            name,
            words.FIELDS[field] if field == name else f"{words.FIELDS[field]} {int(name[-1]) + 1}",
            "select",
            value,
            [Option("", none), *options],
            error=self.errors.get(field, "") if not name.endswith("-1") else "",
        )

    def _card(self, code: str, controls: Sequence[Control]) -> Card:
        card = Card(code, words.PARTS[code], controls)
        if self.outcome is None:
            return card
        recipe, results, shown = self._parts(self.outcome)
        vector = {
            "material": results.ingredients,
            "transform": results.transform,
            "packaging": results.packaging,
            "distribution": results.retail,
            "use": results.preparation,
        }[code]
        return card._replace(
            figure=shown.text_of(vector),
            exact=figures.exact(shown.figure(vector)),
            facts=facts_of(code, recipe, shown),
        )


def facts_of(code: str, recipe: Recipe, shown: Shown) -> Sequence[Fact]:
    """The figures of a card beside its impact."""
    masses = recipe.masses
    match code:
        case "material":
            return (
                Fact(_("Masse achetée"), _kg(masses.raw)),
                Fact(_("Masse comestible"), _kg(masses.edible)),
            )
        case "transform":
            ratio = _("appliqué") if masses.cooked_at_plant else _("non appliqué")
            return (
                Fact(_("Masse après transformation"), _kg(masses.transformed)),
                Fact(_("Rapport cru/cuit"), ratio),
            )
        case "packaging":
            return (
                Fact(_("Masse des emballages"), _kg(masses.packaging)),
                Fact(_("Masse emballée"), _kg(masses.total)),
            )
        case "distribution" if recipe.retail:
            (_electricity, kwh), (_water, litres) = recipe.retail
            return (
                Fact(_("Volume"), figures.quantity(recipe.volume_l, "L")),
                Fact(_("Électricité"), figures.quantity(kwh, "kWh")),
                Fact(_("Eau"), figures.quantity(litres, "L")),
            )
        case "use":
            return (
                *(
                    Fact(words.PREPARATIONS[preparation], shown.text(shown.of_flows(flows)))
                    for preparation, flows in recipe.preparations
                ),
                Fact(_("Masse préparée"), _kg(masses.prepared)),
            )
    return ()


def _journey(code: str, mass: float, journey: FoodJourney, impact: str) -> Arrow:
    modes = [
        (mode.removesuffix("_cooled"), name, figures.quantity(km, "km", 0))
        for mode, name in words.MODES.items()
        if (km := getattr(journey, mode))
    ]
    return Arrow(code, _kg(mass), modes, impact)


def _kg(mass: float) -> str:
    return figures.quantity(mass, "kg", 3)


def _warned(rows: list[Row], warning: str) -> list[Row]:
    """Rows with what is to know of their masses, beside the first one."""
    if not rows or not warning:
        return rows
    controls = [
        replace(control, warning=warning) if control.is_number else control
        for control in rows[0].controls
    ]
    return [rows[0]._replace(controls=controls), *rows[1:]]
