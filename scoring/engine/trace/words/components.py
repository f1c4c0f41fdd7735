"""The lines of components made of elements (object.md 3, textile.md 9)."""

from collections.abc import Mapping

from scoring.engine.trace.recorder import Rule


def component_rules(stage: str, section: str) -> Mapping[str, Rule]:
    """The rules of components, for the stage and the section that a sector's document gives."""
    return {
        "element.bought": Rule(stage, section, "", "Matière achetée, pertes comprises"),
        "element.electricity": Rule(stage, section, "kWh", "Électricité de la transformation"),
        "element.heat": Rule(stage, section, "MJ", "Chaleur de la transformation"),
        "element.left": Rule(stage, section, "", "Quantité après la transformation"),
        "element.mass": Rule(stage, section, "kg", "Masse de l'élément"),
        "piece.mass": Rule(stage, section, "kg", "Masse d'une pièce"),
    }
