"""The codes of the textile method and their French labels (textile.md 1 and 2.3)."""

from typing import Final

MATERIAL: Final = "material"
SPINNING: Final = "spinning"
FABRIC: Final = "fabric"
ENNOBLING: Final = "ennobling"
MAKING: Final = "making"
DISTRIBUTION: Final = "distribution"
USE: Final = "use"
END_OF_LIFE: Final = "eol"

# The eight steps, always in this order.
STEP_LABELS = {
    MATERIAL: "Matières premières",
    SPINNING: "Filature",
    FABRIC: "Tissage & Tricotage",
    ENNOBLING: "Ennoblissement",
    MAKING: "Confection",
    DISTRIBUTION: "Distribution",
    USE: "Utilisation",
    END_OF_LIFE: "Fin de vie",
}
STEPS = tuple(STEP_LABELS)
UPCYCLED_STEPS = (MATERIAL, SPINNING, FABRIC, ENNOBLING)

WEAVING: Final = "weaving"
KNITTING_FULLY_FASHIONED: Final = "knitting-fully-fashioned"
KNITTING_INTEGRAL: Final = "knitting-integral"
FABRIC_LABELS = {
    "knitting-mix": "Tricotage moyen (mix de métiers circulaire & rectiligne)",
    KNITTING_FULLY_FASHIONED: "Tricotage fully-fashioned / seamless",
    KNITTING_INTEGRAL: "Tricotage intégral / whole garment",
    "knitting-circular": "Tricotage circulaire",
    "knitting-straight": "Tricotage rectiligne",
    WEAVING: "Tissage",
}
FABRICS = tuple(FABRIC_LABELS)

# Minutes to sew a garment (textile.md 7.5).
MAKING_MINUTES = {
    "very-high": 120.0,
    "high": 60.0,
    "medium": 30.0,
    "low": 15.0,
    "very-low": 5.0,
    "not-applicable": 0.0,
}
COMPLEXITIES = tuple(MAKING_MINUTES)
COMPLEXITY_LABELS = {
    "very-high": "très élevée",
    "high": "élevée",
    "medium": "moyenne",
    "low": "faible",
    "very-low": "très faible",
    "not-applicable": "non applicable",
}

BUSINESS_LABELS = {
    "small-business": "PME/TPE",
    "large-business-with-services": "Grande entreprise avec service de réparation",
    "large-business-without-services": "Grande entreprise sans service de réparation",
}
BUSINESSES = tuple(BUSINESS_LABELS)

DYEING_LABELS = {
    "average": "moyenne",
    "continuous": "continue",
    "discontinuous": "discontinue",
}
DYEINGS = tuple(DYEING_LABELS)

PRINTING_LABELS = {"pigment": "pigmentaire", "substantive": "fixé-lavé"}
PRINTINGS = tuple(PRINTING_LABELS)

CONVENTIONAL_SPINNING: Final = "ConventionalSpinning"
UNCONVENTIONAL_SPINNING: Final = "UnconventionalSpinning"
SYNTHETIC_SPINNING: Final = "SyntheticSpinning"
SPINNINGS = (CONVENTIONAL_SPINNING, UNCONVENTIONAL_SPINNING, SYNTHETIC_SPINNING)

UNKNOWN_COUNTRY: Final = "---"
FRANCE: Final = "FR"
