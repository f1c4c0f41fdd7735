"""Shapes of a product in two versions of the method (api.md 6.5)."""

from typing import Annotated, Any, Literal, NotRequired, TypeAlias, TypedDict

from scoring.api.shapes import Figure, Meta, Notice

# Points of a part of the product in both versions.
First: TypeAlias = Annotated[Figure, "Points dans la première version."]
Other: TypeAlias = Annotated[Figure, "Points dans l'autre."]
More: TypeAlias = Annotated[Figure, "Points de plus dans l'autre."]

# Functional syntax because one of their keys is a Python keyword.
MovedStage = TypedDict(
    "MovedStage",
    {
        "stage": Annotated[str, "Étape du cycle de vie."],
        "from": First,
        "to": Other,
        "difference": More,
    },
)
MovedStage.__doc__ = "Une étape ; leur somme est le score."

MovedComplement = TypedDict(
    "MovedComplement",
    {
        "complement": Annotated[str, "Complément."],
        "from": First,
        "to": Other,
        "difference": More,
    },
)
MovedComplement.__doc__ = "Un complément, qui est déjà dans son étape ; un malus est positif."


class ProcessUse(TypedDict):
    """Ce que le produit prend d'un procédé."""

    id: Annotated[str, "Identifiant du procédé dans cette version."]
    source: Annotated[str, "Source des valeurs du procédé."]
    amount: Annotated[Figure, "Quantité, dans l'unité du procédé."]
    figure: Annotated[Figure, "Points d'ecs d'une unité."]
    points: Annotated[Figure, "Points de la quantité, après durabilité."]


MovedProcess = TypedDict(
    "MovedProcess",
    {
        "name": Annotated[str, "Nom du procédé."],
        "unit": Annotated[str, "Unité de la quantité."],
        "reason": Annotated[
            Literal[
                "figure", "amount", "figure-and-amount", "replaced", "added", "removed", "unchanged"
            ],
            "Ce qui change : les points d'une unité, la quantité, les deux ; replaced est un autre "
            "inventaire du même nom, added et removed un procédé d'une seule version.",
        ],
        "from": Annotated[ProcessUse | None, "Dans la première version ; null s'il n'y est pas."],
        "to": Annotated[ProcessUse | None, "Dans l'autre ; null s'il n'y est pas."],
        "difference": More,
    },
)
MovedProcess.__doc__ = "Un procédé dans les deux versions."

OtherProcesses = TypedDict(
    "OtherProcesses",
    {
        "count": Annotated[int, "Nombre de procédés."],
        "from": First,
        "to": Other,
        "difference": More,
    },
)
OtherProcesses.__doc__ = "Les procédés qui changent le moins, ensemble."

RenamedId = TypedDict(
    "RenamedId",
    {
        "field": Annotated[str, "Champ de la demande."],
        "from": Annotated[str, "Identifiant de la demande."],
        "to": Annotated[str, "Identifiant dans l'autre version."],
        "name": Annotated[str, "Nom en français."],
    },
)
RenamedId.__doc__ = "Un identifiant que l'autre version écrit autrement."


class LackingScore(TypedDict):
    """Un score agrégé que l'une des deux versions n'a pas."""

    methodVersion: Annotated[str, "Version qui ne l'a pas."]
    impact: Annotated[str, "Trigramme."]


class VersionSide(TypedDict):
    """Le produit dans une version."""

    methodVersion: Annotated[str, "Version de la méthode."]
    methodStatus: Annotated[
        Literal["regulatory", "other"],
        "regulatory pour le seul textile de la version v7.0.0, à laquelle la loi renvoie.",
    ]
    dataVersion: Annotated[str, "Version des données."]
    scores: Annotated[
        dict[str, Figure], "Scores agrégés de la version, par trigramme, après durabilité."
    ]
    durability: NotRequired[Annotated[float, "Coefficient de durabilité (textile)."]]
    query: Annotated[dict[str, Any], "Demande normalisée, dans les identifiants de la version."]
    webUrl: Annotated[str, "Ouvre le produit dans cette version."]
    warnings: Annotated[list[Notice], "Vide quand il n'y a rien à signaler."]


VersionDifferences = TypedDict(
    "VersionDifferences",
    {
        "from": Annotated[VersionSide, "Dans la version de l'adresse."],
        "to": Annotated[VersionSide, "Dans l'autre."],
        "difference": Annotated[Figure, "Points d'ecs de plus dans l'autre."],
        "ratio": Annotated[Figure, "Cette différence, en part du premier score."],
        "stages": Annotated[list[MovedStage], "Étapes, dans l'ordre ; leur somme est le score."],
        "complements": Annotated[list[MovedComplement], "Compléments, déjà dans les étapes."],
        "processes": Annotated[
            list[MovedProcess], "Au plus 20 procédés, ce qui change le plus d'abord."
        ],
        "otherProcesses": OtherProcesses,
        "renamedIds": Annotated[list[RenamedId], "Identifiants que l'autre écrit autrement."],
        "lackingScores": Annotated[list[LackingScore], "Scores d'une seule des deux versions."],
        "meta": Meta,
    },
)
VersionDifferences.__doc__ = "Un produit dans deux versions de la méthode."
