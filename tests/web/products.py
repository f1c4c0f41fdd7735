"""Products whose pages show every kind of figure, and how pages format figures."""

from scoring.web.figures import quantity

COTTON = {
    "mass": 0.17,
    "product": "tshirt",
    "materials": [{"id": "ei-coton", "share": 1, "country": "BD"}],
    "countrySpinning": "TR",
    "countryFabric": "PK",
    "countryDyeing": "IN",
    "countryMaking": "CN",
    "airTransportRatio": 0.25,
}
CHICKEN = "8fb5024c-ceec-4201-b069-ea253c537ad6"
CARDBOARD = "25595091-35b6-5c62-869f-a29c318c367e"
DISH = {
    "ingredients": [{"id": CHICKEN, "mass": 250, "country": "BR"}],
    "packaging": [{"id": CARDBOARD, "mass": 35}],
    "distribution": "frozen",
    "preparation": ["oven"],
}
# A fruit of which a part is not eaten, and whose density is not that of water.
FRUIT = {
    "ingredients": [{"id": "091cda9d-3c9d-444c-ad0e-1d6f34491767", "mass": 250}],
    "packaging": [{"id": CARDBOARD, "mass": 35}],
    "distribution": "frozen",
    "preparation": ["refrigeration"],
}
STEEL = "39fd91f1-72b6-5fa3-89d4-ce25b352d107"
POLYPROPYLENE = "59b42284-3e45-5343-8a20-1d7d66137461"
MOULDING = "111539de-deea-588a-9581-6f6ceaa2dfa9"
BOXES = {
    "components": [
        {
            "quantity": 3,
            "custom": {
                "name": "Bac",
                "elements": [
                    {"amount": 0.6, "material": POLYPROPYLENE, "transforms": [MOULDING]},
                    {"amount": 0.25, "material": STEEL},
                ],
            },
        },
        {"id": "ad9d7f23-076b-49c5-93a4-ee1cd7b53973", "quantity": 2},
    ]
}


def points(value: float) -> str:
    return quantity(value, "Pts")


def kg(value: float) -> str:
    return quantity(value, "kg", 3)


def km(value: float) -> str:
    return quantity(value, "km", 0)
