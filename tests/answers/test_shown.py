"""What pages and files look up: examples, fragments, typed numbers, sectors left out."""

from dataclasses import replace

import pytest

from scoring.answers.examples import example_of, examples_of
from scoring.answers.food import FOOD
from scoring.answers.links import encode_query, page_fragment
from scoring.answers.products import CARROT_CAKE
from scoring.answers.sector import compute
from scoring.answers.typed_numbers import KILOGRAMS, PERCENT, plain_number
from scoring.answers.versions.comparison import Moved, most_moved
from scoring.answers.versions.processes import ProcessMatch, ProcessMatcher
from scoring.engine.errors import SectorLeftOut
from scoring.engine.impacts import ImpactTable, table_of
from scoring.engine.manifest import Notice
from scoring.engine.method import Method
from scoring.engine.records import Process
from tests.answers.served import aggregated


def test_an_example_is_known_by_its_whole_request(method: Method) -> None:
    known = examples_of(method, "textile")
    example, query = known[3]
    assert example_of(known, dict(query)) is example
    assert example_of(known, query | {"mass": 0.123}) is None


def test_a_page_opens_a_request_in_its_version_and_its_impact() -> None:
    query = {"mass": 0.17}
    assert page_fragment("v7.0.0", "cch", query) == f"v7.0.0/cch/{encode_query(query)}"


@pytest.mark.parametrize(
    ("typed", "kind", "mark", "plain"),
    [
        ("1 250,5", KILOGRAMS, ",", "1250.5"),
        ("170 g", KILOGRAMS, ",", "0.170"),
        ("1,250.5", KILOGRAMS, ".", "1250.5"),
        ("33,3 %", PERCENT, ",", "33.3"),
        ("douze", KILOGRAMS, ",", ""),
    ],
)
def test_a_typed_number_is_told_to_a_slider(
    typed: str, kind: object, mark: str, plain: str
) -> None:
    assert plain_number(typed, kind, mark) == plain  # type: ignore[arg-type]


def test_the_part_that_moved_most_is_named_and_none_where_none_did() -> None:
    small, large = Moved("usage", 3.0, 4.0), Moved("transport", 9.0, 2.0)
    assert most_moved([small, large, Moved("trims", 5.0, 5.0)]) == large
    assert most_moved([Moved("trims", 5.0, 5.0)]) is None
    assert most_moved([]) is None


def test_a_process_of_the_same_name_replaces_another_where_no_third_has_it(method: Method) -> None:
    one = next(iter(method.dataset.processes.values()))
    others = {key: process for key, process in method.dataset.processes.items() if key != one.id}
    heir, twin = replace(one, id="heir"), replace(one, id="twin")

    def having(*processes: Process) -> Method:
        known = others | {process.id: process for process in processes}
        return method._replace(dataset=replace(method.dataset, processes=known))

    assert ProcessMatcher(method, method).match(one) == ProcessMatch(one.id)
    assert ProcessMatcher(method, having(heir)).match(one) == ProcessMatch("heir", replaced=True)
    assert ProcessMatcher(method, having(heir, twin)).match(one) is None
    assert ProcessMatcher(having(one, twin), having(heir)).match(one) is None
    assert ProcessMatcher(method, having(replace(heir, unit="m2"))).match(one) is None


def test_a_table_has_a_column_for_each_category_and_a_row_for_each_process() -> None:
    rows = [{"cch": 1.0, "acd": 2.0}, {"cch": 3.0, "acd": 4.0}]
    assert table_of(rows, ["acd", "cch"]) == ImpactTable(("acd", "cch"), ((2.0, 4.0), (1.0, 3.0)))


def test_a_version_without_a_sector_says_why(method: Method) -> None:
    notices = (
        Notice("Rien d'autre.", "Nothing else.", "textile"),
        Notice("Pas de recettes.", "No recipes.", "food"),
        Notice("Plus tard.", "", "food"),
    )
    manifest = replace(method.dataset.manifest, sectors=("object",), left_out=notices)
    partial = method._replace(
        dataset=replace(method.dataset, manifest=manifest), textile_tables=None, food_tables=None
    )
    partial.require("object")
    assert partial.why_left_out("food", "en") == "No recipes. Plus tard."
    assert partial.why_left_out("veli") == ""
    expected = {
        "textile": "Le secteur « textile » n'existe pas dans la version v7.0.0. Rien d'autre.",
        "food": "Le secteur « food » n'existe pas dans la version v7.0.0. "
        "Pas de recettes. Plus tard.",
        "veli": "Le secteur « veli » n'existe pas dans la version v7.0.0.",
    }
    asked = {
        "textile": lambda: partial.textile,
        "food": lambda: partial.food,
        "veli": lambda: partial.require("veli"),
    }
    for sector, ask in asked.items():
        with pytest.raises(SectorLeftOut) as caught:
            ask()
        assert (caught.value.version, caught.value.sector) == ("v7.0.0", sector)
        assert caught.value.faults == {"general": expected[sector]}
        assert caught.value.reason == partial.why_left_out(sector)
    with pytest.raises(SectorLeftOut):
        compute(FOOD, partial, CARROT_CAKE, aggregated(method))
