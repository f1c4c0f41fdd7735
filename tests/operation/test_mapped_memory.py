"""Pages of a server call deep, and yet map no memory for each of their calls."""

import urllib.parse
from pathlib import Path

from benchmarks.processes import workers
from tests.site.server import Server

TIMES = 10
FORM = {"product": "tshirt", "mass": "0,17", "material-0-id": "ei-coton", "material-0-share": "100"}
# A third of what the page of the simulator took when its calls had no room.
MOST = 150


def mapped(server: Server) -> int:
    """The pages of memory that the only worker has been given."""
    (worker,) = workers(server)
    fields = Path(f"/proc/{worker}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return int(fields[7])


def test_pages_map_no_memory_for_each_call(tmp_path: Path) -> None:
    form = urllib.parse.urlencode(FORM).encode()
    typed = {"Content-Type": "application/x-www-form-urlencoded"}
    with Server(tmp_path, WEB_CONCURRENCY="1") as server:
        # In the loop, then in a thread.
        for verb, body, headers in (("GET", None, {}), ("POST", form, typed)):
            found = []
            for _ in range(TIMES):
                before = mapped(server)
                assert server.ask(verb, "/textile/", body, headers).status == 200
                found.append(mapped(server) - before)
            # The first ones fill caches.
            assert min(found) < MOST, (verb, found)
