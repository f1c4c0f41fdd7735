"""The words of traces in the visitor's language: rules, stages, figures, codes, units."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from scoring.answers.names import english_names
from scoring.engine import scopes
from scoring.engine.method import Method
from scoring.engine.trace.lines import Line
from scoring.web.explorer.words import DEFAULT_ORIGINS
from scoring.web.food import words as food
from scoring.web.labels import is_english, label
from scoring.web.textile import words as textile

_TOTAL = _("Total")
_COMPONENTS = {
    "material": _("Matières premières"),
    "transformation": _("Transformation"),
    "total": _TOTAL,
}
# The stages of lines, by sector, in the order of the pages.
STAGES: Mapping[str, Mapping[str, Any]] = {
    scopes.TEXTILE: {
        "trims": _("Accessoires"),
        "durability": _("Durabilité"),
        **textile.STEPS,
        "total": _TOTAL,
    },
    scopes.FOOD: {**food.PARTS, "total": _TOTAL},
    scopes.OBJECT: _COMPONENTS,
    scopes.VELI: _COMPONENTS,
}
# Figures by the end of their key: fields of requests, figures of the data, constants.
_FIGURES: Mapping[str, Any] = {
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
    "defaultCountry": _("Origine par défaut"),
    "defaultOrigin": _("Origine par défaut"),
    "repairCost": _("Coût de réparation"),
    "daysOfWear": _("Jours portés de référence"),
    "wearsPerCycle": _("Utilisations avant lavage"),
    "ironingElecInMJ": _("Électricité du repassage"),
    "nonIroningProcessUuid": _("Procédé d'utilisation hors-repassage"),
    "volume": _("Volume"),
    "origin": _("Origine de la fibre"),
    "manufacturerAllocation": _("CFF : coefficient d'allocation"),
    "recycledQualityRatio": _("CFF : rapport de qualité"),
    "zone": _("Zone géographique"),
    "electricityProcessUuid": _("Mix électrique"),
    "heatProcessUuid": _("Source de chaleur"),
    "aquaticPollutionScenario": _("Taux de pollution aquatique"),
    "elecMJ": _("Électricité d'une unité"),
    "heatMJ": _("Chaleur d'une unité"),
    "waste": _("Pertes"),
    "density": _("Densité"),
    "impacts": _("Impact d'une unité"),
    "road": _("Distance par la route"),
    "sea": _("Distance par la mer"),
    "air": _("Distance par avion"),
    "amount": _("Quantité finale"),
    "transforms": _("Transformation"),
    "inediblePart": _("Part non comestible"),
    "rawToCookedRatio": _("Rapport cru/cuit"),
    "transportCooling": _("Transport réfrigéré"),
    "processId": _("Procédé"),
    **{
        f"{place}.{code}": name
        for place in ("services", "ecosystemicServices")
        for code, name in zip(
            ("hedges", "plotSize", "cropDiversity", "permanentPasture", "livestockDensity"),
            food.SERVICES.values(),
            strict=True,
        )
    },
    "airRatioDurable": _("Part de l'avion d'un vêtement durable"),
    "airRatioNear": _("Part de l'avion depuis un pays proche"),
    "aquaticPollution": _("Part des rejets qui atteint l'eau"),
    "carBoot": _("Coffre d'une voiture"),
    "cheapRepair": _("Seuil d'une réparation bon marché"),
    "distributionRoad": _("Route jusqu'au magasin"),
    "france": _("Pays fixé par la méthode"),
    "minutes": _("Temps de confection"),
    "makingElectricity": _("Électricité d'une minute de confection"),
    "minimumDurability": _("Durabilité la plus basse"),
    "maximumDurability": _("Durabilité la plus haute"),
    "microfibres": _("Microfibres d'un kilogramme"),
    "notTravelled": _("Aucun transport par ce mode"),
    "outOfEurope.other": _("Probabilité hors d'Europe, autres fibres"),
    "outOfEurope.synthetic": _("Probabilité hors d'Europe, fibres synthétiques"),
    "outOfEurope.points": _("Points d'un kilogramme hors d'Europe"),
    "referenceYarnSize": _("Titrage de référence"),
    "secondsPerDay": _("Secondes d'un jour"),
    "normalization": _("Coefficient du procédé de filature"),
    "weavingElectricity": _("Électricité d'une duite.m"),
    "yarnTakeUp": _("Embuvage"),
    "abroad": _("Trajet depuis l'étranger"),
    "field": _("Trajet du champ à l'usine"),
    "food_cooking": _("Procédé de cuisson"),
    "share": textile.FIELDS["share"],
    "electricity": _("Électricité d'un kilogramme"),
    "gas": _("Gaz d'un kilogramme"),
    "energy": _("Électricité d'un mètre cube"),
    "cooling": _("Réfrigération d'un mètre cube"),
    "water": _("Eau d'un mètre cube"),
}
_CODES: Mapping[str, Any] = {
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
    "Europe": _("Europe"),
    "Asia": _("Asie"),
    "Africa": _("Afrique"),
    "Middle_East": _("Moyen-Orient"),
    "North_America": _("Amérique du Nord"),
    "South_America": _("Amérique du Sud"),
    "Oceania": _("Océanie"),
    "Best": _("faible"),
    "Average": _("moyen"),
    "Worst": _("fort"),
    "none": _("jamais"),
    "always": _("toujours"),
    "once_transformed": _("une fois transformé"),
}
_UNITS: Mapping[str, Any] = {
    "jours": _("jours"),
    "jour": _("jour"),
    "cycles": _("cycles"),
    "fils": _("fils"),
    "duites.m": _("duites.m"),
    "duite.m": _("duite.m"),
    "Item(s)": _("pièce(s)"),
    "m2": "m²",
    "m3": "m³",
    "t.km": "t⋅km",
}


def translated(text: str) -> str:
    """A French text of the engine or of the data, in the language of the page.

    The name of a way is made of two countries, that of a treatment of a process and a material.
    """
    if not text or not is_english():
        return text
    if text in english_names():
        return english_names()[text]
    if " → " in text:
        return " → ".join(translated(part) for part in text.split(" → "))
    if found := re.fullmatch(r"(.+) \(([^()]+)\)", text):
        return f"{translated(found[1])} ({translated(found[2])})"
    return gettext(text)


def translator(sector: str) -> Callable[[str], str]:
    """``translated`` for the texts of a spreadsheet, the stages of the sector among them."""
    stages = STAGES[sector]
    return lambda text: str(stages[text]) if text in stages else translated(text)


def line_label(line: Line) -> str:
    """What a line is of."""
    words = gettext(line.words)
    return (
        _("{rule} : {subject}").format(rule=words, subject=translated(line.subject))
        if (line.subject)
        else words
    )


def figure_label(key: str) -> str:
    """What a figure is, from its key: the longest end of it that has a name."""
    parts = [part for part in key.split(".") if not part.isdigit()]
    for length in (2, 1):
        for start in range(len(parts) - length, -1, -1):
            name = _FIGURES.get(".".join(parts[start : start + length]))
            if name is not None:
                return str(name)
    return key


def code_label(method: Method, code: str) -> str:
    """A code, an identifier or a name, in words where it has some."""
    dataset = method.dataset
    for records in (
        dataset.countries,
        dataset.products,
        dataset.materials,
        dataset.components,
        dataset.ingredients,
        dataset.processes,
    ):
        record = records.get(code)
        if record is not None:
            return label(record)
    return str(_CODES.get(code, code))


def unit_label(unit: str) -> str:
    """A unit, and what it is by."""
    return "/".join(str(_UNITS.get(part, part)) for part in unit.split("/"))
