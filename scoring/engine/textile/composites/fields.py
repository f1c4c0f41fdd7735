"""The fields of a set and of a garment in several parts (catalogue.md 6).

They are those of a garment (``textile.fields``), each at the level it applies to.
"""

from collections.abc import Iterable

from scoring.engine.decoding import Boolean, Bounds, Field, Integer, ListOf, Number, record
from scoring.engine.textile.fields import QUERY

# Larger sets are catalogues, which are sent as batches.
MOST_UNITS = 500
MOST_PARTS = 50
# The range to which a garment's price is clamped, in euros (catalogue.md 6).
LEAST_PRICE, MOST_PRICE = 1.0, 1000.0
SIMPLIFICATIONS = (1, 2)

OF_THE_SET = ("price", "numberOfReferences")
OF_THE_GARMENT = (
    "product",
    "price",
    "numberOfReferences",
    "business",
    "physicalDurability",
    "trims",
)
_NAMED = {field.name: field for field in QUERY.fields}


def _without(names: Iterable[str]) -> list[Field]:
    return [field for field in QUERY.fields if field.name not in names]


ITEM = record(
    "Article d'un lot",
    [
        *_without(OF_THE_SET),
        Field(
            "numberOfItem",
            Integer(),
            "Nombre d'exemplaires identiques de cet article dans le lot.",
            unit="articles",
            default="1",
            bounds=Bounds(1, MOST_UNITS, "Le nombre d'articles identiques"),
            example=1,
        ),
    ],
    renamed=QUERY.renamed,
    removed=QUERY.removed,
)
SET = record(
    "Demande d'un lot",
    [
        Field(
            "price",
            Number(),
            "Prix neuf du lot entier, réparti entre les articles en proportion du prix par défaut "
            "de leurs catégories ; la part d'un article compte pour 1 € au moins, 1000 € au plus.",
            unit="euros",
            default="prix par défaut de chaque catégorie",
            bounds=Bounds(LEAST_PRICE, MOST_UNITS * MOST_PRICE, "Le prix du lot"),
            example=60,
        ),
        _NAMED["numberOfReferences"],
        Field(
            "products",
            ListOf(ITEM, at_least=1, at_most=MOST_UNITS),
            "Articles du lot, au moins un. Prix et nombre de références sont ceux du lot.",
            required=True,
        ),
    ],
)

PART = record(
    "Partie d'un vêtement",
    [
        *_without(OF_THE_GARMENT),
        Field(
            "mainComponent",
            Boolean(),
            "Partie principale : une seule, la plus lourde. Elle seule porte l'étape de confection "
            "et les accessoires, et dit son pays de confection.",
            default="false",
            example=True,
        ),
    ],
    renamed=QUERY.renamed,
    removed=QUERY.removed,
)
GARMENT = record(
    "Demande d'un vêtement en plusieurs parties",
    [
        *(_NAMED[name] for name in OF_THE_GARMENT),
        Field(
            "simplification",
            Integer(),
            "Forme simplifiée de la notice : 1 calcule la masse totale avec la composition moyenne "
            "de toutes les parties, 2 avec la composition de la partie principale ; les pays sont "
            "ceux de la partie principale.",
            default="aucune : chaque partie est calculée",
            bounds=Bounds(*SIMPLIFICATIONS, "La forme simplifiée"),
            example=1,
        ),
        Field(
            "components",
            ListOf(PART, at_least=1, at_most=MOST_PARTS),
            "Parties du vêtement, au moins une.",
            required=True,
        ),
    ],
)
