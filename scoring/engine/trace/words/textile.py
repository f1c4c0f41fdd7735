"""The lines of a garment (textile.md 5 to 11)."""

from collections.abc import Iterable, Mapping

from scoring.engine.trace.recorder import IMPACT_UNIT, Rule
from scoring.engine.trace.words.components import component_rules

_TRIMS = "trims"
_DURABILITY = "durability"
_TOTAL = "total"

# The steps that use processes and those that have outgoing transport, with their sections.
_WORKS = (
    ("material", "7.1"),
    ("spinning", "7.2"),
    ("fabric", "7.3"),
    ("ennobling", "7.4"),
    ("making", "7.5"),
    ("use", "7.6"),
    ("eol", "7.7"),
)
_JOURNEYS = (
    ("material", "8.2"),
    ("spinning", "8.1"),
    ("fabric", "8.1"),
    ("ennobling", "8.1"),
    ("making", "8.1"),
    ("distribution", "8.1"),
)


def _weighed(
    prefix: str, steps: Iterable[tuple[str, str]], of_flow: str, of_step: str
) -> dict[str, Rule]:
    rules = {}
    for step, section in steps:
        rules[f"{prefix}.{step}.flow"] = Rule(step, section, IMPACT_UNIT, of_flow)
        rules[f"{prefix}.{step}"] = Rule(step, section, IMPACT_UNIT, of_step)
    return rules


RULES: Mapping[str, Rule] = {
    **component_rules("9", material=_TRIMS, transformation=_TRIMS),
    **_weighed("impact", _WORKS, "Impact du procédé", "Impact de l'étape, sans le transport"),
    **_weighed("transport", _JOURNEYS, "Impact du transport", "Impact du transport, en tout"),
    "trims.impact.flow": Rule(_TRIMS, "9", IMPACT_UNIT, "Impact du procédé"),
    "trims.impact": Rule(_TRIMS, "9", IMPACT_UNIT, "Impact des accessoires"),
    "transport": Rule(_TOTAL, "8.5", IMPACT_UNIT, "Impact de tous les transports"),
    "trims.amount": Rule(_TRIMS, "9", "", "Quantité pour toutes les pièces"),
    "trims.pieces": Rule(_TRIMS, "9", "kg", "Masse de toutes les pièces"),
    "trims.mass": Rule(_TRIMS, "5.6", "kg", "Masse des accessoires"),
    # Masses, backwards from the finished garment.
    "mass.making.output": Rule("making", "5.1", "kg", "Masse avec la perte de confection"),
    "mass.making.input": Rule("making", "5.2", "kg", "Masse avec les stocks dormants"),
    "wasted.making": Rule("making", "5.1", "kg", "Perte de confection"),
    "wasted.making.stock": Rule("making", "5.2", "kg", "Stocks dormants"),
    "wasted.fabric": Rule("fabric", "5.3", "kg", "Perte de tissage ou de tricotage"),
    "needed.fabric": Rule("fabric", "5.3", "kg", "Fil nécessaire, pertes comprises"),
    "needed.spinning.fibre": Rule("spinning", "5.4", "kg", "Fibres nécessaires à la filature"),
    "wasted.spinning.fibre": Rule("spinning", "5.4", "kg", "Perte en filature"),
    "needed.spinning": Rule("spinning", "5.4", "kg", "Fibres nécessaires, en tout"),
    "wasted.spinning": Rule("spinning", "5.4", "kg", "Pertes en filature, en tout"),
    "left.spinning": Rule("spinning", "5.4", "kg", "Fil obtenu"),
    "needed.material.fibre": Rule("material", "5.5", "kg", "Matière première nécessaire"),
    "wasted.material.fibre": Rule("material", "5.5", "kg", "Perte de matière première"),
    "needed.material": Rule("material", "5.5", "kg", "Matières premières nécessaires, en tout"),
    "wasted.material": Rule("material", "5.5", "kg", "Pertes de matières premières, en tout"),
    "left.material": Rule("material", "5.5", "kg", "Matières premières utiles"),
    "mass.material.input": Rule("material", "5.6", "kg", "Masse entrante, sans les accessoires"),
    "mass.material.output": Rule("material", "5.6", "kg", "Masse sortante, sans les accessoires"),
    "mass.spinning.input": Rule("spinning", "5.6", "kg", "Masse entrante, sans les accessoires"),
    "mass.spinning.output": Rule("spinning", "5.6", "kg", "Masse sortante, sans les accessoires"),
    "mass.fabric.input": Rule("fabric", "5.6", "kg", "Masse entrante, sans les accessoires"),
    "mass.fabric.output": Rule("fabric", "5.6", "kg", "Masse sortante, sans les accessoires"),
    "mass.ennobling.input": Rule("ennobling", "5.6", "kg", "Masse entrante, sans les accessoires"),
    "mass.ennobling.output": Rule("ennobling", "5.6", "kg", "Masse sortante, sans les accessoires"),
    # Durability and use.
    "durability.references": Rule(_DURABILITY, "6.1", "", "Indice du nombre de références"),
    "durability.repair": Rule(_DURABILITY, "6.1", "", "Indice du coût de réparation"),
    "durability.repairability": Rule(_DURABILITY, "6.1", "", "Indice de réparabilité"),
    "durability.non_physical": Rule(_DURABILITY, "6.1", "", "Durabilité non physique"),
    "durability": Rule(_DURABILITY, "6.2", "", "Coefficient de durabilité, le plus petit des deux"),
    "use.days": Rule("use", "6.3", "jours", "Jours d'utilisation"),
    "use.base_cycles": Rule("use", "6.3", "cycles", "Cycles d'entretien, durabilité neutre"),
    "use.cycles": Rule("use", "6.3", "cycles", "Cycles d'entretien"),
    # Energy and processes of each step.
    "fibre.own": Rule("material", "7.1", "kg", "Quantité de matière"),
    "fibre.virgin": Rule("material", "7.1", "kg", "Quantité de matière vierge remplacée"),
    "spinning.fibre.electricity": Rule("spinning", "7.2", "kWh", "Électricité de la filature"),
    "spinning.electricity": Rule("spinning", "7.2", "kWh", "Électricité de la filature, en tout"),
    "fabric.surface": Rule("fabric", "7.3", "m²", "Surface d'étoffe"),
    "fabric.density": Rule("fabric", "7.3", "fils/cm", "Densité de fils"),
    "fabric.picking": Rule("fabric", "7.3", "duites.m", "Duites, arrondies"),
    "fabric.electricity": Rule("fabric", "7.3", "kWh", "Électricité du tissage ou du tricotage"),
    "pre_treatment.mass": Rule("ennobling", "7.4", "kg", "Masse prétraitée"),
    "pre_treatment.electricity": Rule("ennobling", "7.4", "kWh", "Électricité du prétraitement"),
    "pre_treatment.heat": Rule("ennobling", "7.4", "MJ", "Chaleur du prétraitement"),
    "pre_treatment.release": Rule("ennobling", "7.4", "kg", "Rejets du prétraitement dans l'eau"),
    "pre_treatment.impact.energy": Rule(
        "ennobling", "7.4", IMPACT_UNIT, "Dont énergie des prétraitements"
    ),
    "pre_treatment.impact.toxicity": Rule(
        "ennobling", "7.4", IMPACT_UNIT, "Dont toxicité des prétraitements"
    ),
    "ennobling.electricity": Rule("ennobling", "7.4", "kWh", "Électricité de l'ennoblissement"),
    "ennobling.heat": Rule("ennobling", "7.4", "MJ", "Chaleur de l'ennoblissement"),
    "ennobling.release": Rule("ennobling", "7.4", "kg", "Rejets dans l'eau"),
    "ennobling.surface": Rule("ennobling", "7.4", "m²", "Surface imprimée"),
    "making.sewing": Rule("making", "7.5", "kWh", "Électricité de la confection"),
    "making.electricity": Rule("making", "7.5", "kWh", "Électricité du délavage"),
    "making.heat": Rule("making", "7.5", "MJ", "Chaleur du délavage"),
    "use.electricity": Rule("use", "7.6", "kWh", "Électricité de l'entretien"),
    "use.care": Rule("use", "7.6", "kg", "Masse entretenue sur toute la vie du vêtement"),
    "eol.trips": Rule("eol", "7.7", "", "Trajets en voiture vers la collecte"),
    "eol.electricity": Rule("eol", "7.7", "kWh", "Électricité de la fin de vie"),
    "eol.heat": Rule("eol", "7.7", "MJ", "Chaleur de la fin de vie"),
    # Transport.
    "journey.air_ratio": Rule("making", "8.4", "", "Part transportée par avion"),
    "leg.road_share": Rule("", "8.3", "", "Part de la route sur terre et mer"),
    "leg.road": Rule("", "8.3", "km", "Distance par la route"),
    "leg.sea": Rule("", "8.3", "km", "Distance par la mer"),
    "leg.road.materials": Rule("material", "8.2", "km", "Distances par la route, en tout"),
    "leg.sea.materials": Rule("material", "8.2", "km", "Distances par la mer, en tout"),
    "left.road": Rule("making", "8.3", "km", "Distance par la route, part de l'avion déduite"),
    "left.sea": Rule("making", "8.3", "km", "Distance par la mer, part de l'avion déduite"),
    "left.air": Rule("making", "8.3", "km", "Distance par avion"),
    "carried.road": Rule("", "8.1", "t⋅km", "Transport par la route"),
    "carried.sea": Rule("", "8.1", "t⋅km", "Transport par la mer"),
    "carried.air": Rule("", "8.1", "t⋅km", "Transport par avion"),
    # Complements.
    "microfibres.fibre": Rule("material", "10", "Pts", "Complément microfibres de la matière"),
    "microfibres": Rule("material", "10", "Pts", "Complément microfibres, avant durabilité"),
    "out_of_europe.synthetic": Rule("eol", "10", "", "Part des fibres synthétiques"),
    "out_of_europe.probability": Rule("eol", "10", "", "Probabilité d'une fin hors d'Europe"),
    "out_of_europe": Rule(
        "eol", "10", "Pts", "Complément fin de vie hors d'Europe, avant durabilité"
    ),
    # Totals.
    "life_cycle": Rule(
        _TOTAL, "11", IMPACT_UNIT, "Somme des étapes et des transports, avant durabilité"
    ),
    "complements.microfibres": Rule(
        _TOTAL, "11", IMPACT_UNIT, "Complément microfibres, après durabilité"
    ),
    "complements.out_of_europe": Rule(
        _TOTAL, "11", IMPACT_UNIT, "Complément fin de vie hors d'Europe, après durabilité"
    ),
    "score.without_durability": Rule(_TOTAL, "11", IMPACT_UNIT, "Total avant durabilité"),
    "score": Rule(_TOTAL, "11", IMPACT_UNIT, "Total après durabilité"),
}
