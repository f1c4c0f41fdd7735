"""Types of the food responses (food.md 10.2); the OpenAPI document is generated from them."""

from typing import Annotated, Literal, NotRequired, TypeAlias, TypedDict

from scoring.api.shapes import Complements, Figure, Impacts, Meta, Transport
from scoring.engine.vocabulary import food as vocabulary

Plane = Literal[vocabulary.PLANE_CHOICES]  # type: ignore[valid-type]
Distribution = Literal[vocabulary.DISTRIBUTIONS]  # type: ignore[valid-type]
Preparation = Literal[vocabulary.PREPARATION_CODES]  # type: ignore[valid-type]
OriginLabel: TypeAlias = Literal[tuple(vocabulary.ORIGIN_LABELS.values())]  # type: ignore[valid-type]


class IngredientItem(TypedDict):
    """Un ingrédient de la liste."""

    id: Annotated[str, "Identifiant, stable dans le temps."]
    name: Annotated[str, "Nom en français."]
    defaultOrigin: Annotated[OriginLabel, "Origine par défaut."]


class EchoedProcess(TypedDict):
    """Une transformation ou un emballage de la demande."""

    id: str
    mass: Annotated[float, "Masse en g."]


class EchoedIngredient(TypedDict):
    """Un ingrédient de la demande."""

    id: str
    mass: Annotated[float, "Masse en g."]
    country: NotRequired[str]
    byPlane: NotRequired[Plane]


class FoodEcho(TypedDict):
    """La demande normalisée : ce qu'elle disait, sans clé inconnue ni valeur absente."""

    ingredients: list[EchoedIngredient]
    transform: NotRequired[EchoedProcess]
    packaging: NotRequired[list[EchoedProcess]]
    distribution: NotRequired[Distribution]
    preparation: NotRequired[list[Preparation]]


class Scoring(TypedDict):
    """Le score et ses quatre parts, en points par kg de produit préparé."""

    all: Annotated[Figure, "Coût environnemental, compléments compris."]
    climate: Annotated[Figure, "Climat, sans compléments."]
    biodiversity: Annotated[Figure, "Biodiversité, sans compléments."]
    health: Annotated[Figure, "Santé environnementale, sans compléments."]
    resources: Annotated[Figure, "Ressources, sans compléments."]


class RecipeParts(TypedDict):
    """La recette à la sortie de l'usine, sans emballage."""

    total: Annotated[Impacts, "Ingrédients, transformation et transports, compléments compris."]
    ingredientsTotal: Annotated[Impacts, "Ingrédients sans leurs transports, avec compléments."]
    totalBonusImpact: Annotated[Complements, "Pour toute la recette ; un bonus est négatif."]
    transform: Impacts
    transports: Annotated[Transport, "Transports des ingrédients."]


class DistributionParts(TypedDict):
    """La mise en vente."""

    total: Annotated[Impacts, "Conservation en magasin seule."]
    transports: Annotated[Transport, "Transport vers le magasin."]


class FoodResults(TypedDict):
    """Les figures d'une recette ; tout est pour la recette entière, sauf perKg et scoring."""

    total: Annotated[Impacts, "Total, compléments compris dans ecs."]
    perKg: Annotated[Impacts, "Total par kg de produit préparé."]
    scoring: Scoring
    totalMass: Annotated[Figure, "Masse emballée, en kg."]
    preparedMass: Annotated[Figure, "Masse dans l'assiette, en kg."]
    recipe: RecipeParts
    packaging: Impacts
    preparation: Impacts
    transports: Annotated[Transport, "Transports des ingrédients et de distribution."]
    distribution: DistributionParts


class FoodAnswer(TypedDict):
    """Impacts d'une recette."""

    webUrl: Annotated[
        str, "Adresse qui ouvre la même simulation dans l'application, dans la même version."
    ]
    results: FoodResults
    description: Annotated[str, "Les paramètres en une phrase."]
    query: FoodEcho
    meta: Meta
