"""Types of the responses for objects and light vehicles (api.md 6.1)."""

from typing import Annotated, NotRequired, TypedDict

from scoring.api.shapes import Figure, Impacts, Meta


class ComponentElement(TypedDict):
    """Un élément d'un composant."""

    amount: Annotated[float, "Quantité finale, dans l'unité de la matière."]
    material: Annotated[str, "Identifiant du procédé matière."]
    transforms: Annotated[list[str], "Identifiants des transformations, dans l'ordre."]


class ComponentItem(TypedDict):
    """Un composant du catalogue."""

    id: Annotated[str, "Identifiant, stable dans le temps."]
    name: Annotated[str, "Nom en français."]
    elements: Annotated[list[ComponentElement], "Éléments du composant."]


class ProcessItem(TypedDict):
    """Une matière ou une transformation."""

    id: Annotated[str, "Identifiant, stable dans le temps."]
    name: Annotated[str, "Nom en français."]
    unit: Annotated[str, "Unité dans laquelle le procédé se compte."]
    categories: Annotated[list[str], "`material` ou `transformation`, et les types de matière."]


class EchoedCustom(TypedDict):
    """La composition propre à la demande."""

    elements: NotRequired[list[ComponentElement]]
    name: NotRequired[str]


class EchoedItem(TypedDict):
    """Un composant de la demande."""

    custom: NotRequired[EchoedCustom]
    id: NotRequired[Annotated[str, "Identifiant du composant."]]
    quantity: int


class ComponentsEcho(TypedDict):
    """La demande normalisée."""

    components: list[EchoedItem]


class Step(TypedDict):
    """La matière d'un élément, ou l'une de ses transformations."""

    id: Annotated[str, "Identifiant du procédé."]
    name: Annotated[str, "Nom du procédé."]
    mass: Annotated[Figure, "Masse de l'élément après cette étape, en kg."]
    impacts: Impacts


class ElementFigures(TypedDict):
    """Un élément d'un seul composant, quantité non comptée."""

    amount: Annotated[float, "Quantité finale, dans l'unité de la matière."]
    mass: Annotated[Figure, "Masse finale, en kg."]
    impacts: Impacts
    material: Step
    transforms: Annotated[list[Step], "Transformations, dans l'ordre."]


class ItemFigures(TypedDict):
    """Un composant, multiplié par sa quantité."""

    id: Annotated[str | None, "Identifiant du composant ; null s'il n'est pas du catalogue."]
    name: Annotated[str, "Nom du composant."]
    quantity: Annotated[int, "Nombre de composants."]
    mass: Annotated[Figure, "Masse, en kg."]
    impacts: Impacts
    elements: Annotated[list[ElementFigures], "Éléments d'un seul composant."]


class Stages(TypedDict):
    """Les deux étapes ; leur somme est le total."""

    material: Annotated[Impacts, "Matières."]
    transformation: Annotated[Impacts, "Transformations, énergie comprise."]


class ComponentsAnswer(TypedDict):
    """Impacts d'un produit en composants : sa production seule."""

    webUrl: Annotated[
        str, "Adresse qui ouvre la même simulation dans l'application, dans la même version."
    ]
    impacts: Impacts
    mass: Annotated[Figure, "Masse du produit, en kg."]
    stages: Stages
    items: Annotated[list[ItemFigures], "Composants, dans l'ordre de la demande."]
    description: Annotated[str, "Les composants en une phrase."]
    query: ComponentsEcho
    meta: Meta
