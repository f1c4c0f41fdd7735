"""The fields of a food request, defined once for parsing, validation and documentation.

See food.md 1 and api.md 6. Masses are grams here, kilograms in the engine.
"""

from scoring.engine.decoding import Choice, Field, Identifier, ListOf, Number, Record, Text, record
from scoring.engine.vocabulary import food as vocabulary

INGREDIENT = record(
    "Ingrédient",
    [
        Field(
            "id",
            Identifier(),
            "Identifiant de l'ingrédient, pris dans la liste des ingrédients.",
            required=True,
            catalogue="ingredients",
            example="4d5198e7-413a-4ae2-8448-535aa3b302ae",
        ),
        Field(
            "mass",
            Number(),
            "Masse achetée, part non comestible comprise. Strictement positive.",
            required=True,
            unit="g",
            positive=True,
            example=268,
        ),
        Field(
            "country",
            Text(),
            "Code du pays d'origine.",
            default="origine par défaut de l'ingrédient",
            catalogue="countries",
            example="FR",
        ),
        Field(
            "byPlane",
            Choice(vocabulary.PLANE_CHOICES, "Transport par avion inconnu\u00a0: {}"),
            "Acheminement par avion ou non. `byPlane` n'est admis que pour un ingrédient dont "
            "l'origine par défaut est « par avion ».",
            default="celui de l'origine par défaut de l'ingrédient",
            example="noPlane",
        ),
    ],
    renamed={"geoZone": "country"},
)


def _process(title: str, what: str, example: str) -> Record:
    """A process and its mass; unlike other records, this one reads its ``id`` first."""
    return Record(
        title,
        (
            Field(
                "id",
                Identifier(),
                f"Identifiant du procédé, pris dans la liste des {what}.",
                required=True,
                catalogue="processes",
                example=example,
            ),
            Field(
                "mass",
                Number(),
                "Masse traitée ou utilisée. Strictement positive.",
                required=True,
                unit="g",
                positive=True,
                example=100,
            ),
        ),
    )


TRANSFORM = _process("Transformation", "transformations", "83b897cf-9ed2-5604-83b4-67fab8606d35")
PACKAGING = _process("Emballage", "emballages", "25595091-35b6-5c62-869f-a29c318c367e")

QUERY = record(
    "Demande alimentaire",
    [
        Field(
            "ingredients",
            ListOf(INGREDIENT),
            "Ingrédients de la recette ; la liste peut être vide.",
            required=True,
            example=[{"id": "4d5198e7-413a-4ae2-8448-535aa3b302ae", "mass": 268}],
        ),
        Field(
            "transform",
            TRANSFORM,
            "Procédé de transformation industrielle ; sa masse n'est pas déduite des ingrédients.",
            default="aucune transformation",
            example={"id": "83b897cf-9ed2-5604-83b4-67fab8606d35", "mass": 268},
        ),
        Field(
            "packaging",
            ListOf(PACKAGING),
            "Emballages.",
            default="aucun",
            example=[{"id": "25595091-35b6-5c62-869f-a29c318c367e", "mass": 105}],
        ),
        Field(
            "distribution",
            Choice(vocabulary.DISTRIBUTIONS, "Choix invalide pour la distribution : {}"),
            "Conservation en magasin : ambiante, au frais, surgelée.",
            default="ni magasin, ni transport de distribution",
            example="ambient",
        ),
        Field(
            "preparation",
            ListOf(
                Choice(vocabulary.PREPARATION_CODES, "Préparation inconnue: {}"),
                at_most=vocabulary.MAXIMUM_PREPARATIONS,
            ),
            "Préparations à la maison ; la même donnée deux fois compte deux fois.",
            default="aucune",
            example=["refrigeration"],
        ),
    ],
)
