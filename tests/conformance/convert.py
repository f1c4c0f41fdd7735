"""Turn the reference's answers into the compact cases that the tests keep in this repository.

Usage, from the root of the repository: ``python -m tests.conformance.convert DIRECTORY`` where
DIRECTORY holds the answers of the v7.0.0 reference engine. A line of ``textile.jsonl`` is one
request with what the reference found; figures of a stage are in the order of ``STAGE_FIGURES``.
``food.jsonl`` has the figures of a recipe in the order of ``FOOD_FIGURES`` and ``MODES``.
"""

import csv
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CASES = Path(__file__).parent / "cases"
STAGE_FIGURES = ("ecs", "outputMass", "elecKWh", "heatMJ", "transportEcs")
FOOD_FIGURES = (
    "ecs",
    "pef",
    "perKgEcs",
    "totalMass",
    "preparedMass",
    "distributionEcs",
    "preparationEcs",
    "packagingEcs",
)
MODES = ("road", "roadCooled", "sea", "seaCooled", "air")
COMPLEMENTS = ("microfibers", "outOfEuropeEOL")
TRIGRAMS = (
    "acd",
    "cch",
    "etf",
    "etf-c",
    "fru",
    "fwe",
    "htc",
    "htc-c",
    "htn",
    "htn-c",
    "ior",
    "ldu",
    "mru",
    "ozd",
    "pco",
    "pma",
    "swe",
    "tre",
    "wtu",
    "ecs",
    "pef",
)
DETAILS = TRIGRAMS[:-2]
# The request most error cases differ from by one field.
BASE = {
    "countryFabric": "CN",
    "countryDyeing": "CN",
    "countryMaking": "CN",
    "mass": 0.17,
    "materials": [{"id": "ei-coton", "share": 0.5}, {"id": "ei-pet", "share": 0.5}],
    "product": "tshirt",
}
# The request most food error cases differ from by one field.
FOOD_BASE = {
    "ingredients": [{"id": "4d5198e7-413a-4ae2-8448-535aa3b302ae", "mass": 268}],
    "transform": {"id": "83b897cf-9ed2-5604-83b4-67fab8606d35", "mass": 545},
    "packaging": [{"id": "25595091-35b6-5c62-869f-a29c318c367e", "mass": 105}],
    "distribution": "ambient",
    "preparation": ["refrigeration"],
}
FOOD_PATH = "/api/food"
_RANDOM_STEP = 7
_DETAILED_STEP = 6
_FOOD_STEP = 5
_WRAPPING = re.compile(r"Problem with the (?:given value|value at [^:]+): ")


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Read a file of one JSON object a line."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def textile_case(record: dict[str, Any]) -> dict[str, Any]:
    """Reduce an answer, short or complete, to its scores and the figures of its stages."""
    if "response" not in record:
        stages = [[stage[key] for key in STAGE_FIGURES] for stage in record["stages"].values()]
        found = record
        impacts = record
    else:
        found = record["response"]
        impacts = found["impacts"]
        stages = [
            [
                step["impacts"]["ecs"],
                step["outputMass"],
                step["elecKWh"],
                step["heatMJ"],
                step["transport"]["impacts"]["ecs"],
            ]
            for step in found["lifeCycle"]
        ]
    return {
        "query": record["query"],
        "ecs": impacts["ecs"],
        "pef": impacts["pef"],
        "durability": found["durability"],
        "useNbCycles": found["useNbCycles"],
        "complements": [found["complementsImpacts"][key] for key in COMPLEMENTS],
        "stages": stages,
    }


def detailed_case(record: dict[str, Any]) -> dict[str, Any]:
    """Reduce a complete answer to its 21 impacts, in all and by stage."""
    response = record["response"]

    def vector(impacts: dict[str, float]) -> list[float]:
        return [impacts[trigram] for trigram in TRIGRAMS]

    return {
        "query": record["query"],
        "impacts": vector(response["impacts"]),
        "impactsWithoutDurability": vector(response["impactsWithoutDurability"]),
        "stages": [vector(step["impacts"]) for step in response["lifeCycle"]],
        "transports": [vector(step["transport"]["impacts"]) for step in response["lifeCycle"]],
    }


def food_case(record: dict[str, Any]) -> dict[str, Any]:
    """Reduce an answer, short or complete, to its figures and kilometres."""
    found = record
    if "response" in record:
        results = record["response"]["results"]
        found = {
            "ecs": results["total"]["ecs"],
            "pef": results["total"]["pef"],
            "perKgEcs": results["perKg"]["ecs"],
            "totalMass": results["totalMass"],
            "preparedMass": results["preparedMass"],
            "distributionEcs": results["distribution"]["total"]["ecs"],
            "preparationEcs": results["preparation"]["ecs"],
            "packagingEcs": results["packaging"]["ecs"],
            "transports": results["transports"],
        }
    return {
        "query": record["query"],
        "figures": [found[key] for key in FOOD_FIGURES],
        "km": [found["transports"][mode] for mode in MODES],
    }


def food_detailed_case(record: dict[str, Any]) -> dict[str, Any]:
    """Reduce a complete answer to its sub-scores, bonus and main vectors of 21 impacts."""
    response = record["response"]
    results = response["results"]
    vectors = {
        "total": results["total"],
        "perKg": results["perKg"],
        "ingredients": results["recipe"]["ingredientsTotal"],
        "transports": results["transports"]["impacts"],
        "retail": results["distribution"]["total"],
    }
    return {
        "query": record["query"],
        "echo": response["query"],
        "scoring": results["scoring"],
        "bonus": results["recipe"]["totalBonusImpact"],
    } | {key: [impacts[trigram] for trigram in TRIGRAMS] for key, impacts in vectors.items()}


def error_case(record: dict[str, Any]) -> dict[str, Any]:
    """Reduce an edge case to its difference from its base request and what must come back."""
    body = record["body"]
    case: dict[str, Any] = {"path": record["path"], "status": record["status"]}
    base = base_of(record["path"])
    if isinstance(body, dict) and len(body.keys() & base.keys()) >= 3:
        case["change"] = {key: value for key, value in body.items() if base.get(key, ...) != value}
        case["without"] = [key for key in base if key not in body]
    else:
        case["body"] = body
    if "error" in record:
        case["error"] = {
            key: fragment(message) if key == "decoding" else message
            for key, message in record["error"].items()
        }
    else:
        case["ecs"] = record["ecs"]
    return case


def base_of(path: str) -> dict[str, Any]:
    """The request that the error cases of an endpoint differ from."""
    return FOOD_BASE if path.startswith(FOOD_PATH) else BASE


def fragment(message: str) -> str:
    """The part of a decoding message that the contract fixes, which follows the rejected value."""
    for alternative in reversed(_WRAPPING.split(message)):
        try:
            _, end = json.JSONDecoder().raw_decode(alternative)
        except ValueError:
            continue
        words = re.sub(r" ?\(\d\)\s*$", "", alternative[end:].strip())
        if words != "Expecting null":
            return words
    return ""


def write_lines(name: str, cases: list[dict[str, Any]]) -> None:
    """Write one compact JSON object a line."""
    with (CASES / name).open("w", encoding="utf-8") as file:
        for case in cases:
            file.write(json.dumps(case, ensure_ascii=False, separators=(",", ":")) + "\n")


def write_details(source: Path) -> None:
    """Write the made-up detailed impacts, six significant digits being what they hold."""
    rows = json.loads((source / "synthetic-details.json").read_text(encoding="utf-8"))
    with (CASES / "synthetic_details.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["process_id", *DETAILS])
        for row in sorted(rows, key=lambda row: row["id"]):
            figures = [row["impacts"][trigram] for trigram in DETAILS]
            writer.writerow([row["id"], *(repr(figure or 0) for figure in figures)])


def convert(source: Path) -> None:
    """Write all the cases from a directory of the reference's answers."""
    CASES.mkdir(exist_ok=True)
    random_cases = list(read_lines(source / "textile-scores.jsonl"))[::_RANDOM_STEP]
    examples = read_lines(source / "textile-examples.jsonl")
    targeted = read_lines(source / "textile-targeted.jsonl")
    write_lines(
        "textile.jsonl",
        [textile_case(record) for record in (*examples, *targeted, *random_cases)],
    )
    detailed = list(read_lines(source / "textile-synthetic-details.jsonl"))[::_DETAILED_STEP]
    write_lines("textile_details.jsonl", [detailed_case(record) for record in detailed])
    write_details(source)
    food = list(read_lines(source / "food-scores.jsonl"))[::_FOOD_STEP]
    food_examples = read_lines(source / "food-examples.jsonl")
    write_lines("food.jsonl", [food_case(record) for record in (*food_examples, *food)])
    detailed = list(read_lines(source / "food-synthetic-details.jsonl"))[::_DETAILED_STEP]
    write_lines("food_details.jsonl", [food_detailed_case(record) for record in detailed])
    errors = list(read_lines(source / "edge-cases.jsonl"))
    for name, is_food in (("textile_errors.jsonl", False), ("food_errors.jsonl", True)):
        chosen = [one for one in errors if one["path"].startswith(FOOD_PATH) == is_food]
        write_lines(name, [error_case(record) for record in chosen])
    lists = json.loads((source / "lists.json").read_text(encoding="utf-8"))
    write_lines("lists.jsonl", [{"path": path, "items": items} for path, items in lists.items()])


if __name__ == "__main__":
    convert(Path(sys.argv[1]))
