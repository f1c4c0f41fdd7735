"""HTTP as the contract has it (api.md 1, 2, 8): versions, redirections, methods, CORS, links."""

import codecs
import http.client
import json
import socket
from pathlib import Path
from typing import Any

import pytest

from ecobalyse_site.settings import DATA_UPLOAD_MAX_MEMORY_SIZE as MAXIMUM_BYTES
from scoring.api.routes import ROUTES
from tests.conformance.convert import BASE
from tests.conformance.test_textile import SIMULATOR
from tests.site.server import Server

UNKNOWN_ROUTE = {"general": "Endpoint doesn't exist"}
MALFORMED = ["v7", "v7.0", "7.0.0", "v7.0.0.1", "v7.0.0-beta", "abc", "V7.0.0", "v7.0.0x"]
EXPOSED = {
    "x-ratelimit-limit",
    "x-ratelimit-remaining",
    "x-ratelimit-reset",
    "retry-after",
    "warning",
    "www-authenticate",
    "x-ecobalyse-impacts",
}


def addresses() -> list[tuple[str, str]]:
    """Every route of the API, with the method it answers."""
    return [
        (
            "POST" if hasattr(route.view, "post") else "GET",
            "/api/" + route.address.replace("<impact>", "ecs"),
        )
        for route in ROUTES
    ]


@pytest.mark.parametrize("path", ["", "/", "/x", "/textile/products", "/textile/simulator"])
@pytest.mark.parametrize("verb", ["GET", "POST"])
def test_an_unknown_version_is_not_found(live: Server, verb: str, path: str) -> None:
    answer = live.ask(verb, f"/versions/v9.9.9/api{path}")
    assert answer.status == 404
    assert answer.json == {"error": "Version not found"}


def test_an_unknown_version_has_no_old_addresses_either(live: Server) -> None:
    answer = live.ask("GET", "/versions/v9.9.9/api/products")
    assert answer.status == 404
    assert answer.json == {"error": "Version not found"}


@pytest.mark.parametrize("version", MALFORMED)
@pytest.mark.parametrize("path", ["/api", "/api/", "/api/textile/simulator", "/api/x/y"])
def test_a_malformed_version_is_told_so_on_the_api(live: Server, version: str, path: str) -> None:
    for verb in ("GET", "POST"):
        answer = live.ask(verb, f"/versions/{version}{path}")
        assert answer.status == 404
        assert answer.json == {"error": "Invalid version format"}


@pytest.mark.parametrize("version", MALFORMED)
def test_a_malformed_version_of_a_page_depends_on_what_is_asked_for(
    live: Server, version: str
) -> None:
    for path in (f"/versions/{version}", f"/versions/{version}/", f"/versions/{version}/xyz"):
        answer = live.ask("GET", path, headers={"Accept": "application/json, text/html"})
        assert answer.status == 404
        assert answer.json == {"error": "Invalid version format"}
        for accept in ("text/html, application/json", "*/*"):
            answer = live.ask("GET", path, headers={"Accept": accept})
            assert answer.status == 302
            assert answer.headers["Location"] == "/"


@pytest.mark.parametrize("root", ["/api", "/versions/v7.0.0/api"])
@pytest.mark.parametrize(
    "rest",
    ["countries", "materials", "products/", "simulator", "simulator/ecs", "simulator?mass=0.1"],
)
def test_an_old_address_leads_a_get_to_the_new_one(live: Server, root: str, rest: str) -> None:
    answer = live.ask("GET", f"{root}/{rest}")
    assert answer.status == 302
    assert answer.headers["Location"] == f"{root}/textile/{rest}"
    assert answer.body == b""
    refused = live.ask("POST", f"{root}/{rest}", BASE)
    assert refused.status == 404
    assert refused.json["error"] == UNKNOWN_ROUTE


@pytest.mark.parametrize(("verb", "path"), addresses())
def test_every_route_answers_with_a_slash_and_under_its_version(
    live: Server, verb: str, path: str
) -> None:
    body = {} if verb == "POST" else None
    plain = live.ask(verb, path, body)
    assert plain.status == (400 if verb == "POST" else 200)
    for other in (f"{path}/", f"/versions/v7.0.0{path}", f"/versions/v7.0.0{path}/?a=b"):
        answer = live.ask(verb, other, body)
        assert answer.status == plain.status, other
        assert "Set-Cookie" not in answer.headers
        assert answer.json.keys() == plain.json.keys() if body == {} else answer.json == plain.json


@pytest.mark.parametrize(("verb", "path"), [*addresses(), ("GET", "/api")])
def test_any_other_method_is_an_unknown_route(live: Server, verb: str, path: str) -> None:
    # There are more methods than the usual ones; none gets a 405.
    wrong = {"GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"} - {verb}
    for method in sorted(wrong):
        answer = live.ask(method, path)
        assert answer.status == 404, method
        assert answer.json["error"] == UNKNOWN_ROUTE


@pytest.mark.parametrize("path", ["/api/textile/countries", "/api", "/"])
def test_head_is_answered_like_get_without_the_body(live: Server, path: str) -> None:
    got, head = live.ask("GET", path), live.ask("HEAD", path)
    assert (head.status, head.body) == (200, b"")
    assert head.headers["Content-Type"] == got.headers["Content-Type"]
    if path.startswith("/api"):
        assert head.headers["Content-Length"] == str(len(got.body))


def test_the_log_has_nothing_to_say_of_a_head(live: Server) -> None:
    before = (live.data / "server.log").read_text(encoding="utf-8")
    live.ask("HEAD", "/api/textile/trims")
    assert (live.data / "server.log").read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    "path",
    ["/api", SIMULATOR, f"{SIMULATOR}/detailed/", "/versions/v7.0.0/api/food", "/api/nowhere"],
)
def test_a_preflight_is_answered_for_any_origin(live: Server, path: str) -> None:
    answer = live.ask(
        "OPTIONS",
        path,
        headers={
            "Origin": "https://shop.example",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "authorization, content-type",
        },
    )
    assert (answer.status, answer.body) == (204, b"")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert listed(answer.headers["Access-Control-Allow-Methods"]) == {"get", "post", "options"}
    allowed = listed(answer.headers["Access-Control-Allow-Headers"])
    assert allowed == {"authorization", "content-type", "token"}
    assert "Access-Control-Allow-Credentials" not in answer.headers
    # Preflights are outside the limit: not counted, and without its headers.
    assert "X-RateLimit-Remaining" not in answer.headers


@pytest.mark.parametrize(
    ("verb", "path", "body", "headers", "status"),
    [
        ("GET", "/api", None, {}, 200),
        ("POST", SIMULATOR, BASE, {"Origin": "https://shop.example"}, 200),
        ("POST", SIMULATOR, {}, {}, 400),
        ("POST", SIMULATOR, b"x" * (MAXIMUM_BYTES + 1), {}, 413),
        ("GET", "/api/nowhere", None, {}, 404),
        ("GET", "/api/products", None, {}, 302),
        ("GET", "/versions/v9.9.9/api", None, {}, 404),
        ("GET", "/versions/abc/api", None, {}, 404),
        ("GET", "/api", None, {"Host": "autre.example"}, 400),
    ],
)
def test_every_answer_of_the_api_may_be_read_by_any_page(
    live: Server, verb: str, path: str, body: Any, headers: dict[str, str], status: int
) -> None:
    answer = live.ask(verb, path, body, headers)
    assert answer.status == status
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert listed(answer.headers["Access-Control-Expose-Headers"]) >= EXPOSED
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert "Set-Cookie" not in answer.headers
    assert "X-RateLimit-Limit" in answer.headers


def test_pages_are_not_opened_to_other_sites(live: Server) -> None:
    assert "Access-Control-Allow-Origin" not in live.ask("GET", "/").headers


def test_headers_anyone_can_send_do_not_change_the_links(live: Server) -> None:
    forged = {
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Port": "443",
        "Forwarded": "host=evil.example;proto=https",
        "X-Forwarded-Prefix": "/evil",
    }
    answer = live.ask("POST", SIMULATOR, BASE, forged)
    assert answer.json["webUrl"].startswith(live.address)


def test_a_body_by_pieces_is_limited_too(live: Server) -> None:
    piece = b" " * 1024
    connection = http.client.HTTPConnection("127.0.0.1", live.port, timeout=10)
    connection.request(
        "POST",
        SIMULATOR,
        (piece for _ in range(MAXIMUM_BYTES // len(piece) + 1)),
        {"Content-Type": "application/json", "Host": "localhost"},
        encode_chunked=True,
    )
    response = connection.getresponse()
    assert response.status == 413
    assert str(MAXIMUM_BYTES) in json.loads(response.read())["error"]["general"]
    connection.close()


def test_a_body_shorter_than_announced_does_no_harm(live: Server) -> None:
    head = f"POST {SIMULATOR} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n\r\n"
    with socket.create_connection(("127.0.0.1", live.port)) as connection:
        connection.sendall(head.encode() + b'{"mass":')
        connection.shutdown(socket.SHUT_WR)
        connection.recv(65_536)
    assert live.ask("POST", SIMULATOR, BASE).status == 200


def test_a_mark_at_the_start_of_the_body_is_passed_over(live: Server) -> None:
    marked = codecs.BOM_UTF8 + json.dumps(BASE).encode()
    kind = {"Content-Type": "application/json"}
    assert live.ask("POST", SIMULATOR, marked, kind).status == 200


def test_a_body_in_another_coding_is_told_to_come_as_it_is(live: Server) -> None:
    answer = live.ask("POST", SIMULATOR, b"\x1f\x8b\x08", {"Content-Encoding": "gzip"} | JSON)
    assert answer.status == 400
    assert "gzip" in answer.json["error"]["decoding"]


@pytest.mark.parametrize(
    "path", ["/api/%00", "/api/%FF%FE", "/api//textile/products", "/api/../api/x"]
)
def test_an_odd_address_of_the_api_is_json(live: Server, path: str) -> None:
    with socket.create_connection(("127.0.0.1", live.port)) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        with http.client.HTTPResponse(connection) as response:
            response.begin()
            assert response.status == 404
            assert json.loads(response.read())["error"] == UNKNOWN_ROUTE


JSON = {"Content-Type": "application/json"}


def listed(header: str) -> set[str]:
    """The comma-separated items of a header."""
    return {item.strip().lower() for item in header.split(",")}


@pytest.mark.slow
def test_a_trusted_proxys_headers_make_the_links(tmp_path: Path) -> None:
    proxied = {
        "X-Forwarded-For": "198.51.100.1",
        "X-Forwarded-Host": "eco.example",
        "X-Forwarded-Proto": "https",
    }
    with Server(
        tmp_path, WEB_CONCURRENCY="1", TRUSTED_PROXIES="1", ALLOWED_HOSTS="eco.example"
    ) as server:
        for root in ("", "/versions/v7.0.0"):
            answer = server.ask("POST", root + SIMULATOR, BASE, proxied)
            start = "https://eco.example/versions/v7.0.0/#/textile/simulator/ecs/"
            assert answer.json["webUrl"].startswith(start)
            document = server.ask("GET", f"{root}/api", headers=proxied)
            assert document.json["servers"] == [{"url": f"https://eco.example{root}"}]
        refused = server.ask("POST", SIMULATOR, {}, proxied)
        assert refused.json["documentation"] == "https://eco.example/#/api"
        stranger = server.ask("GET", "/api", headers=proxied | {"X-Forwarded-Host": "b.example"})
        assert stranger.status == 400


def test_names_and_the_document_are_english_for_who_asks_for_them(live: Server) -> None:
    def get(path: str) -> Any:
        return live.ask("GET", path, headers={"Accept-Language": "en"}).json

    assert {"code": "IN", "name": "Inde"} in get("/api/textile/countries")
    assert {"code": "IN", "name": "India"} in get("/api/textile/countries?lang=en")
    foods = {item["name"]: item["defaultOrigin"] for item in get("/api/food/ingredients?lang=en")}
    assert set(foods.values()) == {
        "France",
        "Europe and Maghreb",
        "Outside Europe and Maghreb",
        "Outside Europe and Maghreb, by plane",
    }
    french_foods = {item["defaultOrigin"] for item in get("/api/food/ingredients")}
    assert "Hors Europe et Maghreb par avion" in french_foods
    assert get("/api/textile/countries?lang=de") == get("/api/textile/countries")
    french, english = get("/api"), get("/api?lang=en")
    assert french.keys() == english.keys()
    path = "/api/textile/simulator"
    assert french["paths"][path]["post"]["summary"] == "Impacts d'un vêtement"
    assert english["paths"][path]["post"]["summary"] == "Impacts of a garment"
