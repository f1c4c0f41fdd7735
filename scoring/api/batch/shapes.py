"""Shapes of the answers of batches; the OpenAPI document is made from them."""

from typing import Annotated, Literal, NotRequired, TypeAlias, TypedDict

from scoring.answers.textile.stages import STAGES_BY_STEP
from scoring.api.food.shapes import FoodEcho
from scoring.api.objects.shapes import ComponentsEcho, Stages
from scoring.api.shapes import Complements, Impacts, Notice
from scoring.api.textile.shapes import TextileEcho

TextileStage: TypeAlias = Literal[tuple(STAGES_BY_STEP.values())]  # type: ignore[valid-type]


class BatchAnswer(TypedDict):
    """La réponse à un élément d'un lot."""

    index: Annotated[int, "Rang de l'élément dans le lot, à partir de 0."]
    id: NotRequired[Annotated[str | float, "L'identifiant que portait l'élément."]]
    status: Annotated[
        int,
        "Statut qu'aurait eu cet élément envoyé seul : 200, 400, 413 s'il est trop long, 500. 503 "
        "quand le temps accordé au lot était écoulé.",
    ]
    error: NotRequired[
        Annotated[dict[str, str], "Si l'élément est refusé : un message par champ fautif."]
    ]
    impacts: NotRequired[Impacts]
    warnings: NotRequired[
        Annotated[list[Notice], "Ceux de meta.warnings ; vide quand il n'y a rien à signaler."]
    ]
    methodVersion: NotRequired[Annotated[str, "Version de la méthode."]]


class TextileStages(TypedDict):
    """Les parts d'un vêtement, durabilité non appliquée, comme dans lifeCycle."""

    materials: Annotated[Impacts, "Matières premières."]
    spinning: Annotated[Impacts, "Filature."]
    fabric: Annotated[Impacts, "Tissage ou tricotage."]
    ennobling: Annotated[Impacts, "Ennoblissement."]
    making: Annotated[Impacts, "Confection."]
    distribution: Annotated[Impacts, "Distribution."]
    use: Annotated[Impacts, "Utilisation."]
    endOfLife: Annotated[Impacts, "Fin de vie."]
    transports: Annotated[Impacts, "Transports de toutes les étapes."]
    trims: Annotated[Impacts, "Accessoires."]


class TextileBatchAnswer(BatchAnswer):
    """La réponse à un vêtement d'un lot."""

    durability: NotRequired[Annotated[float, "Coefficient de durabilité, de 0,67 à 1,45."]]
    impactsWithoutDurability: NotRequired[
        Annotated[Impacts, "Avec detail=stages : la somme des étapes qui comptent."]
    ]
    stages: NotRequired[Annotated[TextileStages, "Avec detail=stages."]]
    uncountedStages: NotRequired[
        Annotated[
            list[TextileStage],
            "Avec detail=stages : les étapes désactivées, qui n'entrent dans aucun total.",
        ]
    ]
    complementsImpacts: NotRequired[
        Annotated[Complements, "Avec detail=stages : durabilité appliquée, compris dans ecs."]
    ]
    query: NotRequired[Annotated[TextileEcho, "Avec echo=true."]]


class FoodStages(TypedDict):
    """Les parts d'une recette ; leur somme est le total."""

    ingredients: Annotated[Impacts, "Ingrédients sans leurs transports, avec compléments."]
    transform: Annotated[Impacts, "Transformation."]
    packaging: Annotated[Impacts, "Emballages."]
    transports: Annotated[Impacts, "Transports des ingrédients et de distribution."]
    distribution: Annotated[Impacts, "Conservation en magasin."]
    preparation: Annotated[Impacts, "Préparation chez le consommateur."]


class FoodBatchAnswer(BatchAnswer):
    """La réponse à une recette d'un lot."""

    stages: NotRequired[Annotated[FoodStages, "Avec detail=stages."]]
    complementsImpacts: NotRequired[
        Annotated[Complements, "Avec detail=stages : pour toute la recette ; un bonus est négatif."]
    ]
    query: NotRequired[Annotated[FoodEcho, "Avec echo=true."]]


class ComponentsBatchAnswer(BatchAnswer):
    """La réponse à un produit en composants d'un lot."""

    stages: NotRequired[Annotated[Stages, "Avec detail=stages."]]
    query: NotRequired[Annotated[ComponentsEcho, "Avec echo=true."]]
