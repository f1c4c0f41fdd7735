"""Time of one simulation, by type of request."""

import resource
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.measures import Figure, Section, median, microseconds
from benchmarks.requests import food_requests, textile_requests
from scoring.answers.levels import served_to
from scoring.answers.sector import Computed
from scoring.answers.textile.sector import TEXTILE, detailed
from scoring.engine.analysis.differences import find_differences
from scoring.engine.analysis.estimate import estimate
from scoring.engine.analysis.levers import find_levers
from scoring.engine.analysis.variants import Variants
from scoring.engine.food import query as food_query
from scoring.engine.food import recipe
from scoring.engine.food import results as food_results
from scoring.engine.impacts import ImpactTable
from scoring.engine.method import Method, load_method
from scoring.engine.textile.explain import explain
from scoring.engine.textile.query import Query, parse
from scoring.engine.textile.results import Results, Totals, compute_results, compute_totals
from scoring.engine.textile.simulate import simulate
from tests.conformance.cases import synthetic_table

REPOSITORY = Path(__file__).parents[1]
DATA = REPOSITORY / "scoring" / "data" / "v7.0.0"
_LOAD = (
    "import time; from pathlib import Path; from scoring.engine.method import load_method; "
    "started = time.perf_counter(); load_method(Path('scoring/data/v7.0.0')); "
    "print((time.perf_counter() - started) * 1000)"
)


def sections() -> Iterator[Section]:
    """Measure the engine alone, in this process."""
    method = load_method(DATA)
    details = synthetic_table(method.dataset)
    bodies, recipes = textile_requests(), food_requests()
    yield (
        f"Moteur, {len(bodies)} requêtes mélangées, temps de processeur d'une requête",
        _textile(method, details, bodies),
    )
    yield "Vêtement de quatre matières, temps de processeur d'une réponse", _decisions(method)
    yield (
        f"Recettes de cinq ingrédients ({len(recipes)})",
        _food(method, details, recipes),
    )
    yield "Un processus neuf", _process()


def _textile(
    method: Method, details: ImpactTable, bodies: list[dict[str, Any]]
) -> Iterator[Figure]:
    queries = [parse(method.dataset, body) for body in bodies]
    simulations = [simulate(method.textile, query) for query in queries]
    aggregated = served_to(method, None)
    yield median(
        "lecture et contrôle", microseconds(lambda b: parse(method.dataset, b), bodies), "µs"
    )
    for label, table in (("2 scores", method.scores), ("21 impacts", details)):
        yield median(
            f"simulation, {label}",
            microseconds(partial(_totals, method, table), queries),
            "µs",
        )
        yield median(
            f"simulation et détail par étape, {label}",
            microseconds(partial(_results, method, table), queries),
            "µs",
        )
    yield median(
        "simulation et sa trace, ligne à ligne",
        microseconds(
            lambda query: explain(method.dataset, method.textile, query, method.scores, "ecs"),
            queries,
        ),
        "µs",
    )
    yield median(
        "réponse détaillée complète, 2 scores, sans la simulation",
        microseconds(
            lambda found: detailed(
                Computed(
                    sector=TEXTILE,
                    method=method,
                    query=found.query,
                    simulation=found,
                    served=aggregated,
                )
            ),
            simulations,
        ),
        "µs",
    )


def _process() -> Iterator[Figure]:
    yield median("chargement des données (processus neuf)", [_load() for _ in range(5)], "ms")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Figure("mémoire de ce processus, au plus haut", f"{peak:.0f} Mo")


def _decisions(method: Method) -> Iterator[Figure]:
    """A garment of four fibres, most of whose fields are silent: the longest of ordinary ones."""
    fibres = list(method.dataset.materials)[:4]
    label = {"product": "tshirt", "materials": [{"id": one, "share": 0.25} for one in fibres]}
    garment = label | {"mass": 0.17, "countryMaking": "BD", "printing": {"kind": "pigment"}}
    other = garment | {"mass": 0.15, "countryMaking": "FR", "countryDyeing": "FR", "price": 30}
    for name, function in (
        ("leviers", lambda _: find_levers(Variants(method, garment))),
        (
            "écarts, quatre champs",
            lambda _: find_differences(Variants(method, garment), Variants(method, other)),
        ),
        ("estimation, 2 000 tirages", lambda _: estimate(method, label)),
    ):
        yield median(name, [one / 1000 for one in microseconds(function, [None])], "ms")


def _totals(method: Method, table: ImpactTable, query: Query) -> Totals:
    return compute_totals(simulate(method.textile, query), table)


def _results(method: Method, table: ImpactTable, query: Query) -> Results:
    return compute_results(simulate(method.textile, query), table)


def _food_results(
    method: Method, table: ImpactTable, query: food_query.Query
) -> food_results.Results:
    return food_results.compute_results(recipe.simulate(method.food, query), table)


def _food(method: Method, details: ImpactTable, bodies: list[dict[str, Any]]) -> Iterator[Figure]:
    queries = [food_query.parse(method.dataset, body) for body in bodies]
    yield median(
        "lecture et contrôle",
        microseconds(lambda body: food_query.parse(method.dataset, body), bodies),
        "µs",
    )
    for label, table in (("2 scores", method.scores), ("21 impacts", details)):
        yield median(
            f"simulation et parties, {label}",
            microseconds(partial(_food_results, method, table), queries),
            "µs",
        )


def _load() -> float:
    run = subprocess.run(
        [sys.executable, "-c", _LOAD], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    return float(run.stdout)
