"""The shape of the record of a row in JSON; the OpenAPI document is made from it."""

from typing import Annotated, Any, Literal, NotRequired, TypedDict

from scoring.api.shapes import Figure


class RowWarning(TypedDict):
    """Ce qu'il faut savoir d'une ligne, calculée quand même."""

    code: Annotated[str, "Code stable de l'avertissement."]
    message: Annotated[str, "Phrase en français."]
    column: Annotated[str, "Colonne ou champ dont il s'agit."]


class RowError(TypedDict):
    """Une raison du refus d'une ligne."""

    column: Annotated[str, "Colonne, telle que le fichier la nomme."]
    field: Annotated[str, "Champ de la demande."]
    message: Annotated[str, "Phrase en français."]


class CatalogueWhole(TypedDict):
    """Ce dont une ligne fait partie : un lot, ou un vêtement en plusieurs parties."""

    kind: Annotated[Literal["set", "part of"], "Colonne qui le nomme."]
    reference: Annotated[str, "Ce que dit cette colonne."]
    score: Annotated[Figure, "Coût environnemental (ecs) de l'ensemble, en points."]
    durability: Annotated[Figure, "Durabilité équivalente de l'ensemble."]


class PortalRemark(TypedDict):
    """Une raison du portail, ou ce que le fichier préparé change."""

    column: Annotated[str, "Colonne, telle que le fichier la nomme."]
    message: Annotated[str, "Phrase en français."]


class PortalRecord(TypedDict):
    """Ce que le portail de déclaration répondrait à une ligne."""

    verdict: Annotated[
        Literal["accepted", "completed", "refused"],
        "Acceptée telle quelle, acceptée dans le fichier préparé (portail-depot), refusée.",
    ]
    reasons: Annotated[list[PortalRemark], "Pourquoi le portail la refuserait."]
    changes: Annotated[list[PortalRemark], "Ce que le fichier préparé corrige."]
    notes: Annotated[list[PortalRemark], "Ce que le portail fait sans le dire."]


class CatalogueRecord(TypedDict):
    """Une ligne d'un catalogue et son score, ou la raison de son refus."""

    index: Annotated[int, "Rang de la ligne, à partir de 0."]
    line: Annotated[int, "Ligne du fichier, à partir de 1."]
    id: Annotated[str | None, "Référence de la ligne."]
    status: Annotated[int, "200, ou 400 pour une ligne refusée ; 413, 500 ou 503 comme un lot."]
    score: Annotated[Figure, "Coût environnemental (ecs), en points."]
    scorePer100g: Annotated[Figure, "Le même pour 100 g."]
    pef: Annotated[Figure, "Score PEF."]
    durability: Annotated[Figure, "Coefficient de durabilité."]
    scoreWithoutDurability: Annotated[Figure, "Score avant durabilité."]
    stages: Annotated[
        dict[str, Figure] | None,
        "Avec detail=stages : points de chaque étape, durabilité non appliquée.",
    ]
    uncountedStages: Annotated[list[str], "Étapes désactivées, qui n'entrent dans aucun total."]
    complements: Annotated[
        dict[str, Figure] | None, "Avec detail=stages : compléments, durabilité non appliquée."
    ]
    impacts: Annotated[dict[str, Figure] | None, "Les 21 impacts, avec un jeton valide."]
    declaredScore: Annotated[Figure, "Score déclaré dans le fichier."]
    declaredCheck: Annotated[
        Literal["ok", "differs"] | None, "Si le score déclaré est à 1 % près celui qui est calculé."
    ]
    warnings: Annotated[list[RowWarning], "Vide quand il n'y a rien à signaler."]
    errors: Annotated[list[RowError], "Vide quand la ligne est calculée."]
    methodVersion: Annotated[str, "Version de la méthode."]
    impactsLevel: Annotated[str, "Niveau des impacts servis."]
    whole: NotRequired[Annotated[CatalogueWhole, "Pour une ligne d'un ensemble."]]
    portal: NotRequired[
        Annotated[PortalRecord, "Avec portal=true : ce que le portail de déclaration répondrait."]
    ]
    link: NotRequired[Annotated[str, "Avec links=true : adresse du produit sur ce site."]]
    input: Annotated[Any, "Ce qui a été lu : la demande, ou les cellules par colonne."]
