"""The diagnosis of what stands in front of the instance, against a real small server."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from pytest_django import Settings

from operation.front import forms


class Front(HTTPServer):
    """A server that answers with the policies it is given."""

    policies: tuple[str, ...] = ()


class Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        assert isinstance(self.server, Front)
        for policy in self.server.policies:
            self.send_header("Referrer-Policy", policy)
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def front(settings: Settings) -> Iterator[Front]:
    with Front(("127.0.0.1", 0), Answer) as server:
        settings.SITE_URL_GIVEN = True
        settings.SITE_URL = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("policies", "bad"),
    [
        (("same-origin",), False),
        ((), False),
        (("no-referrer",), True),
        (("same-origin", "no-referrer"), True),
        (("no-referrer", "same-origin"), False),
        (("No-Referrer",), True),
    ],
)
def test_a_header_that_hides_where_forms_come_from_is_a_fault(
    front: Front, policies: tuple[str, ...], bad: bool
) -> None:
    front.policies = policies
    found = forms()
    assert found.fault is bad
    assert ("Referrer-Policy: no-referrer" in found.text) is bad


def test_https_that_was_not_declared_is_a_fault(settings: Settings) -> None:
    settings.SITE_URL_GIVEN, settings.SITE_URL = True, "https://impact.example.org"
    settings.HTTPS = False
    found = forms()
    assert found.fault
    assert found.advice == "HTTPS=True et TRUSTED_PROXIES=1"


def test_nobody_answering_is_told(settings: Settings, tmp_path: Path) -> None:
    settings.SITE_URL_GIVEN, settings.SITE_URL = True, "http://127.0.0.1:1"
    found = forms()
    assert not found.fault
    assert "ne répond pas" in found.text
