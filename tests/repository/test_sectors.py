"""A sector is spelled out where it is defined, and nowhere else."""

import ast
import re
from pathlib import Path
from textwrap import dedent

REPOSITORY = Path(__file__).parents[2]
PACKAGES = ("accounts", "ecobalyse", "ecobalyse_site", "foundation", "operation", "scoring")
# Its scope in the data, and the addresses of its pages.
DEFINITIONS = {"scoring/engine/scopes.py", "scoring/answers/components.py"}
# The content of a journal entry is not code.
STORIES = {"scoring/answers/journal.py"}


def spelled_out(source: str) -> list[str]:
    """The strings of a module that contain the name of the last sector, docstrings aside."""
    tree = ast.parse(source)
    described = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, described) and node.body and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
        and re.search(r"(?<![A-Za-z])veli(?![a-z])", node.value)
    ]


def test_a_name_is_found_whatever_it_is_in() -> None:
    source = """
        'veli in a docstring'
        PATH = "/veli/"
        def name(list):
            "veli in another"
            return f"veli-{list}", "veliExplain", "Velib"
    """
    assert set(spelled_out(dedent(source))) == {"/veli/", "veli-", "veliExplain"}


def test_sectors_are_spelled_out_where_they_are_defined() -> None:
    found = {
        str(path.relative_to(REPOSITORY))
        for package in PACKAGES
        for path in (REPOSITORY / package).rglob("*.py")
        if spelled_out(path.read_text(encoding="utf-8"))
    }
    assert found - STORIES == DEFINITIONS
