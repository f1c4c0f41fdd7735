"""The stages, figures, codes and units of recorded calculations."""

from collections.abc import Mapping

from scoring.answers.marking import N_
from scoring.answers.words import food, textile
from scoring.answers.words.data import DEFAULT_ORIGINS
from scoring.engine import scopes

_TOTAL = N_("Total")
_COMPONENTS = {
    "material": N_("Matières premières"),
    "transformation": N_("Transformation"),
    "total": _TOTAL,
}
# The stages of lines, by sector, in the order of the pages.
STAGES: Mapping[str, Mapping[str, str]] = {
    scopes.TEXTILE: {
        "trims": N_("Accessoires"),
        "durability": N_("Durabilité"),
        **textile.STEPS,
        "total": _TOTAL,
    },
    scopes.FOOD: {**food.PARTS, "total": _TOTAL},
    scopes.OBJECT: _COMPONENTS,
    scopes.VELI: _COMPONENTS,
}
# Figures by key suffix: fields of requests, figures of the data, constants.
_FIGURES: Mapping[str, str] = {
    **textile.FIELDS,
    "printing.kind": textile.FIELDS["printing"],
    "printing.ratio": textile.FIELDS["printing-ratio"],
    "fabric": textile.FIELDS["fabricProcess"],
    "complexity": textile.FIELDS["makingComplexity"],
    "pcrWaste": textile.FIELDS["makingWaste"],
    "trims.id": textile.FIELDS["trim"],
    "materials.id": textile.FIELDS["material"],
    "ingredients.id": food.FIELDS["ingredient"],
    "ingredients.mass": food.FIELDS["mass"],
    "packaging.mass": food.FIELDS["mass"],
    "transform.mass": food.FIELDS["mass"],
    "packaging.id": food.FIELDS["packaging"],
    "transform.id": food.FIELDS["transform"],
    "byPlane": food.FIELDS["plane"],
    "distribution": food.FIELDS["distribution"],
    "preparation": food.FIELDS["preparation"],
    "defaultCountry": N_("Origine par défaut"),
    "defaultOrigin": N_("Origine par défaut"),
    "repairCost": N_("Coût de réparation"),
    "daysOfWear": N_("Jours portés de référence"),
    "wearsPerCycle": N_("Utilisations avant lavage"),
    "ironingElecInMJ": N_("Électricité du repassage"),
    "nonIroningProcessUuid": N_("Procédé d'utilisation hors-repassage"),
    "volume": N_("Volume"),
    "origin": N_("Origine de la fibre"),
    "manufacturerAllocation": N_("CFF : coefficient d'allocation"),
    "recycledQualityRatio": N_("CFF : rapport de qualité"),
    "zone": N_("Zone géographique"),
    "electricityProcessUuid": N_("Mix électrique"),
    "heatProcessUuid": N_("Source de chaleur"),
    "aquaticPollutionScenario": N_("Taux de pollution aquatique"),
    "elecMJ": N_("Électricité d'une unité"),
    "heatMJ": N_("Chaleur d'une unité"),
    "waste": N_("Pertes"),
    "density": N_("Densité"),
    "impacts": N_("Impact d'une unité"),
    "road": N_("Distance par la route"),
    "sea": N_("Distance par la mer"),
    "air": N_("Distance par avion"),
    "amount": N_("Quantité finale"),
    "transforms": N_("Transformation"),
    "inediblePart": N_("Part non comestible"),
    "rawToCookedRatio": N_("Rapport cru/cuit"),
    "transportCooling": N_("Transport réfrigéré"),
    "processId": N_("Procédé"),
    **{
        f"{place}.{code}": name
        for place in ("services", "ecosystemicServices")
        for code, name in zip(
            ("hedges", "plotSize", "cropDiversity", "permanentPasture", "livestockDensity"),
            food.SERVICES.values(),
            strict=True,
        )
    },
    "airRatioDurable": N_("Part de l'avion d'un vêtement durable"),
    "airRatioNear": N_("Part de l'avion depuis un pays proche"),
    "aquaticPollution": N_("Part des rejets qui atteint l'eau"),
    "carBoot": N_("Coffre d'une voiture"),
    "cheapRepair": N_("Seuil d'une réparation bon marché"),
    "distributionRoad": N_("Route jusqu'au magasin"),
    "france": N_("Pays fixé par la méthode"),
    "minutes": N_("Temps de confection"),
    "makingElectricity": N_("Électricité d'une minute de confection"),
    "minimumDurability": N_("Durabilité la plus basse"),
    "maximumDurability": N_("Durabilité la plus haute"),
    "microfibres": N_("Microfibres d'un kilogramme"),
    "notTravelled": N_("Aucun transport par ce mode"),
    "outOfEurope.other": N_("Probabilité hors d'Europe, autres fibres"),
    "outOfEurope.synthetic": N_("Probabilité hors d'Europe, fibres synthétiques"),
    "outOfEurope.points": N_("Points d'un kilogramme hors d'Europe"),
    "referenceYarnSize": N_("Titrage de référence"),
    "secondsPerDay": N_("Secondes d'un jour"),
    "normalization": N_("Coefficient du procédé de filature"),
    "weavingElectricity": N_("Électricité d'une duite.m"),
    "yarnTakeUp": N_("Embuvage"),
    "abroad": N_("Trajet depuis l'étranger"),
    "field": N_("Trajet du champ à l'usine"),
    "food_cooking": N_("Procédé de cuisson"),
    "share": textile.FIELDS["share"],
    "electricity": N_("Électricité d'un kilogramme"),
    "gas": N_("Gaz d'un kilogramme"),
    "energy": N_("Électricité d'un mètre cube"),
    "cooling": N_("Réfrigération d'un mètre cube"),
    "water": N_("Eau d'un mètre cube"),
}
CODES: Mapping[str, str] = {
    **textile.BUSINESSES,
    **textile.FABRICS,
    **textile.COMPLEXITIES,
    **textile.DYEINGS,
    **textile.PRINTINGS,
    **textile.SPINNINGS,
    **textile.ORIGINS,
    **textile.STEPS,
    **food.DISTRIBUTIONS,
    **food.PREPARATIONS,
    **food.PLANES,
    **DEFAULT_ORIGINS,
    "Europe": N_("Europe"),
    "Asia": N_("Asie"),
    "Africa": N_("Afrique"),
    "Middle_East": N_("Moyen-Orient"),
    "North_America": N_("Amérique du Nord"),
    "South_America": N_("Amérique du Sud"),
    "Oceania": N_("Océanie"),
    "Best": N_("faible"),
    "Average": N_("moyen"),
    "Worst": N_("fort"),
    "none": N_("jamais"),
    "always": N_("toujours"),
    "once_transformed": N_("une fois transformé"),
}
UNITS: Mapping[str, str] = {
    "jours": N_("jours"),
    "jour": N_("jour"),
    "cycles": N_("cycles"),
    "fils": N_("fils"),
    "duites.m": N_("duites.m"),
    "duite.m": N_("duite.m"),
    "Item(s)": N_("pièce(s)"),
    "m2": "m²",
    "m3": "m³",
    "t.km": "t⋅km",
}


def figure_name(key: str) -> str:
    """The name of a figure, from its key: that of the longest suffix with a name.

    >>> figure_name("products.tshirt.making.pcrWaste"), figure_name("trims.0.id")
    ('Taux de perte en confection', 'Accessoire')
    """
    parts = [part for part in key.split(".") if not part.isdigit()]
    for length in (2, 1):
        for start in range(len(parts) - length, -1, -1):
            name = _FIGURES.get(".".join(parts[start : start + length]))
            if name is not None:
                return name
    return key
