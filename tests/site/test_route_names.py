"""Every route has a name, used by logs and metrics."""

import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver

NAME = re.compile(r"[a-z][a-z0-9]*([_-][a-z0-9]+)*")


def patterns(found: Any, place: str = "", spaces: tuple[str, ...] = ()) -> Iterator[Any]:
    """Each path with its namespaces, and the pattern that has its name."""
    for pattern in found:
        address = place + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield address, spaces, pattern
        else:
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from patterns(pattern.url_patterns, address, inner)


def test_every_route_of_ours_has_a_name_that_is_no_expression() -> None:
    # Unnamed routes of Django's administration get the name of their view.
    ours = [
        (address, pattern.name)
        for address, spaces, pattern in patterns(get_resolver().url_patterns)
        if not spaces
    ]
    assert len(ours) > 60
    assert [item for item in ours if not NAME.fullmatch(item[1] or "")] == []


def test_one_name_is_one_view_under_any_version() -> None:
    views: dict[str, set[Any]] = {}
    for _, spaces, pattern in patterns(get_resolver().url_patterns):
        if not spaces:
            views.setdefault(pattern.name, set()).add(pattern.callback)
    assert [name for name, found in views.items() if len(found) > 1] == []


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/api/textile/trims", "textile-trims"),
        ("/versions/v7.0.0/api/textile/trims/", "textile-trims"),
        ("/versions/v7.0.0/textile/", "textile"),
        ("/versions/v7.0.0/explorateur/textile/trims/", "explorer-dataset"),
        ("/versions/x/", "malformed-version"),
        ("/nowhere/", "-"),
    ],
)
def test_a_request_is_logged_by_that_name(
    client: Client, caplog: pytest.LogCaptureFixture, path: str, name: str
) -> None:
    with caplog.at_level(logging.INFO, "ecobalyse.requests"):
        client.get(path)
    (record,) = (record for record in caplog.records if record.name == "ecobalyse.requests")
    assert record.fields["route"] == name  # type: ignore[attr-defined]


def test_a_page_of_the_administration_without_a_name_goes_by_its_views(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "ecobalyse.requests"):
        client.get("/administration/nowhere/")
    record = caplog.records[-1]
    expected = "admin:django.contrib.admin.sites.catch_all_view"
    assert record.fields["route"] == expected  # type: ignore[attr-defined]
