"""The components of the page, unfolded into elements and transforms (web.md 4)."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from scoring.answers.typed_numbers import NUMBER, PIECES, kind_of_unit
from scoring.engine.method import Method
from scoring.engine.objects.product import ItemFigures
from scoring.engine.records import Process
from scoring.web import figures
from scoring.web.controls import Control, Option
from scoring.web.labels import label, unit_label
from scoring.web.objects.form import ComponentForm, ElementForm, Form
from scoring.web.weighing import Outcome

_MATERIAL_TYPE = "material_type:"


class TransformRow(NamedTuple):
    """A transform of an element, and what deletes it."""

    id: str
    process: str
    name: str
    delete: str
    impact: str = ""


class ElementRow(NamedTuple):
    """An element of one piece; ``sheet`` is the id of its material's page in the explorer."""

    id: str
    name: str
    material: str
    controls: Sequence[Control]
    transforms: Sequence[TransformRow]
    more: Control | None
    delete: str
    sheet: str = ""
    impact: str = ""
    mass: str = ""


class ComponentCard(NamedTuple):
    """A component, its quantity counted in its figures."""

    code: str
    position: int
    id: str
    name: str
    controls: Sequence[Control]
    own: bool
    in_catalogue: bool
    elements: Sequence[ElementRow]
    delete: str
    error: str
    figure: str = ""
    mass: str = ""
    exact: str = ""


class Cards:
    """Makes the cards of a form and, when it has no error, of its product."""

    def __init__(
        self,
        method: Method,
        scope: str,
        form: Form,
        errors: Mapping[str, str],
        outcome: Outcome | None = None,
    ) -> None:
        self.method = method
        self.scope = scope
        self.form = form
        self.errors = errors
        self.outcome = outcome
        self.materials = method.dataset.processes_of(scope, "material")
        self.transformations = method.dataset.processes_of(scope, "transformation")

    @cached_property
    def components(self) -> list[ComponentCard]:
        """All the components of the form, in order."""
        return [
            self._component(position, component)
            for position, component in enumerate(self.form.components)
        ]

    @property
    def controls(self) -> list[Control]:
        """All the controls whose errors a live update writes."""
        parts: list[ComponentCard | ElementRow] = []
        for card in self.components:
            parts += [card, *card.elements]
        return [control for part in parts for control in part.controls]

    def _component(self, position: int, component: ComponentForm) -> ComponentCard:
        known = self.method.dataset.components.get(component.id)
        prefix = f"component-{position}"
        given = label(known) if known else ""
        name = component.name or given or _("Composant {number}").format(number=position + 1)
        controls = [
            self._control(f"{prefix}-name", _("Nom"), "text", component.name or given),
            self._control(
                f"{prefix}-quantity", _("Quantité"), "number", component.quantity, reads=PIECES
            ),
        ]
        figures_of_item = None
        if self.outcome is not None:
            figures_of_item = self.outcome.computed.results.items[position]
        elements = [
            self._element(f"{prefix}-element-{rank}", position, rank, element, figures_of_item)
            for rank, element in enumerate(component.elements)
        ]
        error = self.errors.get("components", "") if position == 0 else ""
        card = ComponentCard(
            prefix,
            position,
            component.id,
            name,
            controls,
            component.own,
            known is not None,
            elements,
            f"delete-component:{position}",
            error,
        )
        if self.outcome is None or figures_of_item is None:
            return card
        shown = self.outcome.shown
        return card._replace(
            figure=shown.text_of(figures_of_item.impacts),
            exact=figures.exact(shown.figure(figures_of_item.impacts)),
            mass=_kg(figures_of_item.mass_kg),
        )

    def _element(
        self,
        prefix: str,
        position: int,
        rank: int,
        element: ElementForm,
        figures_of_item: ItemFigures | None,
    ) -> ElementRow:
        material = self.method.dataset.processes.get(element.material)
        name = label(material) if material else element.material
        controls = [
            self._control(
                f"{prefix}-material",
                _("Matière"),
                "picker",
                element.material,
                options=self._material_options(material),
                dialog="materials",
            ),
            self._control(
                f"{prefix}-amount",
                _("Quantité finale"),
                "number",
                element.amount,
                unit=unit_label(material.unit) if material else "",
                reads=kind_of_unit(material.unit) if material else NUMBER,
            ),
        ]
        transforms = [
            self._transform(prefix, position, rank, order, identifier)
            for order, identifier in enumerate(element.transforms)
        ]
        row = ElementRow(
            prefix,
            name,
            element.material,
            controls,
            transforms,
            self._more(prefix, material),
            f"delete-element:{position}:{rank}",
            element.material if material and self.scope in material.scopes else "",
        )
        if self.outcome is None or figures_of_item is None:
            return row
        shown = self.outcome.shown
        found = figures_of_item.elements[rank]
        return row._replace(
            transforms=[
                transform._replace(impact=shown.text_of(step.impacts))
                for transform, step in zip(transforms, found.transforms, strict=True)
            ],
            impact=shown.text_of(found.impacts),
            mass=_kg(found.mass_kg),
        )

    def _transform(
        self, prefix: str, position: int, rank: int, order: int, identifier: str
    ) -> TransformRow:
        process = self.method.dataset.processes.get(identifier)
        return TransformRow(
            f"{prefix}-transform-{order}",
            identifier,
            label(process) if process else identifier,
            f"delete-transform:{position}:{rank}:{order}",
        )

    def _more(self, prefix: str, material: Process | None) -> Control | None:
        """The transforms that may be added: of the material's type and unit (object.md 5)."""
        offered = [] if material is None else self.transforms_for(material)
        if not offered:
            return None
        options = [Option(one.id, label(one)) for one in offered]
        none = Option("", _("Choisir une transformation"))
        return self._control(
            f"{prefix}-more",
            _("Ajouter une transformation"),
            "select",
            "",
            options=[none, *options],
        )

    def transforms_for(self, material: Process) -> list[Process]:
        """Transforms that share a type and the unit of a material."""
        types = {one for one in material.categories if one.startswith(_MATERIAL_TYPE)}
        return [
            one
            for one in self.transformations
            if one.unit == material.unit and types.intersection(one.categories)
        ]

    def _material_options(self, chosen: Process | None) -> list[Option]:
        options = [Option(one.id, label(one)) for one in self.materials]
        if chosen and chosen not in self.materials:
            # A link may hold any process: it is kept.
            options.append(Option(chosen.id, label(chosen)))
        return options

    def _control(self, name: str, text: Any, kind: str, value: str, **more: Any) -> Control:
        return Control(name, text, kind, value, error=self.errors.get(name, ""), **more)


def _kg(mass: float) -> str:
    return figures.quantity(mass, "kg", 3)
