"""Shapes of an explained calculation (decisions.md 1)."""

from typing import Annotated, Literal, NotRequired, TypedDict

from scoring.api.shapes import Figure, Meta

# Functional syntax because one of its keys is a Python keyword.
ExplainedInput = TypedDict(
    "ExplainedInput",
    {
        "name": Annotated[str, "Nom dans la formule."],
        "value": Annotated[
            float | str | bool | list[str] | None, "Valeur ; un texte dit un choix."
        ],
        "unit": Annotated[str, "Unité, vide quand il n'y en a pas."],
        "from": Annotated[
            Literal["request", "default", "data", "constant", "line"],
            "Origine : champ de la demande, valeur par défaut de la catégorie ou de la méthode, "
            "donnée de la version, constante de la méthode, ligne précédente.",
        ],
        "key": Annotated[str, "Champ, chemin de la donnée, ou identifiant de la ligne."],
        "section": NotRequired[Annotated[str, "Section du document de la méthode."]],
        "process": NotRequired[Annotated[str, "Nom du procédé."]],
        "source": NotRequired[Annotated[str, "Source des valeurs du procédé."]],
    },
)
ExplainedInput.__doc__ = "Une valeur qui entre dans une ligne."


class ExplainedLine(TypedDict):
    """Une valeur intermédiaire du calcul."""

    id: Annotated[str, "Identifiant de la ligne."]
    stage: Annotated[str, "Étape."]
    label: Annotated[str, "Libellé en français."]
    section: Annotated[str, "Section du document de la méthode."]
    formula: Annotated[
        str,
        "Formule : noms des entrées, nombres, + - * / et parenthèses, min, max, round (demi vers "
        "le haut), floor, abs, comparaisons et if(condition, a, b).",
    ]
    inputs: Annotated[list[ExplainedInput], "Valeurs qui entrent dans la formule."]
    value: Annotated[Figure, "Valeur de la ligne."]
    unit: Annotated[str, "Unité."]


class Explanation(TypedDict):
    """Un calcul, ligne par ligne."""

    score: Annotated[Figure, "Valeur du simulateur pour l'impact demandé."]
    impact: Annotated[str, "Trigramme de l'impact expliqué."]
    unit: Annotated[str, "Unité de cet impact."]
    result: Annotated[str, "Identifiant de la ligne qui donne le score."]
    lines: Annotated[list[ExplainedLine], "Lignes, dans l'ordre du calcul."]
    meta: Meta
