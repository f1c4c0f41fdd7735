"""The fields of a request for an object or a light vehicle (api.md 6.1)."""

from scoring.engine.decoding import Field, Identifier, ListOf, record
from scoring.engine.items import item_record

ITEM = item_record(
    "Composant",
    Field(
        "id",
        Identifier(),
        "Identifiant du composant, pris dans la liste des composants. Il peut manquer quand "
        "`custom.elements` est donné.",
        catalogue="components",
        example="ad9d7f23-076b-49c5-93a4-ee1cd7b53973",
    ),
)

QUERY = record(
    "Demande pour un produit en composants",
    [
        Field(
            "components",
            ListOf(ITEM),
            "Composants du produit ; la liste peut être vide.",
            required=True,
            example=[{"id": "ad9d7f23-076b-49c5-93a4-ee1cd7b53973", "quantity": 1}],
        ),
    ],
)
