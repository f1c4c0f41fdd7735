"""``install_indicative``: open figures are measured, and only the good ones will be served."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from scoring.engine.files.indicative import MEASURED, ROWS
from scoring.engine.impacts import DETAILS, table_of
from scoring.engine.method import Method, load_method
from scoring.engine.textile.query import parse
from scoring.engine.textile.results import compute_totals
from scoring.engine.textile.simulate import simulate
from tests.details import write_json
from tests.installation.source import (
    FIBRE,
    VERSION,
    made_up_source,
    write_profile,
    write_source,
)

QUERY = {"mass": 0.2, "product": "echarpe", "materials": [{"id": "neuve", "share": 1}]}
PROFILE = """
[[sources]]
name = "Base ouverte"
url = "https://example.org/"
licence = "ouverte"
date = "2026"
covers = "tout"
rows = ["Base"]
"""
Rows = list[dict[str, Any]]


@pytest.fixture
def version(tmp_path: Path) -> Path:
    destination = tmp_path / "methods" / VERSION
    call_command(
        "install_method",
        write_source(tmp_path / "source", made_up_source()),
        version=VERSION,
        profile=write_profile(tmp_path / "profile.toml"),
        destination=destination,
        stdout=StringIO(),
    )
    return destination


@pytest.fixture
def method(version: Path) -> Method:
    return load_method(version)


@pytest.fixture
def rows(method: Method) -> Rows:
    """Figures of every process that, weighted, give its score: the same for all categories."""
    ecs = method.scores.columns[0]
    return [
        {
            "process_id": process.id,
            "unit": process.unit,
            "quality": "proxy",
            "source": "Base",
            "source_process": "comparable",
            "impacts": dict.fromkeys(DETAILS, ecs[process.index] * 4e-6 / len(DETAILS)),
        }
        for process in method.dataset.processes.values()
    ]


def published(method: Method, rows: Rows, **ratios: float) -> dict[str, Any]:
    """A request whose official totals are those of the rows, divided by the given ratios."""
    table = table_of([row["impacts"] for row in rows], DETAILS)
    simulation = simulate(method.textile, parse(method.dataset, QUERY))
    totals = table.named(compute_totals(simulation, table).impacts)
    impacts = {trigram: total / ratios.get(trigram, 1) for trigram, total in totals.items()}
    scores = method.scores.named(compute_totals(simulation, method.scores).impacts)
    return {"name": "écharpe", "query": QUERY, "impacts": impacts | scores}


def add(
    tmp_path: Path, version: Path, rows: Any, requests: Any, overrides: Any = None
) -> tuple[Method, str]:
    source = tmp_path / "open"
    source.mkdir(exist_ok=True)
    write_json(source / "impacts.json", rows)
    profile = tmp_path / "indicative.toml"
    profile.write_text(PROFILE, encoding="utf-8")
    output = StringIO()
    call_command(
        "install_indicative",
        source,
        version=VERSION,
        measured_on=write_json(tmp_path / "requests.json", requests),
        overrides=overrides and write_json(tmp_path / "overrides.json", overrides),
        profile=profile,
        destination=version,
        stdout=output,
    )
    return load_method(version), output.getvalue()


def test_a_category_is_kept_by_its_ratios_alone(
    tmp_path: Path, version: Path, method: Method, rows: Rows
) -> None:
    ratios = {"cch": 2.9, "acd": 3.1, "fru": 0.34, "wtu": 0.33}
    requests = [published(method, rows, **ratios), published(method, rows) | {"name": "autre"}]
    found, said = add(tmp_path, version, rows, requests)
    indicative = found.dataset.indicative
    assert indicative is not None
    assert indicative.requests == 2
    assert set(indicative.ratios) == set(DETAILS) - {"acd", "wtu"}
    assert indicative.ratios["cch"] == (1, 2.9)
    assert indicative.ratios["fru"] == (0.34, 1)
    assert (indicative.quality["acd"].minimum, indicative.quality["acd"].maximum) == (1, 3.1)
    assert indicative.without_row == {}
    assert "cch    1.00 à 2.90      servi" in said
    assert "acd    1.00 à 3.10      null" in said
    assert [source.name for source in indicative.sources] == ["Base ouverte"]


def test_a_category_that_a_row_used_does_not_describe_is_not_measurable(
    tmp_path: Path, version: Path, method: Method, rows: Rows
) -> None:
    requests = [published(method, rows)]
    used = next(row for row in rows if row["process_id"] == FIBRE)
    used["impacts"]["htc"] = None
    indicative = add(tmp_path, version, rows, requests)[0].dataset.indicative
    assert indicative is not None
    assert indicative.quality["htc"].minimum is None
    assert "htc" not in indicative.ratios
    assert "cch" in indicative.ratios


def test_a_row_that_misses_its_score_by_more_than_a_tenth_is_left_out(
    tmp_path: Path, version: Path, method: Method, rows: Rows
) -> None:
    requests = [published(method, rows)]
    by_id = {row["process_id"]: row for row in rows}
    for name, factor in (("road_transport", 1.09), ("sea_transport", 1.11)):
        impacts = by_id[name]["impacts"]
        by_id[name]["impacts"] = {trigram: factor * value for trigram, value in impacts.items()}
    found, said = add(tmp_path, version, rows, requests)
    assert found.dataset.indicative is not None
    left_out = {process.id for process in found.dataset.indicative.without_row.values()}
    # The first role's process has no score, so its row cannot be off.
    assert left_out == {"sea_transport"}
    assert "Écartés, trop loin du score publié : Procédé sea_transport." in said


def test_requests_made_with_other_data_are_computed_with_those(
    tmp_path: Path, version: Path, method: Method, rows: Rows
) -> None:
    request = published(method, rows)
    scores = {"id": FIBRE, "ecs": 1000.0, "pef": 500.0}
    request["impacts"]["ecs"] += 1
    with pytest.raises(CommandError, match=r"ecs : .* calculé, .* publié"):
        add(tmp_path, version, rows, [request])
    assert not (version / MEASURED).exists()
    overrides = {"processes": [scores], "countries": []}
    with pytest.raises(CommandError, match="calculé"):
        add(tmp_path, version, rows, [published(method, rows)], overrides)
    overrides = {"processes": [scores | {"id": "absent"}], "countries": []}
    with pytest.raises(CommandError, match="« absent » n'existe pas"):
        add(tmp_path, version, rows, [published(method, rows)], overrides)


def name_an_unknown_process(rows: Rows) -> None:
    rows[0]["process_id"] = "absent"


def repeat_a_row(rows: Rows) -> None:
    rows.append(rows[0])


def change_the_unit(rows: Rows) -> None:
    rows[0]["unit"] = "m2"


def name_an_unknown_source(rows: Rows) -> None:
    rows[0]["source"] = "ailleurs"


def write_a_figure_as_text(rows: Rows) -> None:
    rows[0]["impacts"]["cch"] = "beaucoup"


def forget_the_impacts(rows: Rows) -> None:
    del rows[0]["impacts"]


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        (name_an_unknown_process, "process_id : « absent » n'existe pas"),
        (repeat_a_row, "cet identifiant est en double"),
        (change_the_unit, "unit : ce procédé se compte en kg"),
        (name_an_unknown_source, "source : « ailleurs » n'est pas une valeur admise (Base)"),
        (write_a_figure_as_text, "cch : un nombre fini est attendu"),
        (forget_the_impacts, "impacts : un objet est attendu"),
    ],
)
def test_bad_rows_are_refused_and_nothing_is_written(
    tmp_path: Path,
    version: Path,
    method: Method,
    rows: Rows,
    damage: Callable[[Rows], None],
    fault: str,
) -> None:
    requests = [published(method, rows)]
    damage(rows)
    with pytest.raises(CommandError) as caught:
        add(tmp_path, version, rows, requests)
    assert fault in str(caught.value)
    assert not (version / MEASURED).exists()
    assert not (version / ROWS).exists()


@pytest.mark.parametrize("requests", [[], [{"name": "x"}], [{"name": "x", "query": {}}], {}])
def test_requests_that_say_nothing_are_refused(
    tmp_path: Path, version: Path, rows: Rows, requests: Any
) -> None:
    with pytest.raises(CommandError, match=r"faute|requests\.json : "):
        add(tmp_path, version, rows, requests)
    assert not (version / MEASURED).exists()


def test_the_version_itself_stays_as_it_was(
    tmp_path: Path, version: Path, method: Method, rows: Rows
) -> None:
    before = {path.name: path.read_bytes() for path in version.iterdir()}
    add(tmp_path, version, rows, [published(method, rows)])
    after = {path.name: path.read_bytes() for path in version.iterdir()}
    assert after.keys() - before.keys() == {MEASURED, ROWS}
    assert before.items() <= after.items()
    # Installing it again finds no difference.
    call_command(
        "install_method",
        tmp_path / "source",
        version=VERSION,
        profile=tmp_path / "profile.toml",
        destination=version,
        stdout=StringIO(),
    )
    assert load_method(version).dataset.indicative is not None
