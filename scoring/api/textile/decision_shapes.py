"""Shapes of levers, differences and estimates (decisions.md 2 to 4)."""

from typing import Annotated, Any, Literal, NewType, TypeAlias, TypedDict

from scoring.answers.breakdown import FAMILIES
from scoring.api.shapes import Figure, Meta
from scoring.engine.analysis.candidates import KINDS
from scoring.engine.analysis.thresholds import PRICE, REFERENCES

Kind = Literal[KINDS]  # type: ignore[valid-type]
DurabilityField: TypeAlias = Literal[REFERENCES, PRICE]  # type: ignore[valid-type]
Family = Literal[FAMILIES]  # type: ignore[valid-type]
Change = NewType("Change", dict[str, Any])
Change.__doc__ = "Champs à fondre dans la demande ; null retire un champ de la demande."

# Functional syntax because one of their keys is a Python keyword.
Lever = TypedDict(
    "Lever",
    {
        "field": Annotated[str, "Champ qui change, ou son chemin, tel que materials.0.id."],
        "kind": Annotated[Kind, "Nature du levier."],
        "from": Annotated[Any, "Valeur en vigueur."],
        "to": Annotated[Any, "Valeur proposée."],
        "label": Annotated[str, "Le levier en français."],
        "score": Annotated[Figure, "Score de la demande une fois changée."],
        "gain": Annotated[Figure, "Points gagnés, toujours au-dessus de zéro."],
        "share": Annotated[Figure, "Part du score gagnée, de 0 à 1."],
        "change": Change,
    },
)
Lever.__doc__ = "Un changement d'un champ qui abaisse le score."


class StatedValue(TypedDict):
    """Une valeur que la demande pourrait donner, et son score."""

    value: Annotated[Any, "Valeur, comme une demande l'écrit."]
    score: Annotated[Figure, "Score avec cette valeur."]
    change: Change


class DefaultCost(TypedDict):
    """Ce que coûte un champ laissé à son défaut."""

    field: Annotated[str, "Champ, ou son chemin."]
    label: Annotated[str, "Nom du champ."]
    value: Annotated[Any, "Défaut en vigueur."]
    atStake: Annotated[Figure, "Du meilleur au pire, en points."]
    cost: Annotated[Figure, "Du meilleur au défaut en vigueur, en points."]
    best: StatedValue
    worst: StatedValue


class Threshold(TypedDict):
    """Un seuil où le coefficient de durabilité change."""

    field: Annotated[DurabilityField, "Champ qui change."]
    now: Annotated[float, "Valeur en vigueur."]
    at: Annotated[int, "Valeur à partir de laquelle le coefficient est meilleur."]
    durability: Annotated[float, "Coefficient de durabilité à ce seuil."]
    score: Annotated[Figure, "Score à ce seuil."]
    gain: Annotated[Figure, "Points gagnés."]


class Combination(TypedDict):
    """Le meilleur ensemble d'au plus trois changements compatibles, trouvé en les essayant."""

    change: Change
    score: Annotated[Figure, "Score de la demande une fois changée."]
    gain: Annotated[Figure, "Points gagnés."]
    fields: Annotated[list[str], "Champs qui changent."]


class LeversAnswer(TypedDict):
    """Ce qui abaisserait le score."""

    score: Annotated[Figure, "Score de la demande."]
    levers: Annotated[list[Lever], "Leviers, du plus grand gain au plus petit."]
    defaults: Annotated[list[DefaultCost], "Champs laissés à leur défaut, du plus coûteux."]
    thresholds: Annotated[list[Threshold], "Prochains seuils de la durabilité."]
    combined: Annotated[Combination | None, "Meilleur ensemble ; null sans aucun levier."]
    notice: Annotated[str, "Ce que ces leviers disent, et ce qu'ils ne disent pas."]
    meta: Meta


class DescribedScore(TypedDict):
    """Un score et les paramètres en une phrase."""

    score: Annotated[Figure, "Score de la demande."]
    description: Annotated[str, "Les paramètres en une phrase."]


StageDifference = TypedDict(
    "StageDifference",
    {
        "stage": Annotated[Family, "Famille d'étapes."],
        "from": Annotated[Figure, "Points au départ, après durabilité."],
        "to": Annotated[Figure, "Points à l'arrivée, après durabilité."],
        "difference": Annotated[Figure, "Différence, en points."],
    },
)
StageDifference.__doc__ = "Une famille d'étapes dans les deux scores."

FieldDifference = TypedDict(
    "FieldDifference",
    {
        "field": Annotated[str, "Champ qui diffère, ou son chemin."],
        "label": Annotated[str, "Nom du champ."],
        "from": Annotated[Any, "Valeur en vigueur au départ."],
        "to": Annotated[Any, "Valeur en vigueur à l'arrivée."],
        "points": Annotated[Figure, "Part de la différence, en points."],
        "standardError": Annotated[Figure, "Erreur type de la part ; 0 quand elle est exacte."],
    },
)
FieldDifference.__doc__ = "La part d'un champ dans la différence."

DifferencesAnswer = TypedDict(
    "DifferencesAnswer",
    {
        "from": DescribedScore,
        "to": DescribedScore,
        "difference": Annotated[Figure, "Score d'arrivée moins score de départ."],
        "stages": Annotated[list[StageDifference], "Les deux scores par famille d'étapes."],
        "changes": Annotated[list[FieldDifference], "Parts, dont la somme est la différence."],
        "orders": Annotated[
            int | None, "Ordres suivis, au-delà de huit champs ; null quand tous comptent."
        ],
        "notice": Annotated[str, "Comment les parts sont faites."],
        "meta": Meta,
    },
)
DifferencesAnswer.__doc__ = "Pourquoi deux vêtements n'ont pas le même score."


class ScoreBounds(TypedDict):
    """Le plus petit et le plus grand score possibles."""

    least: Annotated[Figure, "Plus petit score possible."]
    greatest: Annotated[Figure, "Plus grand score possible."]


class UnknownField(TypedDict):
    """Un champ que l'étiquette ne dit pas."""

    field: Annotated[str, "Champ, ou son chemin."]
    label: Annotated[str, "Nom du champ."]
    share: Annotated[
        Figure, "Part de la variance que la connaissance du champ ôterait en moyenne, de 0 à 1."
    ]
    least: Annotated[Figure, "Score moyen à la valeur la plus favorable."]
    greatest: Annotated[Figure, "Score moyen à la valeur la moins favorable."]
    assumption: Annotated[str, "Ce qui est supposé de ce champ."]


class HeldFields(TypedDict):
    """Des champs laissés à leur défaut."""

    fields: Annotated[list[str], "Champs."]
    assumption: Annotated[str, "Pourquoi."]


class EstimateAnswer(TypedDict):
    """Ce que l'on peut dire du score d'après l'étiquette."""

    score: Annotated[Figure, "Score par les valeurs par défaut de la réglementation."]
    supposed: Annotated[
        dict[str, float], "Champs sans défaut réglementaire, et la valeur prise pour ce score."
    ]
    low: Annotated[Figure, "Un score tiré sur vingt est au-dessous."]
    median: Annotated[Figure, "La moitié des scores tirés est au-dessous."]
    high: Annotated[Figure, "Un score tiré sur vingt est au-dessus."]
    bounds: ScoreBounds
    confidence: Annotated[
        Literal["low", "medium", "high"],
        "low : tout vient de l'étiquette ; medium : les pays de tissage, d'ennoblissement et de "
        "confection sont connus ; high : la masse aussi.",
    ]
    draws: Annotated[int, "Nombre de tirages."]
    unknown: Annotated[list[UnknownField], "Champs inconnus, du plus incertain au moins."]
    held: Annotated[list[HeldFields], "Champs laissés à leur défaut, et pourquoi."]
    notice: Annotated[str, "Une estimation ne vaut pas pour une déclaration."]
    meta: Meta
