"""The lines of components made of elements (object.md 3, textile.md 9)."""

from collections.abc import Mapping

from scoring.engine.trace.recorder import Rule


def component_rules(section: str, *, material: str, transformation: str) -> Mapping[str, Rule]:
    """The rules of components, for a section of a sector's document and the stages it shows."""
    return {
        "element.bought": Rule(material, section, "", "Matière achetée, pertes comprises"),
        "element.electricity": Rule(
            transformation, section, "kWh", "Électricité de la transformation"
        ),
        "element.heat": Rule(transformation, section, "MJ", "Chaleur de la transformation"),
        "element.left": Rule(transformation, section, "", "Quantité après la transformation"),
        "element.mass": Rule(transformation, section, "kg", "Masse de l'élément"),
        "piece.mass": Rule(transformation, section, "kg", "Masse d'une pièce"),
    }
