"""Headers that protect a visitor's browser, on every kind of response, as served behind HTTPS."""

import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest

from tests.site.server import Server

BEHIND_TLS = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    data = tmp_path_factory.mktemp("instance")
    with Server(data, WEB_CONCURRENCY="1", HTTPS="True", TRUSTED_PROXIES="1") as started:
        yield started


def get(server: Server, path: str, **headers: str) -> tuple[int, Message, str]:
    request = urllib.request.Request(server.address + path, headers=headers)
    try:
        with urllib.request.urlopen(request) as response:
            return response.status, response.headers, response.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read().decode()


PATHS = [
    ("", 200),
    ("compte/connexion/", 200),
    ("xxx", 404),
    ("api/textile/countries", 200),
    ("api/xxx", 404),
    ("healthz", 200),
    ("metrics", 404),
]


@pytest.mark.parametrize(("path", "expected"), PATHS)
def test_every_answer_behind_https_carries_every_header(
    server: Server, path: str, expected: int
) -> None:
    status, headers, _ = get(server, path, **BEHIND_TLS)
    assert status == expected
    assert_protected(headers, api=path.startswith("api"))


def test_a_static_file_and_a_refused_host_carry_them_too(server: Server) -> None:
    _, _, page = get(server, "", **BEHIND_TLS)
    style = page.split('rel="stylesheet" href="/')[1].split('"')[0]
    status, headers, _ = get(server, style, **BEHIND_TLS)
    assert status == 200
    assert_protected(headers)
    assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.parametrize("path", ["", "api/textile/countries"])
def test_a_refused_host_is_told_with_every_header(server: Server, path: str) -> None:
    host = {"X-Forwarded-Host": "autre.example"}
    status, headers, text = get(server, path, **BEHIND_TLS, **host)
    assert status == 400
    assert "ALLOWED_HOSTS=autre.example" in text
    assert_protected(headers, api=bool(path))


@pytest.mark.parametrize("path", ["", "api/textile/countries"])
def test_a_caller_over_the_limit_is_told_with_every_header(tmp_path: Path, path: str) -> None:
    behind = {"HTTPS": "True", "TRUSTED_PROXIES": "1", "RATELIMIT_MAX_RPM": "1"}
    with Server(tmp_path, WEB_CONCURRENCY="1", **behind) as server:
        found = [get(server, path, **BEHIND_TLS, Accept="text/html") for _ in range(3)]
    status, headers, _ = found[-1]
    assert status == 429
    # The error page has its styles.
    assert path or "default-src 'self'" in headers["Content-Security-Policy"]
    assert_protected(headers, api=bool(path))


def assert_protected(headers: Message, api: bool = False) -> None:
    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == ("cross-origin" if api else "same-origin")
    assert "geolocation=()" in headers["Permissions-Policy"]


def test_no_hsts_over_plain_http(server: Server) -> None:
    assert "Strict-Transport-Security" not in get(server, "")[1]


def test_cookies_are_for_https_and_for_this_site(server: Server) -> None:
    _, headers, _ = get(server, "compte/connexion/", **BEHIND_TLS)
    cookies = headers.get_all("Set-Cookie") or []
    assert cookies
    for cookie in cookies:
        assert "Secure" in cookie
        assert "SameSite=Lax" in cookie


def test_the_api_neither_reads_nor_sets_a_cookie(server: Server) -> None:
    cookie = {"Cookie": "sessionid=abc; csrftoken=def"}
    _, headers, _ = get(server, "api/textile/countries", **BEHIND_TLS, **cookie)
    assert "Set-Cookie" not in headers
    assert "Cookie" not in headers.get("Vary", "")
