"""The eight stage cards, and the arrow of transport below each (web.md 3.4)."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from scoring.engine.method import Method
from scoring.engine.records import Component
from scoring.engine.textile import vocabulary
from scoring.engine.textile.journeys import fibre_carried
from scoring.engine.textile.results import Results
from scoring.engine.textile.simulate import Simulation
from scoring.engine.textile.stages.material import fibre_flows
from scoring.web import figures
from scoring.web.controls import Control, Option
from scoring.web.labels import label, labels
from scoring.web.pieces import Arrow, Fact
from scoring.web.textile import words
from scoring.web.textile.facts import facts_of
from scoring.web.textile.fields import Fields
from scoring.web.textile.form import EXPLORATORY, LARGEST_NUMBER_OF_MATERIALS, Form
from scoring.web.weighing import Outcome, Shown


class MaterialLine(NamedTuple):
    """A material of the list."""

    position: int
    id: str
    picker: Control
    share: Control
    origin: Control
    spinning: Control
    impact: str
    transport: str
    deletable: bool


class TrimLine(NamedTuple):
    """A trim of the list; its quantity is a control, or a text for a trim of the category."""

    position: int
    id: str
    name: str
    quantity: str
    custom: str
    control: Control | None
    impact: str


class Stage(NamedTuple):
    """A card; ``figure`` and what follows are empty while the form has an error."""

    code: str
    name: Any
    enabled: bool
    switch: bool
    controls: Sequence[Control]
    more_controls: Sequence[Control]
    country: str
    figure: str = ""
    exact: str = ""
    facts: Sequence[Fact] = ()
    transport: Arrow | None = None

    @property
    def figure_id(self) -> str:
        """Where the figure of the head is."""
        return f"figure-{self.code}"


class Cards:
    """Makes the cards of a form and, when it has no error, of its simulation."""

    def __init__(
        self,
        method: Method,
        form: Form,
        fields: Fields,
        outcome: Outcome | None,
    ) -> None:
        self.method = method
        self.form = form
        self.fields = fields
        self.simulation: Simulation | None = None
        self.results: Results | None = None
        self.shown: Shown | None = None
        if outcome is not None:
            self.simulation = outcome.computed.simulation
            self.results = outcome.computed.results
            self.shown = outcome.shown
        self.exploratory = form.mode == EXPLORATORY

    def stages(self) -> list[Stage]:
        """All eight, in order."""
        return [self._stage(position, code) for position, code in enumerate(vocabulary.STEPS)]

    @cached_property
    def materials(self) -> list[MaterialLine]:
        """The composition."""
        lines = []
        catalogue = self.method.dataset.materials
        options = [
            Option(material.id, name, words.ORIGINS[material.origin])
            for material, name in zip(catalogue.values(), labels(catalogue.values()), strict=True)
        ]
        for position, line in enumerate(self.form.materials):
            material = catalogue.get(line.id) or next(iter(catalogue.values()))
            name = f"material-{position}-id"
            picker = Control(
                name,
                words.FIELDS["material"],
                "picker",
                line.id,
                options,
                dialog="materials",
                error=self.fields.errors.get("materials", "") if position == 0 else "",
            )
            lines.append(
                MaterialLine(
                    position,
                    line.id,
                    picker,
                    self.fields.share(position, line),
                    self.fields.origin(position, line, material),
                    self.fields.spinning(position, line, material),
                    self._material_impact(position),
                    self._material_transport(position),
                    len(self.form.materials) > 1,
                )
            )
        return lines

    def shares(self) -> Fact:
        """The sum of the shares, with a warning when it is not 100 %."""
        if self.simulation is None:
            return Fact(_("Total"), "")
        total = sum(item.share for item in self.simulation.query.materials)
        off = abs(total - 1) >= 1e-10
        return Fact(
            _("Total"),
            figures.percentage(total, 8 if off else 2),
            _("La somme des parts devrait être de 100\u202f%.") if off else "",
        )

    @property
    def can_add_a_material(self) -> bool:
        """Whether the form takes one more material."""
        return len(self.form.materials) < LARGEST_NUMBER_OF_MATERIALS

    def trims(self) -> list[TrimLine]:
        """The trims in force, the category's own when none are given."""
        components = self.method.dataset.components
        product = self.fields.product
        lines = []
        if self.form.trims is not None:
            for position, line in enumerate(self.form.trims):
                error = self.fields.errors.get(f"trim-{position}-quantity", "")
                if position == 0:
                    error = error or self.fields.errors.get("trims", "")
                component = components.get(line.id)
                lines.append(
                    TrimLine(
                        position,
                        line.id,
                        label(component) if component else line.id,
                        line.get("quantity"),
                        line.get("custom"),
                        self.fields.quantity(position, line, error),
                        self._trim_impact(component),
                    )
                )
        elif product:
            for position, trim in enumerate(product.trims):
                component = trim.component
                lines.append(
                    TrimLine(
                        position,
                        component.id,
                        label(component),
                        str(trim.quantity),
                        "",
                        None,
                        self._trim_impact(component),
                    )
                )
        return lines

    def trims_total(self) -> str:
        """What the trims weigh in the result, durability aside."""
        if self.results is None or self.shown is None:
            return ""
        return self.shown.text_of(self.results.totals.trims)

    def _stage(self, position: int, code: str) -> Stage:
        locked = self.form.upcycled and code in vocabulary.UPCYCLED_STEPS
        enabled = not locked and code not in self.form.disabled
        bare = Stage(
            code,
            words.STEPS[code],
            enabled,
            self.exploratory and not locked,
            self._controls(code),
            self._more_controls(code) if self.exploratory else (),
            label(self.method.textile.france)
            if code in (vocabulary.DISTRIBUTION, vocabulary.USE, vocabulary.END_OF_LIFE)
            else "",
        )
        bare = bare._replace(transport=self._transport(bare, position))
        if self.simulation is None or self.results is None or self.shown is None:
            return bare
        step, impacts = self.simulation.steps[position], self.results.steps[position]
        return bare._replace(
            figure=self.shown.text_of(impacts.own),
            exact=figures.exact(self.shown.figure(impacts.own)),
            facts=facts_of(self.method, self.simulation, self.shown, step),
        )

    def _controls(self, code: str) -> list[Control]:
        fields = self.fields
        match code:
            case vocabulary.SPINNING:
                return [fields.country("countrySpinning")]
            case vocabulary.FABRIC:
                return [fields.country("countryFabric")]
            case vocabulary.ENNOBLING:
                return [fields.country("countryDyeing"), *fields.printing()]
            case vocabulary.MAKING:
                return [
                    fields.country("countryMaking"),
                    fields.air_ratio(),
                    fields.check("fading"),
                ]
        return []

    def _more_controls(self, code: str) -> list[Control]:
        fields = self.fields
        match code:
            case vocabulary.SPINNING:
                return [fields.yarn_size()]
            case vocabulary.FABRIC:
                return [fields.fabric(), fields.surface_mass()]
            case vocabulary.ENNOBLING:
                return [fields.dyeing()]
            case vocabulary.MAKING:
                return [fields.complexity(), fields.waste(), fields.dead_stock()]
        return []

    def _transport(self, bare: Stage, position: int) -> Arrow | None:
        if bare.code in (vocabulary.USE, vocabulary.END_OF_LIFE):
            return None
        if self.simulation is None or self.results is None or self.shown is None:
            return Arrow(bare.code, off=not bare.enabled)
        step = self.simulation.steps[position]
        moved = step.journey
        kilometres = (moved.road_km, moved.sea_km, moved.air_km)
        return Arrow(
            bare.code,
            figures.quantity(self.simulation.carried_kg(step), "kg", 3),
            [
                (icon, name, figures.quantity(km, "km", 0))
                for (icon, name), km in zip(words.MODES.items(), kilometres, strict=True)
            ],
            self.shown.text_of(self.results.steps[position].transport),
            not bare.enabled,
            "/pages/methode-textile/#transport",
            _("avant durabilité"),
        )

    def _material_impact(self, position: int) -> str:
        if self.simulation is None or self.shown is None:
            return ""
        step = self.simulation.steps[0]
        if step.listed:
            return self.shown.text(0.0)
        fibre = self.simulation.garment.fibres[position]
        flows = fibre_flows(self.method.textile, fibre, step.mass.output)
        return self.shown.text(self.shown.of_flows(flows))

    def _material_transport(self, position: int) -> str:
        """Where a material travels from its origin, and what that weighs (textile.md 8.2)."""
        if self.simulation is None or self.shown is None:
            return ""
        tables, simulation = self.method.textile, self.simulation
        leg = simulation.fibre_legs(tables)[position]
        if leg is None:
            return ""
        fibre = simulation.garment.fibres[position]
        flows = fibre_carried(tables, fibre, leg, simulation.steps[0].mass.output)
        return _("Route {road}, mer {sea} (+ {impact})").format(
            road=figures.quantity(leg.road, "km", 0),
            sea=figures.quantity(leg.sea, "km", 0),
            impact=self.shown.text(self.shown.of_flows(flows)),
        )

    def _trim_impact(self, component: Component | None) -> str:
        if component is None or self.shown is None:
            return ""
        assembly = self.method.textile.trims.get(component.id)
        return self.shown.text(self.shown.of_flows(assembly.flows)) if assembly else ""
