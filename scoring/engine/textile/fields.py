"""The fields of a textile request, defined once for parsing, validation and documentation.

See textile.md 2 and api.md 4. Ranges include both ends.
"""

from scoring.engine.decoding import (
    Boolean,
    Bounds,
    Choice,
    Field,
    Identifier,
    Integer,
    ListOf,
    Number,
    Proportion,
    Text,
    YarnSize,
    record,
)
from scoring.engine.items import item_record
from scoring.engine.vocabulary import textile as vocabulary

MAXIMUM_PRINTING_RATIO = 0.8
DEFAULT_PRINTING_RATIO = 0.2

# Names from version 8, and parameters from before version 7, that clients may still send.
_LATER_NAMES = {
    f"geoZone{step}": f"country{step}" for step in ("Spinning", "Fabric", "Dyeing", "Making")
} | {"disabledStages": "disabledSteps"}
_REMOVED = (
    "traceability",
    "dyeingMedium",
    "marketingDuration",
    "repairCost",
    "quality",
    "reparability",
    "disabledFading",
    "knittingProcess",
    "picking",
    "ennoblingHeatSource",
)
_CATEGORY_DEFAULT = "valeur de la catégorie"
_COUNTRY_DEFAULT = "pays inconnu (---)"

MATERIAL_ITEM = record(
    "Matière",
    [
        Field(
            "id",
            Text(),
            "Identifiant de la matière, pris dans la liste des matières.",
            required=True,
            catalogue="materials",
            example="ei-coton",
        ),
        Field(
            "share",
            Proportion(),
            "Part de la matière dans la composition. La somme des parts n'est pas contrôlée ici : "
            "le calcul utilise les parts telles quelles.",
            required=True,
            unit="part, de 0 à 1",
            example=1,
        ),
        Field(
            "country",
            Text(),
            "Pays de production de la matière.",
            default="pays par défaut de la matière",
            catalogue="countries",
            example="FR",
        ),
        Field(
            "spinning",
            Choice(
                vocabulary.SPINNINGS,
                "Le procédé de filature ou filage {} n'est pas valide",
            ),
            "Procédé de filature ou de filage.",
            default="SyntheticSpinning pour une fibre synthétique, sinon ConventionalSpinning",
            example="ConventionalSpinning",
        ),
    ],
    renamed={"geoZone": "country"},
)

PRINTING = record(
    "Impression",
    [
        Field(
            "kind",
            Choice(vocabulary.PRINTINGS, "Type d'impression inconnu: {}"),
            "Type d'impression : pigmentaire (`pigment`) ou fixé-lavé (`substantive`).",
            required=True,
            example="pigment",
        ),
        Field(
            "ratio",
            Proportion(MAXIMUM_PRINTING_RATIO),
            "Part de la surface imprimée.",
            unit="part de la surface, de 0 à 0,8",
            default="0.2",
            example=0.2,
        ),
    ],
)

TRIM_ITEM = item_record(
    "Accessoire",
    Field(
        "id",
        Identifier(),
        "Identifiant de l'accessoire, pris dans la liste des accessoires.",
        required=True,
        catalogue="components",
        example="0c903fc7-279b-4375-8cfa-ca8133b8e973",
    ),
)


def _country(name: str, step: str) -> Field:
    return Field(
        name,
        Text(),
        f"Code du pays ou de la région : {step}.",
        default=_COUNTRY_DEFAULT,
        catalogue="countries",
        example="CN",
    )


QUERY = record(
    "Demande textile",
    [
        Field(
            "mass",
            Number(),
            "Masse du vêtement fini, accessoires compris. Strictement positive.",
            required=True,
            unit="kg",
            positive=True,
            example=0.17,
        ),
        Field(
            "product",
            Text(),
            "Catégorie de produit.",
            required=True,
            catalogue="products",
            example="tshirt",
        ),
        Field(
            "materials",
            ListOf(MATERIAL_ITEM, at_least=1),
            "Composition en matières, au moins une.",
            required=True,
            example=[{"id": "ei-coton", "share": 1, "country": "FR"}],
        ),
        _country("countrySpinning", "filature"),
        _country("countryFabric", "tissage ou tricotage"),
        _country("countryDyeing", "ennoblissement"),
        _country("countryMaking", "confection"),
        Field(
            "airTransportRatio",
            Proportion(),
            "Part du transport aérien entre la confection et la distribution.",
            unit="part, de 0 à 1",
            default="0 si la confection a lieu en Europe ou en Turquie ; sinon 0.33 si la "
            "durabilité vaut au moins 1 ; sinon 1",
            example=0,
        ),
        Field(
            "business",
            Choice(vocabulary.BUSINESSES, "Type d'entreprise inconnu : {}"),
            "Taille et services de l'entreprise, pour la durabilité.",
            default=_CATEGORY_DEFAULT,
            example="small-business",
        ),
        Field(
            "numberOfReferences",
            Integer(),
            "Nombre de références de la marque, pour la durabilité.",
            unit="références",
            default=_CATEGORY_DEFAULT,
            bounds=Bounds(1, 999999, "Le nombre de références"),
            example=9000,
        ),
        Field(
            "price",
            Number(),
            "Prix neuf, pour la durabilité.",
            unit="euros",
            default=_CATEGORY_DEFAULT,
            bounds=Bounds(1, 1000, "Le prix unitaire"),
            example=30,
        ),
        Field(
            "physicalDurability",
            Number(),
            "Coefficient de durabilité physique ; le plus petit des deux coefficients l'emporte.",
            unit="coefficient",
            default="1.45",
            bounds=Bounds(0.67, 1.45, "Le coefficient de durabilité physique"),
            example=1.1,
        ),
        Field(
            "disabledSteps",
            ListOf(Choice(vocabulary.STEPS, "Code étape inconnu: {}")),
            "Étapes du cycle de vie laissées de côté.",
            default="aucune",
            example=[],
        ),
        Field(
            "upcycled",
            Boolean(),
            "Vêtement remanufacturé : les étapes material, spinning, fabric et ennobling ne "
            "comptent pas, et la confection est de complexité élevée sauf indication contraire.",
            default="false",
            example=False,
        ),
        Field(
            "trims",
            ListOf(TRIM_ITEM),
            "Accessoires cousus sur le vêtement. Une liste vide veut dire : aucun.",
            default="accessoires de la catégorie",
            example=[{"id": "0c903fc7-279b-4375-8cfa-ca8133b8e973", "quantity": 1}],
        ),
        Field(
            "yarnSize",
            YarnSize(),
            'Titrage du fil. Les textes "40", "40Nm" et "250Dtex" sont lus aussi.',
            unit="Nm (km de fil par kg)",
            default=_CATEGORY_DEFAULT,
            bounds=Bounds(9, 200, "Le titrage"),
            example=40,
        ),
        Field(
            "fabricProcess",
            Choice(vocabulary.FABRICS, "Procédé de tissage/tricotage inconnu: {}"),
            "Procédé de tissage ou de tricotage.",
            default=_CATEGORY_DEFAULT,
            example="knitting-mix",
        ),
        Field(
            "surfaceMass",
            Integer(),
            "Masse surfacique de l'étoffe (grammage).",
            unit="g/m²",
            default=_CATEGORY_DEFAULT,
            bounds=Bounds(80, 500, "La masse surfacique"),
            example=200,
        ),
        Field(
            "dyeingProcessType",
            Choice(vocabulary.DYEINGS, "Type de teinture inconnu\u202f: {}"),
            "Procédé de teinture.",
            default="average",
            example="average",
        ),
        Field("printing", PRINTING, "Impression du tissu.", default="aucune impression"),
        Field(
            "fading",
            Boolean(),
            "Délavage à la confection.",
            default="false",
            example=False,
        ),
        Field(
            "makingComplexity",
            Choice(
                vocabulary.COMPLEXITIES,
                "Type de complexité de fabrication inconnu\u00a0: {}",
                aliases={"non-applicable": "not-applicable"},
            ),
            "Complexité de la confection.",
            default="very-low pour knitting-fully-fashioned, not-applicable pour "
            "knitting-integral, sinon valeur de la catégorie",
            example="medium",
        ),
        Field(
            "makingWaste",
            Proportion(),
            "Taux de perte en confection.",
            unit="part, de 0 à 0,4",
            default="0.02 pour knitting-fully-fashioned, 0 pour knitting-integral, sinon valeur "
            "de la catégorie",
            bounds=Bounds(0, 0.4, "Le taux de perte en confection"),
            example=0.15,
        ),
        Field(
            "makingDeadStock",
            Proportion(),
            "Taux de stocks dormants en confection.",
            unit="part, de 0 à 0,3",
            default="0.15",
            bounds=Bounds(0, 0.3, "Le taux de stocks dormants en confection"),
            example=0.15,
        ),
    ],
    renamed=_LATER_NAMES,
    removed=_REMOVED,
)
