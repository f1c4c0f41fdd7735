"""Sample products, used in the documentation and as a page's initial product."""

POLYPROPYLENE = "59b42284-3e45-5343-8a20-1d7d66137461"
INJECTION_MOULDING = "111539de-deea-588a-9581-6f6ceaa2dfa9"
STEEL = "39fd91f1-72b6-5fa3-89d4-ce25b352d107"

TSHIRT = {
    "mass": 0.17,
    "product": "tshirt",
    "materials": [{"id": "ei-coton", "share": 1, "country": "FR"}],
    "countryFabric": "CN",
    "countryDyeing": "IN",
    "countryMaking": "MM",
}
JEANS = {
    "mass": 0.45,
    "product": "jean",
    "materials": [{"id": "ei-coton", "share": 0.9}, {"id": "elasthane", "share": 0.1}],
    "countrySpinning": "TR",
    "countryFabric": "TR",
    "countryDyeing": "TR",
    "countryMaking": "TN",
    "fading": True,
    "price": 80,
    "numberOfReferences": 1500,
    "business": "small-business",
}
# The notice's example of a garment in several parts.
POLO = {
    "product": "tshirt",
    "components": [
        {
            "mainComponent": True,
            "mass": 0.18,
            "materials": [{"id": "ei-coton", "share": 1}],
            "countrySpinning": "CN",
            "countryFabric": "CN",
            "countryDyeing": "CN",
            "countryMaking": "CN",
        },
        {
            "mass": 0.02,
            "materials": [{"id": "ei-pet", "share": 1}],
            "countrySpinning": "PK",
            "countryFabric": "PK",
            "countryDyeing": "PK",
        },
    ],
}
PYJAMAS = {
    "price": 60,
    "numberOfReferences": 3000,
    "products": [
        {
            "product": "tshirt",
            "mass": 0.16,
            "materials": [{"id": "ei-coton", "share": 1}],
            "countryFabric": "TR",
            "countryDyeing": "TR",
            "countryMaking": "TR",
        },
        {
            "product": "chaussettes",
            "numberOfItem": 2,
            "mass": 0.05,
            "materials": [{"id": "ei-coton", "share": 0.8}, {"id": "ei-pet", "share": 0.2}],
            "countryFabric": "FR",
            "countryDyeing": "FR",
            "countryMaking": "FR",
        },
    ],
}
CARROT_CAKE = {
    "ingredients": [
        {"id": "9cbc31e9-80a4-4b87-ac4b-ddc051c47f69", "mass": 120},
        {"id": "38788025-a65e-4edf-a92f-aab0b89b0d61", "mass": 140},
        {"id": "8f3863e7-f981-4367-90a2-e1aaa096a6e0", "mass": 60},
        {"id": "4d5198e7-413a-4ae2-8448-535aa3b302ae", "mass": 225},
    ],
    "transform": {"id": "83b897cf-9ed2-5604-83b4-67fab8606d35", "mass": 545},
    "packaging": [{"id": "25595091-35b6-5c62-869f-a29c318c367e", "mass": 105}],
    "distribution": "ambient",
    "preparation": ["refrigeration"],
}
MANGO = {
    "ingredients": [
        {
            "id": "db0e5f44-34b4-4160-b003-77c828d75e60",
            "mass": 120,
            "country": "BR",
            "byPlane": "noPlane",
        }
    ],
    "distribution": "ambient",
}
CHAIR = {
    "components": [
        {"id": "ad9d7f23-076b-49c5-93a4-ee1cd7b53973", "quantity": 1},
        {"id": "eda5dd7e-52e4-450f-8658-1876efc62bd6", "quantity": 1},
        {
            "quantity": 4,
            "custom": {"name": "Pied", "elements": [{"amount": 0.4, "material": STEEL}]},
        },
    ]
}
BOX = {
    "components": [
        {
            "quantity": 2,
            "custom": {
                "name": "Bac moulé",
                "elements": [
                    {
                        "amount": 0.6,
                        "material": POLYPROPYLENE,
                        "transforms": [INJECTION_MOULDING],
                    }
                ],
            },
        }
    ]
}
