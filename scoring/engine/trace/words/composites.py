"""The lines that join the garments of a set, or the parts of a garment (catalogue.md 6).

They cite another document than the other lines, and name it.
"""

from collections.abc import Mapping

from scoring.engine.trace.recorder import IMPACT_UNIT, Rule

SECTION = "catalogue.md 6"
_TOTAL = "total"
_DURABILITY = "durability"

RULES: Mapping[str, Rule] = {
    "set.usual_price": Rule(_DURABILITY, SECTION, "€", "Prix par défaut de tout le lot"),
    "set.price": Rule(_DURABILITY, SECTION, "€", "Part du prix du lot, de 1 à 1000"),
    "set.durability": Rule(_TOTAL, SECTION, "", "Durabilité équivalente du lot"),
    "set.score": Rule(_TOTAL, SECTION, IMPACT_UNIT, "Somme des articles du lot"),
    "parts.mass_sum": Rule(_TOTAL, SECTION, "kg", "Somme des masses des parties"),
    "parts.mass": Rule(_TOTAL, SECTION, "kg", "Masse totale, à douze décimales"),
    "parts.share_sum": Rule("material", SECTION, "", "Part de la matière dans tout le vêtement"),
    "parts.share": Rule("material", SECTION, "", "Part de la matière, à douze décimales"),
    "parts.score": Rule(_TOTAL, SECTION, IMPACT_UNIT, "Somme des parties du vêtement"),
}
