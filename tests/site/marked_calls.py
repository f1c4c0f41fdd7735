"""Valid and invalid calls to every route, with marks in everything that is sent."""

import contextlib
import json
import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlencode

from ecobalyse_site.errors import CLIENT_ERRORS
from foundation.paths import is_api_path
from scoring.api.routes import ROUTES
from tests.conformance.test_textile import PORTAL_TSHIRT, SIMULATOR
from tests.site.every_route import Address, every_address, of_each_view
from tests.site.marked_batches import call_in_batches
from tests.site.marked_forms import (
    IN_PARTS,
    SAFETY,
    URL_ENCODED,
    everywhere,
    in_parts,
    names_of,
    url_encoded,
    values_of,
    well_filled,
)
from tests.site.marks import (
    DIGITS,
    MARK,
    MARKED_COOKIES,
    MARKED_HEADERS,
    MASS,
    bad_bodies,
    figures,
    mark_of,
    marked,
)
from tests.site.server import Answer, Server
from tests.site.witness import ASKED, GIVEN

FILE_BYTES = 3 * 1024 * 1024
RESET = {"action": "reset"}
SECTORS = {"alimentaire": "food", "objet": "object", "veli": "veli"}
API_OF = {"food": {"food"}, "object": {"object/simulator"}, "veli": {"veli/simulator"}}


def call_everything(server: Server, bearer: dict[str, str]) -> Iterator[str]:
    """Call each route with valid and invalid data, a mark in each field in turn; return scores."""
    headers = MARKED_HEADERS | {"Cookie": MARKED_COOKIES} | bearer
    for route in ROUTES:
        path = "/api/" + route.address.replace("<impact>", "ecs")
        if not hasattr(route.view, "post"):
            assert server.ask("GET", f"{path}?q={MARK}", headers=headers).status == 200
            continue
        examples = [body for _, body in route.view.operation.examples]
        assert examples, route.address
        if route.view.operation.is_batch:
            yield from call_in_batches(server, path, route, examples[0], headers)
            continue
        for example in examples:
            answer = server.ask("POST", f"{path}?q={MARK}", marked(example), headers)
            assert answer.status == 200, answer.body
            if "webUrl" in answer.json:
                yield answer.json["webUrl"].rpartition("/")[2]
            yield from figures(answer.json)
        for body in bad_bodies(route, examples[0]):
            answer = server.ask("POST", path, body, headers)
            # A component's own name is free text: a mark is a valid value.
            assert answer.status == 400 or "'name'" in str(body), (path, body)
        assert server.ask("PUT", path, {MARK: MARK}, headers).status == 404


def call_pages(server: Server, sessions: list[str], *, only_accounts: bool) -> None:
    """Get and post every route but the API's: with valid forms, then with a mark in every field."""
    addresses = [
        address
        for address in every_address()
        if (address.stores if only_accounts else not is_api_path(address.path))
    ]
    names: dict[str, set[str]] = {}
    for address in addresses:
        page = ask(server, "GET", address, sessions, {})
        asked = fields_asked(page) | names_of(page.body.decode(errors="replace"))
        # The form of a simulator with its default product, also for its live updates.
        form, _, updated = address.path.partition("fragment")
        # The account pages that an administrator gets have forms that delete what others show.
        simulator = server.ask("GET", form) if updated or address.stores else page
        sent = values_of(simulator.body.decode(errors="replace"))
        sent |= {"mass": str(MASS)} if "mass" in sent else {}
        sent |= well_filled(*example_of(address), mark_of(address))
        answer = ask(server, "POST", address, sessions, sent)
        if "initial" in sent:
            # The form opens the complete, valid, marked request.
            ask(server, "POST", address, sessions, sent | {"initial": sent["query"]} | RESET)
        names[address.path] = asked | fields_asked(answer) | set(sent)
    everything = set().union(*names.values())
    assert everything >= {"query", "simulations", "password", "csrfmiddlewaretoken"}
    everything.remove("csrfmiddlewaretoken")
    for address in addresses:
        fields = everywhere(everything, mark_of(address))
        ask(server, "POST", address, sessions, fields, IN_PARTS)
        # A URL has room for the parameters that its view reads, and for some more.
        few = sorted(fields, key=lambda name: name not in names[address.path])[:80]
        path = f"{address.path}?{urlencode({name: mark_of(address) for name in few})}"
        assert server.ask("GET", path, headers=MARKED_HEADERS).status < 500, path
    # These are refused before any view is called: on every address, says ``test_bodies``.
    for address in of_each_view(addresses):
        send_files(server, address)


def ask(
    server: Server,
    verb: str,
    address: Address,
    sessions: list[str],
    fields: dict[str, str],
    kind: dict[str, str] = URL_ENCODED,
) -> Answer:
    """Request as a visitor, and as an administrator where there may be more to see."""
    mark = mark_of(address)
    file = mark.encode() * 1000
    body = url_encoded(fields) if kind is URL_ENCODED else in_parts(fields, file, mark)
    for cookie in ("", *([f"; sessionid={sessions.pop()}"] if address.stores else [])):
        cookies = f"{MARKED_COOKIES}; csrftoken={SAFETY}{cookie}"
        headers = MARKED_HEADERS | {"Cookie": cookies} | (kind if verb == "POST" else {})
        answer = server.ask(verb, address.path, body if verb == "POST" else None, headers)
        assert answer.status < 500 or address.path == "/readyz", (address, fields, answer.body)
        # The marks must have reached the view: no earlier check rejected them.
        is_page = GIVEN in answer.headers
        assert is_page or address.path in ("/healthz", "/readyz", "/metrics"), address
        if verb == "POST" and is_page:
            assert int(answer.headers[GIVEN]) >= sum(mark in value for value in fields.values()) > 0
    return answer


def fields_asked(answer: Answer) -> set[str]:
    """The names that a view looked up."""
    return {unquote(name) for name in answer.headers.get(ASKED, "").split(",") if name}


def example_of(address: Address) -> tuple[str, dict[str, Any]]:
    """The sector of a page, and a valid marked request for it."""
    route = next((route for route in SECTORS if f"/{route}/" in address.path), None)
    if route is None:
        return "textile", marked(PORTAL_TSHIRT)
    (view,) = (each.view for each in ROUTES if each.address in API_OF[SECTORS[route]])
    return SECTORS[route], marked(view.operation.examples[0][1])


def send_files(server: Server, address: Address) -> None:
    """Send a file that is too large, announced and in chunks, and one that is cut short."""
    mark = mark_of(address)
    body = in_parts({}, mark.encode() * (FILE_BYTES // len(mark)), mark)
    assert server.ask("POST", address.path, body, IN_PARTS).status == 413
    chunks = b"%x\r\n" % len(body) + body + b"\r\n0\r\n\r\n"
    chunked = IN_PARTS | {"Transfer-Encoding": "chunked"}
    assert server.ask("POST", address.path, chunks, chunked).status == 413
    for length in (
        "Content-Length: 90000",
        f"Content-Length: {len(body)}",
        "Transfer-Encoding: chunked",
    ):
        head = f"POST {address.path} HTTP/1.1\r\nHost: localhost\r\n{length}\r\n"
        head += f"Content-Type: {IN_PARTS['Content-Type']}\r\n\r\n"
        with contextlib.suppress(ConnectionError), connected(server) as connection:
            connection.sendall(head.encode() + chunks[:50_000])


def connected(server: Server) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=30)


def compare_and_download(server: Server) -> None:
    """Compare and download a marked garment with a marked name, and invalid garments."""
    headers = URL_ENCODED | MARKED_HEADERS
    for query, status in ((marked(PORTAL_TSHIRT), 200), ({MARK: DIGITS}, 400)):
        one = urlencode({"query": json.dumps(query), "name": MARK}).encode()
        for page in ("fiche/", "telechargement/csv/", "telechargement/json/"):
            assert server.ask("POST", f"/textile/{page}", one, headers).status == status
        item = {"name": MARK, "sector": "textile", "version": MARK, "query": query}
        several = urlencode({"simulations": json.dumps([item])}).encode()
        for page in ("graphiques/", "telechargement/excel.csv/", "telechargement/json/"):
            answer = server.ask("POST", f"/comparer/{page}", several, headers)
            assert answer.status == 200
            assert MARK in answer.body.decode()
    assert server.ask("POST", "/comparer/graphiques/", MARK.encode(), headers).status == 400


def call_badly(server: Server) -> None:
    """Send what no route accepts, and trigger internal errors."""
    for headers in ({"token": MARK}, {"Authorization": f"Bearer {MARK}"}, {"Authorization": MARK}):
        assert server.ask("POST", SIMULATOR, PORTAL_TSHIRT, headers).status == 200
    assert server.ask("POST", SIMULATOR, f"{{{MARK}".encode()).status == 400
    assert server.ask("POST", SIMULATOR, f"mass={MARK}".encode(), URL_ENCODED).status == 400
    assert server.ask("POST", SIMULATOR, MARK.encode() * 20_000).status == 413
    assert server.ask("POST", f"{SIMULATOR}/{MARK}", {}).status == 404
    for path in (f"/api/{MARK}", f"/{MARK}", f"/versions/{MARK}/api", f"/?q={MARK}"):
        server.ask("GET", path)
    for path in ("/", "/textile/", "/documentation-api/", f"/{MARK}/"):
        server.ask("POST", path, f"mass={MARK}&q={DIGITS}".encode(), URL_ENCODED | MARKED_HEADERS)
    host = server.ask("GET", "/api", headers={"Host": f"{MARK}.example"})
    assert host.status == 400
    fault = server.ask("POST", "/api/fault", {"mass": MARK})
    assert fault.status == 500
    assert fault.headers["X-Request-Id"] in fault.json["error"]["general"]
    assert MARK not in fault.body.decode()
    assert fault.headers["Access-Control-Allow-Origin"] == "*"
    page = server.ask("POST", f"/fault/?q={MARK}", f"mass={MARK}".encode(), URL_ENCODED)
    assert page.status == 500
    assert MARK not in page.body.decode()
    for number in range(len(CLIENT_ERRORS)):
        refused = server.ask("POST", f"/api/refused/{number}?q={MARK}", {"mass": MARK})
        assert refused.status == 400
        assert MARK not in str(refused.json)
        refused = server.ask("POST", f"/refused/{number}/?q={MARK}", MARK.encode(), URL_ENCODED)
        assert refused.status == 400
        assert MARK not in refused.body.decode()
    for raw in (
        f"GET /{MARK} HTTP/9.9\r\n\r\n",
        f"GET / HTTP/1.1\r\nHost: localhost\r\n{MARK} : x\r\n\r\n",
        f"{MARK} / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        f"GET /{MARK * 400} HTTP/1.1\r\nHost: localhost\r\n\r\n",
        f"POST {SIMULATOR} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {MARK}\r\n\r\n",
    ):
        with socket.create_connection(("127.0.0.1", server.port)) as connection:
            connection.sendall(raw.encode())
            connection.recv(65_536)
