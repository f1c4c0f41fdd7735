"""nginx and Caddy with the files of deploy/, in front of a real instance."""

import http.client
import json
import os
import re
import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.conformance.test_textile import PORTAL_TSHIRT
from tests.operation.services import program
from tests.site.ports import free_port
from tests.site.server import SpawnedServer

pytestmark = pytest.mark.deployment
DEPLOY = Path(__file__).parents[2] / "deploy"
PATH = "/api/textile/simulator"
MARK = "marque-confidentielle"
BODY = json.dumps(PORTAL_TSHIRT).encode()
BATCH = f"{PATH}/batch"
MANY = json.dumps([PORTAL_TSHIRT | {"id": MARK}] * 5000).encode()
SLOW_CLIENTS = 24
_TRIES = 200


@contextmanager
def running(words: list[str], port: int, **variables: str) -> Iterator[None]:
    with subprocess.Popen(
        words, env=os.environ | variables, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        try:
            for _ in range(_TRIES):
                if process.poll() is not None:
                    break
                with socket.socket() as probe:
                    probe.settimeout(1)
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                try:
                    process.wait(0.05)
                except subprocess.TimeoutExpired:
                    continue
            assert process.poll() is None, process.stderr and process.stderr.read().decode()
            yield
        finally:
            process.terminate()


def ask(
    connection: http.client.HTTPConnection,
    path: str = PATH,
    body: bytes | None = None,
    **headers: str,
) -> tuple[int, http.client.HTTPMessage, bytes]:
    """One request: status, headers, body of the answer."""
    with closing(connection):
        method = "GET" if body is None else "POST"
        connection.request(method, path, body, {"Content-Type": "application/json"} | headers)
        response = connection.getresponse()
        return response.status, response.headers, response.read()


def counts_as_one(
    connect: Callable[[], http.client.HTTPConnection], headers: dict[str, str]
) -> bool:
    """Whether an address made up by a client changes nothing; the minute may end once meanwhile."""
    for _ in range(2):
        _, first, _ = ask(connect(), PATH, BODY, **headers)
        _, second, _ = ask(connect(), PATH, BODY, **headers, **{"X-Forwarded-For": "203.0.113.7"})
        if int(second["X-RateLimit-Remaining"]) < int(first["X-RateLimit-Remaining"]):
            return True
    return False


def takes_batches(
    connect: Callable[[], http.client.HTTPConnection], headers: dict[str, str]
) -> None:
    """Only these routes accept a large body; one that is too large is rejected in JSON."""
    for path in (BATCH, f"/versions/v7.0.0{BATCH}/"):
        status, _, answer = ask(connect(), path, MANY, **headers)
        assert status == 200
        found = json.loads(answer)
        assert {item["impacts"]["ecs"] for item in found} == {1754.6384371121455}
        assert len(found) == 5000
    table = [{"line": number, "text": BODY.decode()} for number in range(4000)]
    sent = json.dumps({"rows": table}).encode()
    for path in ("/catalogue/calcul/", "/versions/v7.0.0/catalogue/calcul/"):
        status, _, answer = ask(connect(), path, sent, **headers)
        assert status == 200
        assert answer.count(b"1754.6384371121455") >= 4000
    for length in (20 * 1024 * 1024 + 1, 24 * 1024 * 1024):
        with closing(connect()) as connection:
            # Caddy disconnects clients that send all of it anyway.
            connection.putrequest("POST", BATCH, skip_host="Host" in headers)
            sent = {"Content-Type": "application/json", "Content-Length": str(length)}
            for name, value in (sent | headers).items():
                connection.putheader(name, value)
            connection.endheaders()
            response = connection.getresponse()
            assert response.status == 413
            assert "general" in json.loads(response.read())["error"]


def occupy(port: int) -> list[socket.socket]:
    """Clients that start a request and do not finish it."""
    begun = b"POST /api/textile/simulator HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n"
    clients = []
    for number in range(SLOW_CLIENTS):
        client = socket.create_connection(("127.0.0.1", port))
        client.sendall(begun + (b"\r\n{" if number % 2 else b""))
        clients.append(client)
    return clients


def test_nginx_speaks_https_buffers_and_logs_nothing(tmp_path: Path) -> None:
    nginx = program("nginx")
    http_port, https_port, own_port = free_port(), free_port(), free_port()
    behind = {"HTTPS": "True", "TRUSTED_PROXIES": "1", "METRICS_ADDRESSES": "127.0.0.1"}
    with SpawnedServer(tmp_path, WEB_CONCURRENCY="1", LOG_LEVEL="INFO", **behind) as server:
        subprocess.run(
            "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost "
            f"-keyout {tmp_path}/key.pem -out {tmp_path}/cert.pem".split(),
            check=True,
            capture_output=True,
        )
        site = (DEPLOY / "nginx/cout-environnemental.conf").read_text(encoding="utf-8")
        for old, new in (
            (r"listen \[::\]:\d+.*;", ""),
            (r"listen 80;", f"listen 127.0.0.1:{http_port};"),
            (r"listen 443 ", f"listen 127.0.0.1:{https_port} "),
            (r"127\.0\.0\.1:9180", f"127.0.0.1:{own_port}"),
            (r"unix:\S+;", f"127.0.0.1:{server.port};"),
            (r"impact\.exemple\.fr;", "localhost;"),
            (r"ssl_certificate \S+;", f"ssl_certificate {tmp_path}/cert.pem;"),
            (r"ssl_certificate_key \S+;", f"ssl_certificate_key {tmp_path}/key.pem;"),
            (r"/var/log/nginx/\S+", f"{tmp_path}/access.log"),
        ):
            site, count = re.subn(old, new, site)
            assert count, old
        (tmp_path / "site.conf").write_text(site, encoding="utf-8")
        (tmp_path / "nginx.conf").write_text(
            f"pid {tmp_path}/nginx.pid; daemon off; error_log {tmp_path}/error.log;\n"
            f"{'user root;' if os.getuid() == 0 else ''} events {{}}\n"
            f"http {{ client_body_temp_path {tmp_path}/body; proxy_temp_path {tmp_path}/proxy;\n"
            f"include {tmp_path}/site.conf; }}\n",
            encoding="utf-8",
        )
        context = ssl.create_default_context(cafile=str(tmp_path / "cert.pem"))
        context.check_hostname = False

        def connect() -> http.client.HTTPSConnection:
            return http.client.HTTPSConnection("localhost", https_port, context=context, timeout=60)

        with running([nginx, "-c", f"{tmp_path}/nginx.conf"], https_port):
            status, headers, answer = ask(connect(), f"{PATH}?{MARK}", BODY)
            assert status == 200
            found = json.loads(answer)
            assert found["impacts"]["ecs"] == 1754.6384371121455
            assert found["webUrl"].startswith("https://localhost/")
            assert headers["Strict-Transport-Security"].startswith("max-age=31536000")
            assert counts_as_one(connect, {})
            plain = http.client.HTTPConnection("localhost", http_port, timeout=60)
            status, headers, _ = ask(plain, "/textile/")
            assert (status, headers["Location"]) == (308, "https://impact.exemple.fr/textile/")
            for path in ("/metrics", "/readyz"):
                assert ask(connect(), path)[0] == 404
            own = http.client.HTTPConnection("127.0.0.1", own_port, timeout=60)
            for path, expected in (("/metrics", 200), ("/readyz", 200), ("/textile/", 404)):
                assert ask(own, path)[0] == expected
            for size in (150_000, 400_000):
                status, headers, answer = ask(connect(), PATH, b" " * size)
                assert status == 413
                assert headers["Content-Type"].startswith("application/json")
                assert "102400" in json.loads(answer)["error"]["general"]
                assert headers["Access-Control-Allow-Origin"] == "*"
            for line, refusal in (
                (b"GET /" + b"a" * 9000 + b" HTTP/1.1", b"414"),
                (MARK.encode(), b"400"),
                (b"GET /api HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 9000, b"400"),
            ):
                with (
                    socket.create_connection(("127.0.0.1", https_port), timeout=60) as plain_end,
                    context.wrap_socket(plain_end) as end,
                ):
                    end.sendall(line + b"\r\n\r\n")
                    received = b""
                    while block := end.recv(65_536):
                        received += block
                assert received.split()[1] == refusal
                assert b"Content-Type: application/json" in received
                assert (
                    "mal formée"
                    in json.loads(received.partition(b"\r\n\r\n")[2])["error"]["general"]
                )
            takes_batches(connect, {})
            slow = occupy(http_port) + occupy(https_port)
            assert ask(connect(), PATH, BODY)[0] == 200
            for client in slow:
                client.close()
            assert not any((tmp_path / "body").rglob("*/*"))
        server.process.terminate()
        server.process.wait(30)
    for log in ("access.log", "error.log", "server.log"):
        text = (tmp_path / log).read_text(encoding="utf-8")
        assert MARK not in text
        assert "127.0.0.1" not in text, log
        assert "simulator" not in text or log == "server.log"


def test_caddy_buffers_and_hides_what_is_the_operators(tmp_path: Path) -> None:
    caddy = program("caddy")
    port = free_port()
    text = (DEPLOY / "caddy/Caddyfile").read_text(encoding="utf-8")
    version = subprocess.run([caddy, "version"], capture_output=True, text=True, check=True).stdout
    if re.match(r"v?2\.[0-6]\.", version):
        # Debian's version is older than the option's current name.
        text, count = re.subn(
            r"request_buffers (\S+)", r"buffer_requests\n\t\tmax_buffer_size \1", text
        )
        assert count == 1
    (tmp_path / "Caddyfile").write_text(text, encoding="utf-8")
    own_port = free_port()
    behind = {"TRUSTED_PROXIES": "1", "METRICS_ADDRESSES": "127.0.0.1"}
    with SpawnedServer(tmp_path, WEB_CONCURRENCY="1", **behind) as server:
        words = [caddy, "run", "--config", f"{tmp_path}/Caddyfile", "--adapter", "caddyfile"]
        home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
        home["OPERATION_PORT"] = str(own_port)
        site = {"DOMAIN": f"http://localhost:{port}", "UPSTREAM": f"127.0.0.1:{server.port}"}

        def connect() -> http.client.HTTPConnection:
            return http.client.HTTPConnection("127.0.0.1", port, timeout=60)

        local = {"Host": f"localhost:{port}"}
        with running(words, port, **home, **site):
            status, _, answer = ask(connect(), PATH, BODY, **local)
            assert (status, json.loads(answer)["impacts"]["ecs"]) == (200, 1754.6384371121455)
            assert counts_as_one(connect, local)
            for path in ("/metrics", "/readyz"):
                assert ask(connect(), path, **local)[0] == 404
            own = http.client.HTTPConnection("127.0.0.1", own_port, timeout=60)
            assert ask(own, "/metrics")[0] == 200
            assert ask(own, "/textile/")[0] == 404
            for size in (150_000, 400_000):
                status, headers, answer = ask(connect(), PATH, b" " * size, **local)
                assert status == 413
                assert headers.get_all("Content-Type") == ["application/json"]
                assert headers.get_all("Access-Control-Allow-Origin") == ["*"]
                assert "general" in json.loads(answer)["error"]
            takes_batches(connect, local)
            slow = occupy(port)
            assert ask(connect(), PATH, BODY, **local)[0] == 200
            for client in slow:
                client.close()
