"""The lines of an object or a light vehicle (object.md 3 and 4)."""

from collections.abc import Mapping

from scoring.engine.trace.recorder import IMPACT_UNIT, Rule
from scoring.engine.trace.words.components import component_rules

MATERIAL = "material"
TRANSFORMATION = "transformation"
_TOTAL = "total"

RULES: Mapping[str, Rule] = {
    **component_rules("3", material=MATERIAL, transformation=TRANSFORMATION),
    "impact.flow": Rule("", "3", IMPACT_UNIT, "Impact du procédé"),
    "impact": Rule("", "3", IMPACT_UNIT, "Impact de l'étape, pour une pièce"),
    "element.impact": Rule(_TOTAL, "3", IMPACT_UNIT, "Impact de l'élément"),
    "piece.impact": Rule(_TOTAL, "4", IMPACT_UNIT, "Impact d'une pièce"),
    "item.mass": Rule(_TOTAL, "4", "kg", "Masse de toutes les pièces"),
    "item.impact": Rule(_TOTAL, "4", IMPACT_UNIT, "Impact de toutes les pièces"),
    "step.impact": Rule("", "4", IMPACT_UNIT, "Impact de l'étape, toutes pièces comptées"),
    "product.mass": Rule(_TOTAL, "4", "kg", "Masse du produit"),
    "stage.material": Rule(MATERIAL, "4", IMPACT_UNIT, "Matières"),
    "stage.transformation": Rule(TRANSFORMATION, "4", IMPACT_UNIT, "Transformation"),
    "score": Rule(_TOTAL, "4", IMPACT_UNIT, "Total"),
}
