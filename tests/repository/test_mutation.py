"""The test selection that mutants are run against passes: it is not run every day."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]

# The others in the same files need the same modules and data files.
LONGEST = (
    "tests/answers/test_typed_numbers.py::test_any_text_is_a_finite_number_or_refused",
    "tests/conformance/test_textile_trace.py::test_every_request_of_the_reference_has_a_trace",
    "tests/engine/analysis/test_differences.py::test_shares_add_up_on_random_pairs",
    "tests/engine/analysis/test_estimate.py::test_bounds_hold_for_any_completion",
    "tests/engine/analysis/test_estimate.py::test_quantiles_are_near_those_of_a_longer_run",
    "tests/engine/analysis/test_estimate.py::test_the_same_label_has_the_same_estimate",
    "tests/engine/analysis/test_estimate.py::test_the_score_is_by_the_legal_defaults",
    "tests/engine/analysis/test_estimate.py::test_the_widest_unknown_comes_first_and_narrows_most",
    "tests/engine/analysis/test_estimate.py::test_what_is_known_is_not_drawn",
    "tests/engine/analysis/test_levers.py::test_each_change_scores_what_is_said_on_random_garments",
    "tests/engine/test_textile_composites.py::test_any_garment_in_parts_is_the_sum_of_single_calls",
    "tests/engine/test_textile_composites.py::test_any_set_is_the_sum_of_single_calls",
    "tests/engine/test_units.py::test_the_megajoules_of_a_kilowatt_hour_are_written_once",
)
# Each test for one of its parameters.
REHEARSED = ("-p", "tests.mutation.rehearsal")


@pytest.mark.slow
@pytest.mark.long
def test_the_tests_of_mutants_pass_where_mutants_are(tmp_path: Path) -> None:
    """Runs in a copy of what mutmut copies, each test once, without the longest."""
    tables = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    asked = tables["mutmut"]
    for name in ("tests", *asked["source_paths"], *asked["also_copy"]):
        source, copy = REPOSITORY / name, tmp_path / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            # Includes the compiled modules, which stay valid: copies keep the dates of the sources.
            shutil.copytree(source, copy)
        else:
            shutil.copy(source, copy)
    longest = {"tests/conformance": "tests/conformance/test_complete.py"}
    selection = [longest.get(word, word) for word in asked["pytest_add_cli_args_test_selection"]]
    selection += [f"--deselect={name}" for name in LONGEST]
    selection.append("--ignore=tests/answers/test_spreadsheet.py")
    options = [*asked["pytest_add_cli_args"], *REHEARSED]
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-v", *options, *selection],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert " passed" in run.stdout
    # A name that is no longer right would leave out nothing, without a word.
    left_out = [word.partition("=")[2] for word in selection if word.startswith("--deselect=")]
    for name in left_out:
        path, _, function = name.partition("::")
        assert f"def {function}(" in (REPOSITORY / path).read_text(encoding="utf-8"), name
        assert f"{Path(path).name}::{function}" not in run.stdout, name
