"""Items: the lines of a request that name components, for all scopes (object.md 1).

How they are parsed, resolved against the data and echoed. An item may replace the elements of its
component by its own.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from scoring.engine.aliases import by_former_id
from scoring.engine.components import ComponentError, check_units
from scoring.engine.dataset import Dataset
from scoring.engine.decoding import (
    Field,
    Identifier,
    ListOf,
    Number,
    Quantity,
    Record,
    Text,
    record,
)
from scoring.engine.numbers import plain
from scoring.engine.records import Component, Element, Process
from scoring.engine.refusals import process_refusal

UNNAMED = "Composant sans nom"

CUSTOM_ELEMENT = record(
    "Élément",
    [
        Field(
            "amount",
            Number(),
            "Quantité finale de matière, dans l'unité du procédé matière.",
            required=True,
            example=0.003,
        ),
        Field(
            "material",
            Identifier(),
            "Identifiant du procédé matière.",
            required=True,
            catalogue="processes",
            example="dc44ae3c-8552-5822-a76d-f95ef68682da",
        ),
        Field(
            "transforms",
            ListOf(Identifier()),
            "Identifiants des procédés de transformation, dans l'ordre.",
            default="aucune transformation",
            catalogue="processes",
            example=[],
        ),
    ],
)

CUSTOM = record(
    "Personnalisation",
    [
        Field("name", Text(), "Nom qui remplace celui du composant.", example="Bouton en laiton"),
        Field(
            "elements",
            ListOf(CUSTOM_ELEMENT),
            "Éléments qui remplacent tous ceux du composant.",
            default="éléments du composant",
        ),
    ],
)


def item_record(title: str, identifier: Field) -> Record:
    """Define the record of an item, given the field that names its component."""
    return record(
        title,
        [
            identifier,
            Field(
                "quantity",
                Quantity(),
                "Nombre de pièces, au moins 1.",
                required=True,
                unit="pièces",
                example=1,
            ),
            Field("custom", CUSTOM, "Composition propre à cette demande."),
        ],
        any_of=() if identifier.required else ((identifier.name,), ("custom", "elements")),
    )


class Item(NamedTuple):
    """A line of a request: a quantity of a component, possibly with its own elements.

    ``custom`` holds what the request overrides, None if it uses the component unchanged; an item
    without a component always has elements.
    """

    component: Component | None
    quantity: int
    name: str
    elements: tuple[Element, ...]
    custom: Mapping[str, Any] | None


def read_items(
    dataset: Dataset, scope: str, decoded: Sequence[Mapping[str, Any]]
) -> tuple[tuple[Item, ...], str | None]:
    """Resolve the lines of a request; the text is the error of the first invalid one, if any."""
    items = []
    for line in decoded:
        try:
            items.append(_item(dataset, scope, line))
        except ComponentError as error:
            return (), str(error)
    return tuple(items), None


def echo_item(item: Item) -> dict[str, Any]:
    """Echo one item as in the request, with keys in alphabetical order."""
    line: dict[str, Any] = {} if item.custom is None else {"custom": _echo_custom(item)}
    if item.component is not None:
        line["id"] = item.component.id
    line["quantity"] = plain(float(item.quantity))
    return line


def echo_element(element: Element) -> dict[str, Any]:
    """Echo one element, in the form used by requests and lists."""
    return {
        "amount": plain(element.amount),
        "material": element.material.id,
        "transforms": [process.id for process in element.transforms],
    }


def _echo_custom(item: Item) -> dict[str, Any]:
    custom: dict[str, Any] = {}
    if item.custom and "elements" in item.custom:
        custom["elements"] = [echo_element(element) for element in item.elements]
    if item.custom and item.custom.get("name", "").strip():
        custom["name"] = item.custom["name"].strip()
    return custom


def _item(dataset: Dataset, scope: str, line: Mapping[str, Any]) -> Item:
    component = None
    custom = line.get("custom")
    if "id" in line:
        component = dataset.components.get(line["id"])
        if component is None or scope not in component.scopes:
            raise ComponentError(f"Aucun composant avec id={line['id']}")
    elif not custom or "elements" not in custom:
        raise ComponentError("Un composant sans id doit donner ses éléments dans custom.elements")
    elements = component.elements if component else ()
    name = component.name if component else UNNAMED
    if not custom:
        return Item(component, line["quantity"], name, elements, None)
    if "elements" in custom:
        elements = tuple(_element(dataset, element) for element in custom["elements"])
    name = custom.get("name", "").strip() or name
    if component and elements == component.elements and name == component.name:
        # Values identical to the component's own are omitted (object.md 1).
        custom = None
    return Item(component, line["quantity"], name, elements, custom)


def _element(dataset: Dataset, decoded: Mapping[str, Any]) -> Element:
    element = Element(
        decoded["amount"],
        _process(dataset, decoded["material"]),
        tuple(_process(dataset, identifier) for identifier in decoded.get("transforms", ())),
    )
    check_units(element)
    return element


def _process(dataset: Dataset, identifier: str) -> Process:
    process = dataset.processes.get(identifier) or by_former_id(
        dataset.processes, dataset.aliases, "processes", identifier
    )
    if process is None:
        near = dataset.suggestion("processes", identifier)
        raise ComponentError(f"{process_refusal(identifier)}{near and '.'}{near}")
    return process
