"""A small made-up source in upstream's format: two countries, two fibres, one category."""

import json
from pathlib import Path
from typing import Any

from scoring.engine.impacts import TRIGRAMS
from scoring.engine.roles import ROLE_UNITS

VERSION = "v9.9.9"
FIBRE = "fibre"
TRIM = "11111111-1111-4111-8111-111111111111"


def process(identifier: str, unit: str, score: float = 1.0, **changes: Any) -> dict[str, Any]:
    """A process whose only impacts are its two scores."""
    return {
        "id": identifier,
        "displayName": f"Procédé {identifier}",
        "unit": unit,
        "elecMJ": 0,
        "heatMJ": 0,
        "waste": 0,
        "density": 0,
        "source": "inventé",
        "sourceId": f"made up {identifier}",
        "categories": ["material"],
        "scopes": ["textile", "food"],
        "comment": "Une phrase qui ne doit pas être reprise.",
        "impacts": dict.fromkeys(TRIGRAMS, 0) | {"ecs": score, "pef": score / 2},
    } | changes


def country(code: str, zone: str) -> dict[str, Any]:
    """A country with the made-up energy mixes."""
    return {
        "code": code,
        "name": f"Pays {code}",
        "zone": zone,
        "scopes": ["textile", "food"],
        "aquaticPollutionScenario": "Average",
        "electricityProcessUuid": "electricity_use",
        "heatProcessUuid": "heat_world",
    }


def material(identifier: str, **changes: Any) -> dict[str, Any]:
    """A vegetal fibre from France."""
    return {
        "id": identifier,
        "name": f"Fibre {identifier}",
        "shortName": identifier,
        "origin": "NaturalFromVegetal",
        "primary": True,
        "processId": FIBRE,
        "materialProcessUuid": FIBRE,
        "recycledProcessUuid": None,
        "recycledFrom": None,
        "cff": None,
        "defaultCountry": "FR",
        "geographicOrigin": "Ici",
    } | changes


def made_up_source() -> dict[str, Any]:
    """All the files, by name."""
    distance = {"road": 100, "sea": None, "air": 250.5}
    return {
        "processes.json": [
            process(FIBRE, "kg", 0.1 + 0.2),
            process("care", "kg", elecMJ=1.25),
            *(process(role, unit, position) for position, (role, unit) in ROLES),
        ],
        "countries.json": [country("---", "Asia"), country("FR", "Europe")],
        "transports.json": {
            "---": {"---": distance, "FR": distance | {"road": None, "sea": 7000}},
            "FR": {"FR": distance},
        },
        "materials.json": [
            material("neuve"),
            material(
                "recyclee",
                recycledFrom="neuve",
                cff={"manufacturerAllocation": 0.5, "recycledQualityRatio": 1},
            ),
        ],
        "products.json": [
            {
                "id": "echarpe",
                "name": "Écharpe",
                "fabric": "weaving",
                "yarnSize": 40,
                "surfaceMass": 180,
                "making": {"complexity": "low", "pcrWaste": 0.1},
                "economics": {
                    "business": "small-business",
                    "numberOfReferences": 500,
                    "price": 25,
                    "repairCost": 10,
                },
                "use": {
                    "daysOfWear": 40,
                    "wearsPerCycle": 4,
                    "defaultNbCycles": 10,
                    "ratioDryer": 0,
                    "ratioIroning": 0,
                    "timeIroning": 0,
                    "ironingElecInMJ": 0,
                    "nonIroningProcessUuid": "care",
                },
                "endOfLife": {"volume": 0.001},
                "dyeing": {"defaultMedium": "fabric"},
                "trims": [{"id": TRIM, "quantity": 2}],
            }
        ],
        "textile-components.json": [
            {
                "id": TRIM,
                "name": "Bouton",
                "scopes": ["textile"],
                "elements": [{"amount": 0.001, "material": FIBRE}],
            }
        ],
        "object-components.json": [],
        "ingredients.json": [
            {
                "id": "22222222-2222-4222-8222-222222222222",
                "name": "Pomme",
                "categories": ["fruit"],
                "processId": FIBRE,
                "defaultOrigin": "France",
                "inediblePart": 0.1,
                "rawToCookedRatio": 0.9,
                "density": 0,
                "transportCooling": "none",
                "visible": True,
                "landOccupation": 1.5,
                "ecosystemicServices": {"hedges": 2.5},
                "search": "A phrase that must not come over",
            }
        ],
        "textile-examples.json": [
            {
                "id": "exemple",
                "name": "Écharpe d'exemple",
                "category": "Écharpe",
                "scope": "textile",
                "query": {
                    "mass": 0.2,
                    "product": "echarpe",
                    "materials": [{"id": "neuve", "share": 1}],
                },
            }
        ],
        "food-examples.json": [],
        "impacts.json": {trigram: _impact(trigram) for trigram in TRIGRAMS},
    }


ROLES = tuple(enumerate(ROLE_UNITS.items()))


def _impact(trigram: str) -> dict[str, Any]:
    weights = None if trigram in ("ecs", "pef") else {"normalization": 2, "weighting": 0.5}
    return {
        "label_fr": f"Impact {trigram}",
        "label_en": f"Impact {trigram}",
        "unit_fr": "kg",
        "unit_en": "kg",
        "short_unit": "kg",
        "decimals": 2,
        "description_fr": "Une phrase qui ne doit pas être reprise.",
        "ecoscore": weights,
        "pef": weights,
    }


def write_source(directory: Path, files: dict[str, Any]) -> Path:
    """Write the files as upstream publishes them."""
    directory.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        text = content if isinstance(content, str) else json.dumps(content)
        (directory / name).write_text(text, encoding="utf-8")
    return directory


def write_profile(path: Path, **roles: str) -> Path:
    """Write a profile that gives each role to the process of the same name."""
    players = {role: role for role in ROLE_UNITS} | roles
    path.write_text(
        'data_version = "essai"\nreleased = "2026-01-01"\nstatus = "draft"\nrules = "v7"\n'
        'sectors = ["textile", "food", "object"]\n[[sources]]\nname = "Essai"\nlicence = "MIT"\n'
        'date = "2026-01-01"\ncovers = "tout"\n[roles]\n'
        + "".join(f'{role} = "{player}"\n' for role, player in players.items()),
        encoding="utf-8",
    )
    return path
