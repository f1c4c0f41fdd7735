"""The recipe of docs/own-figures.md: Brightway computes a made-up database, and we import it.

"make test-brightway" installs Brightway; ``BRIGHTWAY_PYTHON`` is where its Python is.
"""

import csv
import io
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from scoring.answers import imported as watched
from scoring.engine.impacts import DETAILS
from scoring.engine.method import Method
from scoring.engine.own import Own
from scoring.instance import served_to
from tests.details import made_up_rows

pytestmark = pytest.mark.brightway

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
RECIPE = REPOSITORY / "docs" / "recipes" / "brightway_details.py"
PYTHON = Path(
    os.environ.get("BRIGHTWAY_PYTHON", REPOSITORY / ".venv" / "brightway" / "bin" / "python")
)
SECONDS = 120

# As ecoinvent names the categories of "EF v3.1" and writes their units.
WHOLE = {
    "acd": ("acidification", "mol H+-Eq"),
    "cch": ("climate change", "kg CO2-Eq"),
    "fru": ("energy resources: non-renewable", "MJ, net calorific value"),
    "fwe": ("eutrophication: freshwater", "kg P-Eq"),
    "ior": ("ionising radiation: human health", "kBq U235-Eq"),
    "ldu": ("land use", "dimensionless"),
    "mru": ("material resources: metals/minerals", "kg Sb-Eq"),
    "ozd": ("ozone depletion", "kg CFC-11-Eq"),
    "pco": ("photochemical oxidant formation: human health", "kg NMVOC-Eq"),
    "pma": ("particulate matter formation", "disease incidence"),
    "swe": ("eutrophication: marine", "kg N-Eq"),
    "tre": ("eutrophication: terrestrial", "mol N-Eq"),
    "wtu": ("water use", "m3 world eq. deprived"),
}
TOXICITIES = {
    "etf": ("ecotoxicity: freshwater", "CTUe"),
    "htc": ("human toxicity: carcinogenic", "CTUh"),
    "htn": ("human toxicity: non-carcinogenic", "CTUh"),
}


@pytest.fixture(autouse=True)
def _data_dir(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    monkeypatch.setattr(watched, "_SECONDS_BETWEEN_LOOKS", 0)


def run(place: Path, *arguments: object) -> str:
    """Run a script in Brightway's environment, with a project of this test alone."""
    (place / "brightway").mkdir(exist_ok=True)
    done = subprocess.run(
        [PYTHON, *map(str, arguments)],
        env={"BRIGHTWAY2_DIR": str(place / "brightway"), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_what_brightway_computes_is_what_is_served(tmp_path: Path, method: Method) -> None:
    if not PYTHON.exists():
        pytest.fail(f"{PYTHON} manque : lancez « make test-brightway »")
    expected = {row["id"]: row["impacts"] for row in made_up_rows(method.dataset)}
    template = tmp_path / "template.csv"
    call_command("details_template", output=template, stdout=io.StringIO())
    lines = template.read_text(encoding="utf-8").splitlines()
    rows = [row for row in csv.DictReader(lines[3:]) if "//[" in row["activity"]][:5]
    units = dict((*WHOLE.values(), *TOXICITIES.values()))
    activities = []
    for row in rows:
        product, _, rest = row["activity"].partition("//[")
        place, _, name = rest.partition("] ")
        impacts = {WHOLE[key][0]: expected[row["id"]][key] for key in WHOLE}
        for key, (category, unit) in TOXICITIES.items():
            whole = expected[row["id"]][key]
            # etf-c is 2 organic + 1 inorganic, that is, etf plus its organic part.
            organic = expected[row["id"]][f"{key}-c"] - whole if key == "etf" else 0.25 * whole
            impacts |= {
                category: whole,
                f"{category}, organics": organic,
                f"{category}, inorganics": whole - organic,
            }
            units |= {f"{category}, organics": unit, f"{category}, inorganics": unit}
        activities.append(
            {
                "name": name,
                "product": product,
                "location": place,
                "unit": {"kWh": "kilowatt hour", "t⋅km": "ton kilometer", "kg": "kilogram"}[
                    row["unit"]
                ],
                "impacts": impacts,
            }
        )
    # The last one has another name in this database, as the user says in a file of matches.
    activities[-1]["name"] = "another edition"
    matches = tmp_path / "matches.csv"
    matches.write_text(
        f"id,database,code\n{rows[-1]['id']},made up,a{len(rows) - 1}\n", encoding="utf-8"
    )
    records = tmp_path / "records.json"
    records.write_text(json.dumps({"units": units, "activities": activities}), encoding="utf-8")
    run(tmp_path, HERE / "make_database.py", "demo", records)
    filled = tmp_path / "filled.csv"
    database = ("--project", "demo", "--database", "made up", "--matches", matches)
    said = run(tmp_path, RECIPE, template, filled, *database)
    assert f"{len(rows)} of 474 processes written" in said

    output = io.StringIO()
    call_command("import_details", filled, own=True, stdout=output)
    assert "Brightway, made up" in output.getvalue()
    assert "refusées" not in output.getvalue()
    own = served_to(method, entitled=True).own
    assert isinstance(own, Own)
    assert own.covered == len(rows)
    for row in rows:
        index = method.dataset.processes[row["id"]].index
        for trigram in set(DETAILS) - {"htc-c", "htn-c"}:
            found = own.table.columns[own.table.trigrams.index(trigram)][index]
            assert found == pytest.approx(expected[row["id"]][trigram], rel=1e-6), trigram
        toxic = own.table.columns[own.table.trigrams.index("htc-c")][index]
        assert toxic == pytest.approx(0.5 * expected[row["id"]]["htc"], rel=1e-6)
