"""Growth on paper: the arithmetic, and tables that say what the slopes give."""

from dataclasses import fields, replace
from pathlib import Path

import pytest

from benchmarks.growth import (
    Assumptions,
    Catalogue,
    Serving,
    Slopes,
    most_machines,
    predictions,
    read_slopes,
    score,
    serve,
)
from benchmarks.growth_tables import GUIDE, PAGE, Page
from benchmarks.growth_words import WORDS
from benchmarks.slopes import write

# Round numbers, so that results can be checked by mental arithmetic.
SLOPES = Slopes(
    machine="essai",
    others=0.0,
    call_us=400,
    call_us_two=500,
    token_us=600,
    generator_us=100,
    rate_one=2500,
    rate_two=3000,
    redis_us=200,
    redis_server_us=35,
    redis_commands=3,
    postgres_us=150,
    postgres_server_us=175,
    postgres_queries=2,
    postgres_connections=4,
    proxy_us=50,
    base_mb=40,
    process_mb=30,
    request_bytes=500,
    response_bytes=2000,
    row_us=80,
    jobs_main_us=4,
    jobs_worker_us=96,
    dask_main_us=10,
    dask_worker_us=100,
    rows_one=12_500,
    rows_two=20_000,
    row_bytes_in=300,
    row_bytes_out=700,
)
ASSUMED = Assumptions(utilisation=0.7, tokens=0.2, part_rows=500, task_us=1000)


def test_one_process_is_limited_by_its_core() -> None:
    found = serve(SLOPES, ASSUMED, Serving(code="", machines=1, workers=1))
    # Four calls of 400 µs and one of 600 µs.
    assert found.call_us == pytest.approx(440)
    assert found.rate == pytest.approx(0.7e6 / 440)
    assert found.callers == pytest.approx(found.rate * 60 / 5000)
    assert found.memory_mb == 70
    assert found.network == pytest.approx(found.rate * 2500)
    assert found.core_hours == pytest.approx(440 * 1e6 / 1e6 / 3600)
    assert found.bottleneck == "processor"
    assert (found.redis_commands, found.postgres_queries, found.postgres_connections) == (0, 0, 0)


def test_processes_beside_each_other_cost_more_and_a_proxy_too() -> None:
    found = serve(SLOPES, ASSUMED, Serving(code="", machines=1, workers=4, proxy=True))
    assert found.call_us == pytest.approx(440 * 500 / 400 + 50)
    assert found.rate == pytest.approx(4 * 0.7e6 / 600)
    assert found.memory_mb == 160


def test_machines_share_one_redis_and_one_database() -> None:
    found = serve(SLOPES, ASSUMED, Serving(code="", machines=2, workers=4, shared=True))
    assert found.call_us == pytest.approx(550 + 200 + 0.2 * 150)
    assert found.rate == pytest.approx(8 * 0.7e6 / 780)
    assert found.redis_commands == pytest.approx(3 * found.rate)
    assert found.redis_share == pytest.approx(found.rate * 35e-6)
    assert found.postgres_queries == pytest.approx(0.2 * 2 * found.rate)
    assert found.postgres_share == pytest.approx(0.2 * found.rate * 175e-6)
    assert found.postgres_connections == 96
    assert found.limits["redis"] == pytest.approx(20_000)
    assert found.limits["postgres"] == pytest.approx(80_000)
    assert found.bottleneck == "processor"


def test_what_is_shared_gives_way_at_some_size() -> None:
    many = serve(SLOPES, ASSUMED, Serving(code="", machines=10, workers=4, shared=True))
    assert many.capacity == pytest.approx(40 * 0.7e6 / 780)
    assert many.bottleneck == "redis"
    assert many.rate == pytest.approx(20_000)
    assert many.redis_share == pytest.approx(0.7)
    assert many.network == pytest.approx(2000 * 2500)
    slow = replace(SLOPES, response_bytes=1e6)
    assert serve(slow, ASSUMED, Serving(code="", machines=1, workers=4)).bottleneck == "network"


def test_how_many_machines_a_resource_is_enough_for() -> None:
    machine = serve(
        SLOPES, ASSUMED, Serving(code="", machines=1, workers=4, proxy=True, shared=True)
    )
    found = most_machines(SLOPES, ASSUMED)
    assert found["connections"] == pytest.approx(97 / 48)
    assert found["redis"] == pytest.approx(20_000 / machine.capacity)
    assert found["postgres"] == pytest.approx(80_000 / machine.capacity)


def test_a_catalogue_is_limited_by_cores_or_by_the_process_that_reads_and_writes() -> None:
    one = score(SLOPES, ASSUMED, Catalogue(code="", processes=1, cores=1), rows=45_000_000)
    assert one.rate == 12_500
    assert one.hours == pytest.approx(1)
    assert one.core_hours == pytest.approx(1)
    assert one.bytes == 12_500_000
    two = score(SLOPES, ASSUMED, Catalogue(code="", processes=2, cores=2))
    assert (two.rate, two.bottleneck) == (pytest.approx(20_000), "processor")
    four = score(SLOPES, ASSUMED, Catalogue(code="", processes=4, cores=8))
    assert (four.rate, four.bottleneck) == (pytest.approx(4e6 / 96), "workers")
    many = score(SLOPES, ASSUMED, Catalogue(code="", processes=90, cores=99))
    assert (many.rate, many.bottleneck) == (pytest.approx(250_000), "main")


def test_dask_has_the_limit_of_one_command_unless_the_catalogue_is_divided() -> None:
    one = score(SLOPES, ASSUMED, Catalogue(code="", processes=40, cores=41, dask=True))
    assert (one.rate, one.bottleneck) == (pytest.approx(100_000), "main")
    assert one.tasks == pytest.approx(0.2)
    split = score(
        SLOPES, ASSUMED, Catalogue(code="", processes=40, cores=40, dask=True, split=True)
    )
    assert (split.rate, split.bottleneck) == (pytest.approx(500_000), "processor")


def test_predictions_stand_beside_measurements() -> None:
    found = {name: (computed, measured) for name, computed, measured in predictions(SLOPES)}
    assert found["rate_one"] == (pytest.approx(2500), 2500)
    assert found["rate_two"] == (pytest.approx(2e6 / 600), 3000)
    assert found["rows_one"] == (pytest.approx(12_500), 12_500)
    assert found["rows_two"] == (pytest.approx(20_000), 20_000)


def test_slopes_are_written_and_read_again(tmp_path: Path) -> None:
    file = tmp_path / "slopes.toml"
    write(SLOPES, file)
    assert read_slopes(file) == SLOPES


@pytest.mark.parametrize("language", list(WORDS))
def test_the_page_has_the_tables_of_the_measured_slopes(language: str) -> None:
    text = (GUIDE / language / PAGE).read_text(encoding="utf-8")
    for name, table in Page(language, read_slopes(), Assumptions()).tables().items():
        assert f"[growth: {name}]: #\n\n{table}\n\n[/growth: {name}]: #" in text, (
            f"{name}: make bench-growth ARGS=--write"
        )


@pytest.mark.parametrize("language", list(WORDS))
def test_the_page_explains_every_slope_and_assumption_in_use(language: str) -> None:
    text = (GUIDE / language / PAGE).read_text(encoding="utf-8")
    described = {"machine", "others", "rate_one", "rate_two", "rows_one", "rows_two"}
    for field in fields(Slopes):
        if field.name not in described:
            assert f"`{field.name}`" in text
    assert set(WORDS["fr"]) == set(WORDS["en"])
    assert f"{Assumptions().part_rows}" in text
