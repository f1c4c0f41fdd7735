"""The eight stage cards, and the arrow of transport below each (web.md 3.4)."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from scoring.engine.method import Method
from scoring.engine.records import Component
from scoring.engine.textile import vocabulary
from scoring.engine.textile.results import Results, StepImpacts
from scoring.engine.textile.simulate import Simulation, Step
from scoring.engine.textile.stages.ennobling import DEFAULT_DYEING
from scoring.web import figures
from scoring.web.controls import Control, Option
from scoring.web.explanations import Explanation
from scoring.web.labels import label
from scoring.web.textile import words
from scoring.web.textile.explain import Explainer, signed
from scoring.web.textile.fields import Fields
from scoring.web.textile.form import EXPLORATORY, LARGEST_NUMBER_OF_MATERIALS, Form
from scoring.web.weighing import Shown

_THINNEST, _THICKEST = 10, 80


class Fact(NamedTuple):
    """A figure of a stage."""

    label: Any
    value: str
    warning: str = ""


class Transport(NamedTuple):
    """The arrow between two stages."""

    mass: str
    road: str
    sea: str
    air: str
    impact: str
    explanation: Explanation


class MaterialLine(NamedTuple):
    """A material of the list."""

    position: int
    id: str
    picker: Control
    share: Control
    origin: Control
    spinning: Control
    impact: str
    deletable: bool
    sheet: str


class TrimLine(NamedTuple):
    """A trim of the list."""

    position: int
    id: str
    name: str
    quantity: str
    custom: str
    error: str
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
    facts: Sequence[Fact] = ()
    explanation: Explanation | None = None
    transport: Transport | None = None


class Cards:
    """Makes the cards of a form and, when it has no error, of its simulation."""

    def __init__(
        self,
        method: Method,
        form: Form,
        fields: Fields,
        simulation: Simulation | None,
        results: Results | None,
        shown: Shown | None,
    ) -> None:
        self.method = method
        self.form = form
        self.fields = fields
        self.simulation = simulation
        self.results = results
        self.shown = shown
        self.exploratory = form.mode == EXPLORATORY

    def stages(self) -> list[Stage]:
        """All eight, in order."""
        return [self._stage(position, code) for position, code in enumerate(vocabulary.STEPS)]

    def materials(self) -> list[MaterialLine]:
        """The composition."""
        lines = []
        catalogue = self.method.dataset.materials
        options = [
            Option(material.id, label(material), words.ORIGINS[material.origin])
            for material in catalogue.values()
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
                    len(self.form.materials) > 1,
                    material.id,
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
            figures.percentage(total),
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
                        error,
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
                        "",
                        self._trim_impact(component),
                    )
                )
        return lines

    def trims_total(self) -> str:
        """What the trims weigh in the result, durability aside."""
        if self.results is None or self.shown is None:
            return ""
        return self.shown.text_of(self.results.totals.trims)

    def trims_explanation(self) -> Explanation | None:
        """How that came about."""
        if self.simulation is None or self.shown is None:
            return None
        return Explainer(self.method, self.simulation, self.shown).trims()

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
        if self.simulation is None or self.results is None or self.shown is None:
            return bare
        step, impacts = self.simulation.steps[position], self.results.steps[position]
        explainer = Explainer(self.method, self.simulation, self.shown)
        return bare._replace(
            figure=self.shown.text_of(impacts.own),
            facts=self._facts(step),
            explanation=explainer.step(step),
            transport=self._transport(explainer, step, impacts),
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

    def _transport(
        self, explainer: Explainer, step: Step, impacts: StepImpacts
    ) -> Transport | None:
        if step.code in (vocabulary.USE, vocabulary.END_OF_LIFE) or self.shown is None:
            return None
        moved = step.journey
        return Transport(
            figures.quantity(explainer.carried(step), "kg", 3),
            *(figures.quantity(km, "km", 0) for km in (moved.road_km, moved.sea_km, moved.air_km)),
            self.shown.text_of(impacts.transport),
            explainer.journey(step),
        )

    def _facts(self, step: Step) -> list[Fact]:
        work = step.work
        facts = []
        if step.mass.waste:
            facts.append(Fact(_("Pertes"), figures.quantity(step.mass.waste, "kg", 3)))
        if step.mass.dead_stock:
            facts.append(
                Fact(_("Stocks dormants"), figures.quantity(step.mass.dead_stock, "kg", 3))
            )
        if work.elec_kwh:
            facts.append(Fact(_("Électricité"), figures.quantity(work.elec_kwh, "kWh")))
        if work.heat_mj:
            facts.append(Fact(_("Chaleur"), figures.quantity(work.heat_mj, "MJ")))
        return facts + self._own_facts(step)

    def _own_facts(self, step: Step) -> list[Fact]:
        simulation, shown, roles = self.simulation, self.shown, self.method.textile.roles
        if simulation is None or shown is None:
            return []
        query, work = simulation.query, step.work
        product = query.product
        match step.code:
            case vocabulary.MATERIAL if shown.is_score:
                return [Fact(_("Complément microfibres"), signed(step.microfibers))]
            case vocabulary.SPINNING:
                yarn = product.yarn_size if query.yarn_size is None else query.yarn_size
                return [
                    Fact(_("Titrage"), figures.quantity(yarn, "Nm", 0)),
                    Fact(_("Soit"), figures.quantity(10000 / yarn, "Dtex", 0)),
                    *self._energy(step),
                ]
            case vocabulary.FABRIC if work.thread_density is not None:
                return [self._density(work.thread_density), *self._picking(step)]
            case vocabulary.ENNOBLING if not step.listed:
                return self._ennobling(step)
            case vocabulary.DISTRIBUTION:
                return [Fact(_("Procédé"), label(roles["road_transport"]))]
            case vocabulary.USE:
                return self._use(simulation)
            case vocabulary.END_OF_LIFE:
                facts = [
                    Fact(_("Collecte"), label(roles["passenger_car"])),
                    Fact(_("Traitement"), label(roles["end_of_life"])),
                ]
                if shown.is_score:
                    text = _("Complément fin de vie hors d'Europe")
                    facts.append(Fact(text, signed(step.out_of_europe_eol)))
                return facts
        return []

    def _energy(self, step: Step) -> list[Fact]:
        return [Fact(_("Mix électrique"), label(step.country.electricity))]

    def _density(self, density: float) -> Fact:
        warning = ""
        if density < _THINNEST:
            warning = _("Densité de fils très faible (moins de 10) : vérifiez titrage et grammage.")
        elif density > _THICKEST:
            warning = _("Densité de fils très élevée (plus de 80) : vérifiez titrage et grammage.")
        unit = _("fils/cm")
        return Fact(_("Densité de fils"), figures.quantity(density, unit), warning)

    def _picking(self, step: Step) -> list[Fact]:
        query = self.fields.simulation.query if self.fields.simulation else None
        if query is None or step.work.picking is None:
            return []
        grams = query.product.surface_mass if query.surface_mass is None else query.surface_mass
        return [
            Fact(_("Duites"), figures.quantity(step.work.picking, _("duites.m"), 0)),
            Fact(_("Surface"), figures.quantity(step.mass.output * 1000 / grams, "m²")),
        ]

    def _ennobling(self, step: Step) -> list[Fact]:
        shown, query = self.shown, self.simulation.query if self.simulation else None
        if shown is None or query is None:
            return []
        operations = ", ".join(label(name) for name in step.work.pre_treatments.operations)
        roles = self.method.textile.roles
        dyeing = self.method.textile.dyeings[query.dyeing_process_type or DEFAULT_DYEING]
        grams = query.product.surface_mass if query.surface_mass is None else query.surface_mass
        polluting = {process.index for process in roles.values() if self._pollutes(process.id)}
        enriched = [flow for flow in step.work.flows if flow[0] in polluting]
        return [
            Fact(_("Surface d'étoffe"), figures.quantity(step.mass.output * 1000 / grams, "m²")),
            Fact(_("Prétraitements"), operations),
            Fact(
                _("Énergie des prétraitements"),
                shown.text(shown.of_flows(step.work.pre_treatments.energy)),
            ),
            Fact(
                _("Toxicité des prétraitements"),
                shown.text(shown.of_flows(step.work.pre_treatments.toxicity)),
            ),
            Fact(_("Teinture"), label(dyeing)),
            Fact(_("Finition"), label(roles["finishing"])),
            Fact(_("Dont inventaires enrichis"), shown.text(shown.of_flows(enriched))),
        ]

    def _pollutes(self, identifier: str) -> bool:
        roles = self.method.textile.roles
        return any(
            roles[role].id == identifier
            for role in (
                "bleaching",
                "degreasing",
                "washing_synthetics",
                "dyeing_releases_cellulosic",
                "dyeing_releases_synthetic",
                "printing_releases_pigment",
                "printing_releases_substantive",
            )
        )

    def _use(self, simulation: Simulation) -> list[Fact]:
        durability, product = simulation.durability, simulation.query.product
        days, cycles = int(durability.days_of_wear), int(durability.care_cycles)
        ironing = figures.quantity(product.ironing_elec_mj / 3.6, "kWh")
        return [
            Fact(
                _("Durée"),
                ngettext("{days} jour porté", "{days} jours portés", days).format(days=days),
            ),
            Fact(
                _("Entretien"),
                ngettext("{n} cycle", "{n} cycles", cycles).format(n=cycles),
            ),
            Fact(_("Repassage"), ironing),
            Fact(_("Procédé"), label(product.care_process)),
        ]

    def _material_impact(self, position: int) -> str:
        if self.simulation is None or self.shown is None:
            return ""
        step = self.simulation.steps[0]
        if step.listed:
            return self.shown.text(0.0)
        item = self.simulation.query.materials[position]
        mass = step.mass.output * item.share
        flows = [
            (process, mass * factor)
            for process, factor in self.method.textile.material_flows[item.material.id]
        ]
        return self.shown.text(self.shown.of_flows(flows))

    def _trim_impact(self, component: Component | None) -> str:
        if component is None or self.shown is None:
            return ""
        assembly = self.method.textile.trims.get(component.id)
        return self.shown.text(self.shown.of_flows(assembly.flows)) if assembly else ""
