"""Figures that pages and files alone show: families, points, calculations and spreadsheets.

``tests.answers.whole`` asks for them, and keeps them with its other answers.
"""

import dataclasses
import math
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

import openpyxl

from scoring.answers.breakdown import points_by_impact, points_by_theme
from scoring.answers.explain import trace_of
from scoring.answers.products import BOX, CARROT_CAKE, CHAIR, JEANS, MANGO, POLO, PYJAMAS, TSHIRT
from scoring.answers.sector import Sector, compute
from scoring.answers.sectors import FOOD, OBJECT, SECTORS, TEXTILE, VELI
from scoring.answers.spreadsheet import heading_of, workbook_of
from scoring.answers.textile.breakdown import lines_of
from scoring.answers.textile.composites import COMPOSITES, TEXTILE_GARMENT, TEXTILE_SET
from scoring.engine.analysis.candidates import MODES, candidates
from scoring.engine.analysis.variants import Variants
from scoring.engine.decoding import Record
from scoring.engine.method import Method
from scoring.engine.numbers import notation, running_sum
from scoring.engine.textile.results import compute_stages
from scoring.engine.textile.stages.ennobling import enriched_flows
from tests.answers.doubtful import Of
from tests.answers.served import aggregated, official
from tests.conformance.complete import JACKET, UPCYCLED
from tests.conformance.trace_file import GARMENT, paragraphs
from tests.conformance.trace_file import trace_of as trace_of_garment

SHOWN: Mapping[str, tuple[Sector[Any, Any, Any], Any]] = {
    "t-shirt": (TEXTILE, TSHIRT),
    "jeans": (TEXTILE, JEANS),
    "jacket": (TEXTILE, JACKET),
    "upcycled shirt": (TEXTILE, UPCYCLED),
    "spun alone": (TEXTILE, TSHIRT | {"disabledSteps": ["material", "fabric", "making", "use"]}),
    "set": (TEXTILE_SET, PYJAMAS),
    "garment in parts": (TEXTILE_GARMENT, POLO),
    "recipe": (FOOD, CARROT_CAKE),
    "recipe prepared twice": (FOOD, CARROT_CAKE | {"preparation": ["freezing", "oven"]}),
    "mango": (FOOD, MANGO),
    "chair": (OBJECT, CHAIR),
    "box": (VELI, BOX),
}

# The sizes tried end at the very bounds of those that a request may have.
TRIED: Mapping[str, Any] = {
    "jacket": JACKET,
    "upcycled shirt": UPCYCLED,
    "jeans of thick yarn": JEANS | {"yarnSize": 10, "surfaceMass": 100, "mass": 0.000001},
    "jeans of thin yarn": JEANS
    | {"yarnSize": 182, "surfaceMass": 417, "printing": {"kind": "pigment", "ratio": 0.05}},
}
TRACED: Mapping[str, Any] = {
    "t-shirt": TSHIRT,
    "jacket": JACKET,
    "upcycled shirt": UPCYCLED,
    "fibre alone": TSHIRT | {"disabledSteps": ["spinning", "fabric", "ennobling", "making", "use"]},
    "knit by hand": TSHIRT
    | {
        "materials": [
            {"id": "ei-viscose", "share": 0.7},
            {"id": "ei-laine-par-defaut", "share": 0.3},
        ],
        "fabricProcess": "knitting-integral",
        "dyeingProcessType": "discontinuous",
        "makingComplexity": "low",
        "makingWaste": 0.1,
        "numberOfReferences": 15000,
        "countryMaking": "FR",
        "trims": [],
    },
    "spun of dyed yarn": TSHIRT
    | {"disabledSteps": ["material"], "countryMaking": "TR", "physicalDurability": 1.4},
}
# Kinds of lines that no recipe told whole has: by plane, and cooked at home.
FLOWN = {
    "ingredients": [
        MANGO["ingredients"][0] | {"byPlane": "byPlane"},
        CARROT_CAKE["ingredients"][-1],
    ],
    "preparation": ["oven"],
}


def _shown(kind: Sector[Any, Any, Any], body: Any) -> Of:
    def ask(method: Method) -> Any:
        known = compute(kind, method, body, official(method))
        computed = compute(kind, method, body, aggregated(method))
        definitions = method.dataset.impacts
        complements = running_sum(computed.complements.values())
        return {
            "families": dict(computed.families),
            "undivided": computed.undivided,
            "complements": dict(computed.complements),
            "points": points_by_impact(definitions, known.impacts),
            "unknown points": points_by_impact(definitions, dict.fromkeys(definitions)),
            "themes": points_by_theme(definitions, known.impacts, complements),
            "mass": computed.mass,
            "for a mass": computed.for_mass(0.25),
            **(_of_garment(method, computed) if kind is TEXTILE else {}),
            **(_of_recipe(computed) if kind is FOOD else {}),
        }

    return ask


def _of_garment(method: Method, computed: Any) -> dict[str, Any]:
    simulation = computed.simulation
    stages = compute_stages(simulation, computed.served.table)
    return {
        "lines": dict(lines_of(simulation, computed.results)),
        "stages": stages,
        "carried": [simulation.carried_kg(step) for step in simulation.steps],
        "legs": simulation.fibre_legs(method.textile),
        "enriched": [enriched_flows(method.textile, step.work) for step in simulation.steps],
        "yarn, ironing": (simulation.garment.yarn_dtex, simulation.query.product.ironing_kwh),
    }


def _of_recipe(computed: Any) -> dict[str, Any]:
    recipe = computed.simulation
    return {"litres": recipe.volume_l, "preparations": recipe.preparations}


def _workbook(kind: Sector[Any, Any, Any], body: Any) -> Of:
    """Each cell of a spreadsheet, with the value it holds until another program works it out."""

    def ask(method: Method) -> Any:
        computed = compute(kind, method, body, official(method))
        heading = heading_of(computed, "https://exemple.test") | {"Version du programme": "1"}
        content = workbook_of(trace_of(computed, "cch"), heading, lambda text: f"<{text}>")
        live = openpyxl.load_workbook(BytesIO(content))
        stored = openpyxl.load_workbook(BytesIO(content), data_only=True)
        return {
            sheet.title: {
                "frozen": sheet.freeze_panes,
                "widths": {
                    name: [one.min, one.max, round(one.width)]
                    for name, one in sheet.column_dimensions.items()
                },
                "bold": [cell.coordinate for row in sheet for cell in row if cell.font.bold],
                "rows": [
                    " | ".join(
                        f"{cell.coordinate} {cell.value}"
                        + (f" ({there.value})" if there.value != cell.value else "")
                        for cell, there in zip(row, kept, strict=True)
                        if cell.value is not None
                    )
                    for row, kept in zip(sheet, stored[sheet.title], strict=True)
                ],
            }
            for sheet in live
        }

    return ask


def _traced(body: Any) -> Of:
    """The lines of a garment's calculation that are not those of ``tests.conformance``, in words.

    Their figures are proved there.
    """

    def ask(method: Method) -> Any:
        kept = set(paragraphs(trace_of_garment(method, GARMENT)))
        trace = trace_of_garment(method, body)
        return {
            "lines": " ".join(line.id for line in trace.lines),
            "others": [_in_a_line(text) for text in paragraphs(trace) if text not in kept],
        }

    return ask


def _in_a_line(paragraph: str) -> str:
    return paragraph.replace("\n   ", " ;")


def _flown(method: Method) -> Any:
    """The lines of a recipe's calculation in words."""
    recipe = compute(FOOD, method, FLOWN, aggregated(method))
    return [_in_a_line(text) for text in paragraphs(trace_of(recipe, "ecs"))]


def _tried(body: Any) -> Of:
    """What levers try, even where it gains nothing: the kind and the values of each field."""

    def ask(method: Method) -> Any:
        found: dict[str, dict[str, list[str]]] = {mode: {} for mode in MODES}
        for mode, fields in found.items():
            for one in candidates(Variants(method, body), mode):
                told = f"{one.after}"
                if dict(one.change) != {one.field: one.after}:
                    told += f" {dict(one.change)}"
                place = f"{one.field}, {one.kind}, now {one.before}"
                fields.setdefault(place, []).append(told)
        return {
            mode: {field: " ; ".join(values) for field, values in fields.items()}
            for mode, fields in found.items()
        }

    return ask


def _sectors(method: Method) -> Any:
    return {
        name: [
            *(sector.scope, sector.pages, sector.setting, sector.simulator, sector.fragment),
            sector.page("cch"),
            sector.page(),
        ]
        for name, sector in (SECTORS | COMPOSITES).items()
    }


def _requests(method: Method) -> dict[str, Any]:
    """Each field of each request as it is defined, a line each; an object inside by its title."""
    told: dict[str, Any] = {}

    def tell(record: Record) -> None:
        for inner in record.inner.values():
            tell(inner)
        own = {
            "any of": record.any_of,
            "renamed": dict(record.renamed),
            "removed": sorted(record.removed),
            **{field.name: _line_of(field) for field in record.fields},
        }
        if own not in told.values():
            told[f"{record.title} ({len(told)})"] = own

    for sector in (SECTORS | COMPOSITES).values():
        tell(sector.request)
    return told


def _line_of(definition: Any) -> str:
    """What a definition says, except what it leaves out."""
    if isinstance(definition, Record):
        return definition.title
    if type(definition) in (int, float) and math.isfinite(definition):
        # A bound that is an integer is a float once compiled.
        return notation(definition)
    if not dataclasses.is_dataclass(definition):
        return repr(definition)
    said = [
        f"{one.name}={_line_of(value)}"
        for one in dataclasses.fields(definition)
        if (value := getattr(definition, one.name)) != one.default
    ]
    return f"{type(definition).__name__}({', '.join(said)})"


def shown() -> Iterator[tuple[str, Of]]:
    """What is asked of the regulatory version, by name."""
    for name, (kind, body) in SHOWN.items():
        yield f"shown of: {name}", _shown(kind, body)
    yield "workbook of the mango", _workbook(FOOD, MANGO)
    yield "workbook of the chair", _workbook(OBJECT, CHAIR)
    for name, body in TRACED.items():
        yield f"calculation of: {name}", _traced(body)
    yield "calculation of: recipe flown and cooked at home", _flown
    for name, body in TRIED.items():
        yield f"tried for: {name}", _tried(body)
    yield "sectors", _sectors
    yield "requests", _requests
