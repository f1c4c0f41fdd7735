"""The codes and constants of the food method, with their French labels (food.md 2, 6.1, 7, 8)."""

from typing import Final, NamedTuple

FRANCE: Final = "FR"

BY_PLANE: Final = "byPlane"
NO_PLANE: Final = "noPlane"
PLANE_CHOICES = (BY_PLANE, NO_PLANE)

FROM_FRANCE: Final = "France"
FROM_EUROPE: Final = "EuropeAndMaghreb"
FROM_FAR: Final = "OutOfEuropeAndMaghreb"
FROM_FAR_BY_PLANE: Final = "OutOfEuropeAndMaghrebByPlane"
ORIGIN_LABELS = {
    FROM_FRANCE: "France",
    FROM_EUROPE: "Europe et Maghreb",
    FROM_FAR: "Hors Europe et Maghreb",
    FROM_FAR_BY_PLANE: "Hors Europe et Maghreb par avion",
}

NO_COOLING: Final = "none"
ALWAYS_COOLED: Final = "always"


class Retail(NamedTuple):
    """What a shop uses to store 1 m3 of food: kWh for itself and for cooling, litres of water."""

    label: str
    energy_kwh: float
    cooling_kwh: float
    water_l: float


RETAILS = {
    "ambient": Retail("température ambiante", 123.08, 0.0, 561.5),
    "fresh": Retail("frais", 46.15, 219.23, 210.6),
    "frozen": Retail("surgelé", 61.54, 415.38, 280.8),
}
DISTRIBUTIONS = tuple(RETAILS)


class Preparation(NamedTuple):
    """What a preparation at home uses per kg: each energy with its share of the practice.

    ``cooks`` says that it turns the raw mass into the cooked mass.
    """

    label: str
    elec_kwh: float
    elec_share: float
    heat_mj: float
    heat_share: float
    cooks: bool


PREPARATIONS = {
    "frying": Preparation("Friture", 0.667, 1.0, 0.0, 0.0, True),
    "pan-cooking": Preparation("Cuisson à la poêle", 0.44, 0.4, 1.584, 0.6, True),
    "pan-warming": Preparation("Réchauffage à la poêle", 0.08, 0.4, 0.288, 0.6, False),
    "oven": Preparation("Cuisson au four", 0.999, 1.0, 0.0, 0.0, True),
    "microwave": Preparation("Cuisson au four micro-ondes", 0.128, 1.0, 0.0, 0.0, True),
    "refrigeration": Preparation("Réfrigération", 0.0777, 1.0, 0.0, 0.0, False),
    "freezing": Preparation("Congélation", 0.294, 1.0, 0.0, 0.0, False),
}
PREPARATION_CODES = tuple(PREPARATIONS)
COOKING_PREPARATIONS = frozenset(code for code, one in PREPARATIONS.items() if one.cooks)
MAXIMUM_PREPARATIONS = 2

# Points of ecs for one unit of an ecosystemic service of 1 kg of an ingredient.
SERVICE_COEFFICIENTS = {
    "hedges": 3.0,
    "plotSize": 4.0,
    "cropDiversity": 1.5,
    "permanentPasture": 7.0,
    "livestockDensity": 3000.0,
}
SERVICE_LABELS = {
    "hedges": "Haies",
    "plotSize": "Taille de parcelles",
    "cropDiversity": "Diversité culturale",
    "permanentPasture": "Prairies permanentes",
    "livestockDensity": "Chargement territorial",
}
