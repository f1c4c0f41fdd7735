"""Catalogues for the tests of files."""

import json
from pathlib import Path

import pytest

from ecobalyse import work
from tests.catalogue.files import lines, pull, requests

# Rows in a part of "many".
PART = 40


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    path = tmp_path / "catalogue.csv"
    path.write_bytes(lines([pull(), pull(Catégorie="Jean"), pull(**{"Masse (en kg)": "x"})]))
    return path


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of several parts."""
    monkeypatch.setattr(work, "ROWS_IN_A_PART", PART)
    path = tmp_path / "many.jsonl"
    path.write_bytes(b"".join(json.dumps(body).encode() + b"\n" for body in requests()))
    return path
