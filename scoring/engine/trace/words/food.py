"""The lines of a recipe (food.md 3 to 10)."""

from collections.abc import Mapping

from scoring.engine.trace.recorder import IMPACT_UNIT, Rule
from scoring.engine.vocabulary.food import SERVICE_LABELS

_MATERIAL = "material"
_TRANSFORM = "transform"
_PACKAGING = "packaging"
_DISTRIBUTION = "distribution"
_USE = "use"
_TOTAL = "total"

_MODES = {
    "road": "par la route",
    "road_cooled": "par la route, réfrigérée",
    "sea": "par la mer",
    "sea_cooled": "par la mer, réfrigérée",
    "air": "par avion",
}

RULES: Mapping[str, Rule] = {
    # Masses.
    "mass.raw.ingredient": Rule(_MATERIAL, "1", "kg", "Masse achetée"),
    "mass.raw": Rule(_MATERIAL, "3", "kg", "Masse achetée, en tout"),
    "mass.edible.ingredient": Rule(_TRANSFORM, "3", "kg", "Masse comestible"),
    "mass.edible": Rule(_TRANSFORM, "3", "kg", "Masse comestible, en tout"),
    "mass.transform": Rule(_TRANSFORM, "1", "kg", "Masse transformée, donnée"),
    "mass.transformed.ingredient": Rule(_TRANSFORM, "3", "kg", "Masse cuite à l'usine"),
    "mass.transformed": Rule(_TRANSFORM, "3", "kg", "Masse à la sortie de l'usine"),
    "mass.packaging.piece": Rule(_PACKAGING, "1", "kg", "Masse de l'emballage"),
    "mass.packaging": Rule(_PACKAGING, "3", "kg", "Masse des emballages"),
    "mass.total": Rule(_PACKAGING, "3", "kg", "Masse emballée"),
    "mass.cooked.ingredient": Rule(_USE, "3", "kg", "Masse cuite à la maison"),
    "mass.prepared": Rule(_USE, "3", "kg", "Masse préparée"),
    # Complements.
    **{
        f"services.{code}.ingredient": Rule(_MATERIAL, "8", "Pts", f"{label}, service rendu")
        for code, label in SERVICE_LABELS.items()
    },
    **{
        f"services.{code}": Rule(_MATERIAL, "8", "Pts", f"{label}, en tout")
        for code, label in SERVICE_LABELS.items()
    },
    "services": Rule(_MATERIAL, "8", "Pts", "Services écosystémiques"),
    # Transport.
    "leg.road_share": Rule(_MATERIAL, "4.2", "", "Part de la route sur terre et mer"),
    "leg.road": Rule(_MATERIAL, "4.2", "km", "Distance par la route"),
    "leg.sea": Rule(_MATERIAL, "4.2", "km", "Distance par la mer"),
    **{
        f"travelled.{mode}": Rule(_MATERIAL, "4.3", "km", f"Distance parcourue {way}")
        for mode, way in _MODES.items()
    },
    **{
        f"carried.{mode}": Rule(_MATERIAL, "4.4", "t.km", f"Transport {way}")
        for mode, way in _MODES.items()
    },
    **{
        f"journey.{mode}": Rule(_MATERIAL, "4.4", "km", f"Distances {way}, en tout")
        for mode, way in _MODES.items()
    },
    "carried.distribution": Rule(_PACKAGING, "6.2", "t.km", "Transport vers le magasin"),
    # The shop and the kitchen.
    "retail.volume": Rule(_DISTRIBUTION, "6.1", "m³", "Volume en magasin"),
    "retail.electricity": Rule(_DISTRIBUTION, "6.1", "kWh", "Électricité du magasin"),
    "retail.water": Rule(_DISTRIBUTION, "6.1", "kg", "Eau du magasin, à 1 kg par litre"),
    "preparation.electricity": Rule(_USE, "7", "kWh", "Électricité de la préparation"),
    "preparation.gas": Rule(_USE, "7", "MJ", "Gaz de la préparation"),
    # Totals.
    "impact.flow": Rule("", "10", IMPACT_UNIT, "Impact du procédé"),
    "impact": Rule("", "10", IMPACT_UNIT, "Impact, sans le transport"),
    "transport.impact.flow": Rule("", "10", IMPACT_UNIT, "Impact du transport"),
    "transport.impact": Rule("", "10", IMPACT_UNIT, "Impact du transport, en tout"),
    "recipe": Rule(_TOTAL, "10", IMPACT_UNIT, "Recette, sans les compléments"),
    "total.without_complements": Rule(_TOTAL, "10", IMPACT_UNIT, "Total, sans les compléments"),
    "ingredients.with_services": Rule(
        _MATERIAL, "10.2", IMPACT_UNIT, "Ingrédients, services écosystémiques déduits"
    ),
    "recipe.with_services": Rule(
        _TOTAL, "10.2", IMPACT_UNIT, "Recette, services écosystémiques déduits"
    ),
    "score": Rule(_TOTAL, "10", IMPACT_UNIT, "Total"),
    "per_kg": Rule(_TOTAL, "10", f"{IMPACT_UNIT}/kg", "Total, par kg préparé"),
    "scoring.all": Rule(_TOTAL, "10.1", f"{IMPACT_UNIT}/kg", "Score, par kg préparé"),
}
