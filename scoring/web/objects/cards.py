"""The components of the page, expanded into elements and transforms (web.md 4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from scoring.answers.typed_numbers import NUMBER, PIECES, kind_of_unit
from scoring.engine.method import Method
from scoring.engine.objects.product import ElementFigures, ItemFigures
from scoring.engine.records import Process
from scoring.web import figures
from scoring.web.controls import Control, Controls, Option
from scoring.web.labels import label, unit_label
from scoring.web.objects.choices import MATERIAL_TYPE, material_options, transform_options
from scoring.web.objects.form import ComponentForm, ElementForm, Form
from scoring.web.objects.naming import element_text
from scoring.web.weighing import Shown, ShownProduct


@dataclass(slots=True, kw_only=True)
class TransformRow:
    """A transform of an element, and its delete action."""

    id: str
    process: str
    name: str
    delete: str
    impact: str = ""


@dataclass(slots=True, kw_only=True)
class ElementRow:
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


@dataclass(slots=True, kw_only=True)
class ComponentCard:
    """A component; its figures are multiplied by its quantity."""

    code: str
    position: int
    id: str
    name: str
    controls: Sequence[Control]
    own: bool
    in_catalogue: bool
    contents: Sequence[str]
    elements: Sequence[ElementRow]
    delete: str
    error: str
    figure: str = ""
    mass: str = ""
    exact: str = ""


class Cards(Controls):
    """Builds the cards of a form and, if it has no error, of its product."""

    def __init__(
        self,
        method: Method,
        scope: str,
        form: Form,
        errors: Mapping[str, str],
        product: ShownProduct | None = None,
    ) -> None:
        super().__init__(errors, {})
        self.method = method
        self.scope = scope
        self.form = form
        self.product = product
        self.materials = method.dataset.processes_of(scope, "material")
        self.transformations = method.dataset.processes_of(scope, "transformation")

    @cached_property
    def components(self) -> list[ComponentCard]:
        """All the components of the form, in order."""
        return [self._component(*numbered) for numbered in enumerate(self.form.components)]

    @property
    def controls(self) -> list[Control]:
        """All the controls whose errors a live update refreshes."""
        parts: list[ComponentCard | ElementRow] = []
        for card in self.components:
            parts += [card, *card.elements]
        return [control for part in parts for control in part.controls]

    def _component(self, position: int, component: ComponentForm) -> ComponentCard:
        known = self.method.dataset.components.get(component.id)
        code = f"component-{position}"
        given = label(known) if known else ""
        found: ItemFigures | None = None
        if self.product is not None:
            found = self.product.computed.results.items[position]
        quantity = component.quantity
        card = ComponentCard(
            code=code,
            position=position,
            id=component.id,
            name=component.name or given or self._name_of_own(component, position),
            controls=[
                self.control(
                    f"{code}-name", pgettext("donnée", "Nom"), "text", component.name or given
                ),
                self.control(f"{code}-quantity", _("Quantité"), "number", quantity, reads=PIECES),
            ],
            own=component.own,
            in_catalogue=known is not None,
            contents=[] if known is None else [element_text(one) for one in known.elements],
            elements=[
                self._element(code, f"{position}:{rank}", rank, element, found)
                for rank, element in enumerate(component.elements)
            ],
            delete=f"delete-component:{position}",
            error=self.error("", "components", position),
        )
        if self.product is not None and found is not None:
            shown = self.product.shown
            card.figure = shown.text_of(found.impacts)
            card.exact = figures.exact(shown.figure(found.impacts))
            card.mass = figures.kilograms(found.mass_kg)
        return card

    def _name_of_own(self, component: ComponentForm, position: int) -> str:
        """An unnamed component of the visitor's: its material, or its number if it has several."""
        materials = {element.material for element in component.elements}
        if len(materials) == 1:
            process = self.method.dataset.processes.get(*materials)
            if process is not None:
                return str(label(process))
        return _("Composant {number}").format(number=position + 1)

    def _element(
        self, code: str, place: str, rank: int, element: ElementForm, found: ItemFigures | None
    ) -> ElementRow:
        """An element; ``place`` is how its buttons refer to it."""
        row_id = f"{code}-element-{rank}"
        material = self.method.dataset.processes.get(element.material)
        row = ElementRow(
            id=row_id,
            name=label(material) if material else element.material,
            material=element.material,
            controls=[
                self.control(
                    f"{row_id}-material",
                    _("Matière"),
                    "picker",
                    element.material,
                    options=self._material_options(material),
                    dialog="materials",
                ),
                self.control(
                    f"{row_id}-amount",
                    _("Quantité finale"),
                    "number",
                    element.amount,
                    unit=unit_label(material.unit) if material else "",
                    reads=kind_of_unit(material.unit) if material else NUMBER,
                ),
            ],
            transforms=[
                self._transform(row_id, place, *numbered)
                for numbered in enumerate(element.transforms)
            ],
            more=self._more(row_id, material),
            delete=f"delete-element:{place}",
            sheet=element.material if material and self.scope in material.scopes else "",
        )
        if self.product is not None and found is not None:
            _weigh(row, found.elements[rank], self.product.shown)
        return row

    def _transform(self, row_id: str, place: str, order: int, identifier: str) -> TransformRow:
        process = self.method.dataset.processes.get(identifier)
        return TransformRow(
            id=f"{row_id}-transform-{order}",
            process=identifier,
            name=label(process) if process else identifier,
            delete=f"delete-transform:{place}:{order}",
        )

    def _more(self, row_id: str, material: Process | None) -> Control | None:
        """The transforms that may be added: with the material's type and unit (object.md 5)."""
        offered = [] if material is None else self.transforms_for(material)
        if material is None or not offered:
            return None
        first = Option("", _("Choisir une transformation"))
        options = [first, *transform_options(self.method, material, offered)]
        name, text = f"{row_id}-more", _("Ajouter une transformation")
        return self.control(name, text, "select", options=options)

    def transforms_for(self, material: Process) -> list[Process]:
        """Transforms with the same unit as a material and at least one type in common."""
        types = {one for one in material.categories if one.startswith(MATERIAL_TYPE)}
        return [
            one
            for one in self.transformations
            if one.unit == material.unit and types.intersection(one.categories)
        ]

    def _material_options(self, chosen: Process | None) -> list[Option]:
        """The materials; any other process from a link is kept too."""
        if chosen and chosen not in self.materials:
            return material_options(self.method, [*self.materials, chosen])
        return self._all_materials

    @cached_property
    def _all_materials(self) -> list[Option]:
        return material_options(self.method, self.materials)


def _weigh(row: ElementRow, found: ElementFigures, shown: Shown) -> None:
    row.impact = shown.text_of(found.impacts)
    row.mass = figures.kilograms(found.mass_kg)
    for transform, step in zip(row.transforms, found.transforms, strict=True):
        transform.impact = shown.text_of(step.impacts)
