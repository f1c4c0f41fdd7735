"""The eight stage cards, with the transport arrow below each (web.md 3.4)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from scoring.answers.cautions import SHARE_DIGITS
from scoring.engine.method import Method
from scoring.engine.records import Component
from scoring.engine.textile.cautions import is_whole, sum_of_shares
from scoring.engine.textile.journeys import fibre_carried
from scoring.engine.textile.results import Results
from scoring.engine.textile.simulate import Simulation
from scoring.engine.textile.stages.material import fibre_flows
from scoring.engine.vocabulary import textile as vocabulary
from scoring.web import figures
from scoring.web.controls import Control
from scoring.web.labels import label
from scoring.web.pieces import Arrow, Fact
from scoring.web.textile.facts import facts_of
from scoring.web.textile.fields import Fields, material_options
from scoring.web.textile.form import EXPLORATORY, LARGEST_NUMBER_OF_MATERIALS, Form
from scoring.web.textile.held import held_of
from scoring.web.weighing import Shown, ShownProduct
from scoring.web.words import textile as words

# The controls of each card, except the mandatory countries; some are for the exploratory mode only.
_CONTROLS: Mapping[str, Sequence[str]] = {
    vocabulary.SPINNING: ("countrySpinning",),
    vocabulary.ENNOBLING: ("printing",),
    vocabulary.MAKING: ("fading",),
}
_MORE: Mapping[str, Sequence[str]] = {
    vocabulary.SPINNING: ("yarnSize",),
    vocabulary.FABRIC: ("fabricProcess", "surfaceMass"),
    vocabulary.ENNOBLING: ("dyeingProcessType",),
    vocabulary.MAKING: ("makingComplexity", "makingWaste", "makingDeadStock"),
}
_FIXED_COUNTRY = (vocabulary.DISTRIBUTION, vocabulary.USE, vocabulary.END_OF_LIFE)


@dataclass(slots=True, kw_only=True)
class MaterialLine:
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


@dataclass(slots=True, kw_only=True)
class TrimLine:
    """A trim of the list; its quantity is a control, or text for a trim of the category."""

    position: int
    id: str
    name: str
    quantity: str
    custom: str = ""
    control: Control | None = None
    impact: str


@dataclass(slots=True, kw_only=True)
class StageCard:
    """A card; ``figure`` and the following fields are empty if the form has an error.

    ``held`` summarises its effective values while folded; ``told`` means that it has an error or a
    caution.
    """

    code: str
    name: Any
    enabled: bool
    switch: bool
    controls: Sequence[Control]
    more_controls: Sequence[Control]
    country: str
    transport: Arrow | None
    figure: str = ""
    exact: str = ""
    facts: Sequence[Fact] = ()
    held: str = ""
    told: bool = False

    @property
    def figure_id(self) -> str:
        """The HTML id of the figure in the header."""
        return f"figure-{self.code}"


def is_told(controls: Iterable[Control]) -> bool:
    """Whether a control has an error or a caution, so that folded parts must be open."""
    return any(control.error or control.warning for control in controls)


class Cards:
    """Builds the cards of a form and, if it has no error, of its simulation."""

    def __init__(
        self, method: Method, form: Form, fields: Fields, product: ShownProduct | None
    ) -> None:
        self.method = method
        self.form = form
        self.fields = fields
        self.simulation: Simulation | None = None
        self.results: Results | None = None
        self.shown: Shown | None = None
        if product is not None:
            self.simulation = product.computed.simulation
            self.results = product.computed.results
            self.shown = product.shown
        self.exploratory = form.mode == EXPLORATORY

    def stages(self) -> list[StageCard]:
        """All eight stages, in order."""
        return [self._stage(position, code) for position, code in enumerate(vocabulary.STEPS)]

    @cached_property
    def materials(self) -> list[MaterialLine]:
        """The composition."""
        lines = []
        catalogue = self.method.dataset.materials
        options = material_options(self.method)
        for position, line in enumerate(self.form.materials):
            material = catalogue.get(line.id) or next(iter(catalogue.values()))
            name = f"material-{position}-id"
            picker = self.fields.control(
                name,
                words.FIELDS["material"],
                "picker",
                line.id,
                options=options,
                dialog="materials",
                error=self.fields.error(name, "materials", position),
            )
            lines.append(
                MaterialLine(
                    position=position,
                    id=line.id,
                    picker=picker,
                    share=self.fields.share(position, line),
                    origin=self.fields.origin(position, line, material),
                    spinning=self.fields.spinning(position, line, material),
                    impact=self._material_impact(position),
                    transport=self._material_transport(position),
                    deletable=len(self.form.materials) > 1,
                )
            )
        return lines

    def shares(self) -> Fact:
        """The sum of the shares, with a warning if it is not 100 %."""
        if self.simulation is None:
            return Fact(_("Total"), "")
        total = sum_of_shares(self.simulation.query)
        if is_whole(total):
            return Fact(_("Total"), figures.percentage(total))
        warning = _("La somme des parts devrait être de 100\u202f%.")
        return Fact(_("Total"), figures.percentage(total, SHARE_DIGITS), warning)

    @property
    def can_add_a_material(self) -> bool:
        """Whether the form accepts one more material."""
        return len(self.form.materials) < LARGEST_NUMBER_OF_MATERIALS

    @cached_property
    def trims(self) -> list[TrimLine]:
        """The effective trims: the category's own if none are given."""
        components = self.method.dataset.components
        product = self.fields.product
        if self.form.trims is None:
            return [
                TrimLine(
                    position=position,
                    id=trim.component.id,
                    name=label(trim.component),
                    quantity=str(trim.quantity),
                    impact=self._trim_impact(trim.component),
                )
                for position, trim in enumerate(product.trims if product else ())
            ]
        return [
            TrimLine(
                position=position,
                id=line.id,
                name=label(components[line.id]) if line.id in components else line.id,
                quantity=line.get("quantity"),
                custom=line.get("custom"),
                control=self.fields.quantity(position, line),
                impact=self._trim_impact(components.get(line.id)),
            )
            for position, line in enumerate(self.form.trims)
        ]

    def trims_total(self) -> str:
        """The trims' figure, before durability."""
        if self.results is None or self.shown is None:
            return ""
        return self.shown.text_of(self.results.totals.trims)

    def _stage(self, position: int, code: str) -> StageCard:
        locked = self.form.upcycled and code in vocabulary.UPCYCLED_STEPS
        enabled = not locked and code not in self.form.disabled
        controls = self.fields.named(*_CONTROLS.get(code, ()))
        more = self.fields.named(*_MORE.get(code, ())) if self.exploratory else []
        card = StageCard(
            code=code,
            name=words.STEPS[code],
            enabled=enabled,
            switch=self.exploratory and not locked,
            controls=controls,
            more_controls=more,
            told=is_told([*controls, *more, *self._of_each_material(code)]),
            held=self.held.get(code, ""),
            country=label(self.method.textile.france) if code in _FIXED_COUNTRY else "",
            transport=self._transport(code, enabled, position),
        )
        if self.simulation and self.results and self.shown:
            impacts = self.results.steps[position].own
            card.figure = self.shown.text_of(impacts)
            card.exact = figures.exact(self.shown.figure(impacts))
            step = self.simulation.steps[position]
            card.facts = facts_of(self.method, self.simulation, self.shown, step)
        return card

    def _of_each_material(self, code: str) -> list[Control]:
        if code == vocabulary.MATERIAL:
            return [line.origin for line in self.materials]
        if code == vocabulary.SPINNING and self.exploratory:
            return [line.spinning for line in self.materials]
        return []

    @cached_property
    def held(self) -> Mapping[str, str]:
        """The summary of the effective values in each folded part."""
        return held_of(self.method, self.simulation)

    def transports_total(self) -> str:
        """The figure of all transports, before durability."""
        if self.results is None or self.shown is None:
            return ""
        return self.shown.text_of(self.results.totals.transport)

    def _transport(self, code: str, enabled: bool, position: int) -> Arrow | None:
        if code in (vocabulary.USE, vocabulary.END_OF_LIFE):
            return None
        if self.simulation is None or self.results is None or self.shown is None:
            return Arrow(code, off=not enabled)
        step = self.simulation.steps[position]
        moved = step.journey
        kilometres = (moved.road_km, moved.sea_km, moved.air_km)
        return Arrow(
            code,
            mass=figures.kilograms(self.simulation.carried_kg(step)),
            modes=[
                (icon, name, figures.quantity(km, "km", 0))
                for (icon, name), km in zip(words.MODES.items(), kilometres, strict=True)
                if km
            ],
            impact=self.shown.text_of(self.results.steps[position].transport),
            off=not enabled,
            name=f"{words.STEPS[code]} → {words.STEPS[vocabulary.STEPS[position + 1]]}",
        )

    def _material_impact(self, position: int) -> str:
        if self.simulation is None or self.shown is None:
            return ""
        step = self.simulation.steps[0]
        if step.listed:
            return self.shown.text(0.0)
        fibre = self.simulation.garment.fibres[position]
        flows = fibre_flows(self.method.textile, fibre, step.mass.output)
        return self.shown.text_of_flows(flows)

    def _material_transport(self, position: int) -> str:
        """A material's journey from its origin, and its impact (textile.md 8.2)."""
        if self.simulation is None or self.shown is None:
            return ""
        tables, simulation = self.method.textile, self.simulation
        leg = simulation.fibre_legs(tables)[position]
        if leg is None:
            return ""
        fibre = simulation.garment.fibres[position]
        flows = fibre_carried(tables, fibre, leg, simulation.steps[0].mass.output)
        way = ", ".join(
            f"{words.MODES[icon]} {figures.quantity(km, 'km', 0)}"
            for icon, km in (("road", leg.road), ("sea", leg.sea))
            if km
        )
        return f"{way} (+ {self.shown.text_of_flows(flows)})" if way else ""

    def _trim_impact(self, component: Component | None) -> str:
        if component is None or self.shown is None:
            return ""
        assembly = self.method.textile.trims.get(component.id)
        return self.shown.text_of_flows(assembly.flows) if assembly else ""
