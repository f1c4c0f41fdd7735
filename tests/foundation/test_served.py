"""Commands write links to where the instance is served."""

from pathlib import Path

import pytest
from pytest_django import Settings

from foundation.served import note_address, site_address


@pytest.fixture(autouse=True)
def _own_directory(settings: Settings, tmp_path: Path) -> None:
    settings.COUNTER_DIR = tmp_path / "counters"


def test_the_address_served_last_is_known() -> None:
    assert site_address() == "http://localhost:8000"
    for port in (8181, 8282):
        note_address(f"http://localhost:{port}")
        assert site_address() == f"http://localhost:{port}"


def test_the_operators_word_wins(settings: Settings) -> None:
    note_address("http://localhost:8181")
    settings.SITE_URL_GIVEN, settings.SITE_URL = True, "https://impact.example.org"
    assert site_address() == "https://impact.example.org"


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"javascript:alert(1)", b"http://a/b\n"])
def test_a_damaged_note_is_not_believed(settings: Settings, content: bytes) -> None:
    settings.COUNTER_DIR.mkdir()
    (settings.COUNTER_DIR / "served-at").write_bytes(content)
    assert site_address() == "http://localhost:8000"


def test_where_nothing_can_be_kept_nothing_fails(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    settings.COUNTER_DIR = tmp_path / "file" / "counters"
    note_address("http://localhost:8181")
    assert site_address() == "http://localhost:8000"
