"""Types of the responses about sets and garments in several parts (catalogue.md 6)."""

from typing import Annotated, NotRequired, TypedDict

from scoring.api.batch.shapes import TextileStage, TextileStages
from scoring.api.shapes import Complements, Figure, Impacts, Meta
from scoring.api.textile.shapes import (
    Business,
    Dyeing,
    EchoedComplexity,
    EchoedMaterial,
    EchoedPrinting,
    EchoedTrim,
    Fabric,
    Step,
    TextileItemEcho,
)


class TextileSetEcho(TypedDict):
    """La demande d'un lot, normalisée."""

    numberOfReferences: NotRequired[int]
    price: NotRequired[float]
    products: list[TextileItemEcho]


class TextilePartEcho(TypedDict):
    """Une partie, telle que la demande la dit."""

    airTransportRatio: NotRequired[float]
    countryDyeing: NotRequired[str]
    countryFabric: NotRequired[str]
    countryMaking: NotRequired[str]
    countrySpinning: NotRequired[str]
    disabledSteps: NotRequired[list[Step]]
    dyeingProcessType: NotRequired[Dyeing]
    fabricProcess: NotRequired[Fabric]
    fading: NotRequired[bool]
    mainComponent: NotRequired[Annotated[bool, "Vrai pour la partie principale."]]
    makingComplexity: NotRequired[EchoedComplexity]
    makingDeadStock: NotRequired[float]
    makingWaste: NotRequired[float]
    mass: float
    materials: list[EchoedMaterial]
    printing: NotRequired[EchoedPrinting]
    surfaceMass: NotRequired[int]
    upcycled: bool
    yarnSize: NotRequired[float]


class TextileGarmentEcho(TypedDict):
    """La demande d'un vêtement en plusieurs parties, normalisée."""

    business: NotRequired[Business]
    components: list[TextilePartEcho]
    numberOfReferences: NotRequired[int]
    physicalDurability: NotRequired[float]
    price: NotRequired[float]
    product: str
    simplification: NotRequired[int]
    trims: NotRequired[list[EchoedTrim]]


class TextilePiece(TypedDict):
    """Les chiffres d'un vêtement parmi d'autres, pour un exemplaire."""

    mass: Annotated[float, "Masse, en kg."]
    price: Annotated[float, "Prix retenu pour la durabilité, en euros."]
    share: Annotated[Figure, "Part dans le score, tous exemplaires compris ; 1 est le tout."]
    impacts: Annotated[Impacts, "Après durabilité."]
    durability: Annotated[float, "Coefficient de durabilité, de 0,67 à 1,45."]
    impactsWithoutDurability: Annotated[Impacts, "La somme des étapes qui comptent."]
    stages: TextileStages
    uncountedStages: Annotated[
        list[TextileStage], "Étapes désactivées, qui n'entrent dans aucun total."
    ]
    complementsImpacts: Annotated[Complements, "Durabilité appliquée, compris dans ecs."]


class TextileSetItem(TextilePiece):
    """Un article d'un lot."""

    numberOfItem: Annotated[int, "Nombre d'exemplaires."]
    product: Annotated[str, "Catégorie de produit."]


class TextilePart(TextilePiece):
    """Une partie d'un vêtement ; d'une forme simplifiée, le vêtement entier est la seule."""

    mainComponent: NotRequired[Annotated[bool, "Vrai pour la partie principale."]]


class TextileCompositeAnswer(TypedDict):
    """Les impacts de plusieurs vêtements ou parties, additionnés."""

    webUrl: Annotated[
        str, "Adresse qui ouvre la même simulation dans l'application, dans la même version."
    ]
    impacts: Annotated[Impacts, "Somme des impacts, chacun divisé par sa propre durabilité."]
    impactsWithoutDurability: Annotated[Impacts, "Somme avant durabilité."]
    durability: Annotated[
        Figure, "Durabilité équivalente : moyenne des durabilités, pondérée par les scores."
    ]
    stages: Annotated[TextileStages, "Somme des étapes qui comptent, avant durabilité."]
    complementsImpacts: Annotated[Complements, "Durabilité appliquée, compris dans ecs."]
    mass: Annotated[float, "Masse de l'ensemble, en kg."]
    description: Annotated[str, "Les paramètres en une phrase."]
    meta: Meta


class TextileSetAnswer(TextileCompositeAnswer):
    """Impacts d'un lot."""

    query: TextileSetEcho
    products: Annotated[list[TextileSetItem], "Les articles, dans l'ordre de la demande."]


class ComparedForm(TypedDict):
    """Un vêtement calculé par l'une des trois formes."""

    simplification: Annotated[
        int | None, "null : chaque partie est calculée ; 1 ou 2 : forme simplifiée de la notice."
    ]
    impacts: Impacts
    durability: Annotated[Figure, "Coefficient de durabilité."]


class TextileGarmentAnswer(TextileCompositeAnswer):
    """Impacts d'un vêtement en plusieurs parties."""

    query: TextileGarmentEcho
    simplification: Annotated[int | None, "Forme simplifiée demandée, null sans elle."]
    components: Annotated[list[TextilePart], "Les parties, dans l'ordre de la demande."]
    portalScore: Annotated[
        Figure, "Score que donne le portail de déclaration, où il diffère ; null sinon."
    ]
    portalScoreReason: Annotated[str | None, "Pourquoi il diffère."]
    comparison: NotRequired[
        Annotated[list[ComparedForm], "Avec compare=true : les trois formes, côte à côte."]
    ]
