"""No request can cause an unlimited number of log lines."""

import ast
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
_LEVELS = {"warning", "error", "exception", "critical", "log"}
_LOGGERS = {"logger", "_logger", "logging", "log", "error_log"}
# Lines that no request causes, by module: when the server starts or reloads, and once for each
# file installed by the operator.
ALLOWED = {
    "ecobalyse_site/middleware/rate_limit.py": 1,
    "scoring/answers/imported.py": 2,
    "scoring/methods.py": 2,
}


def sources() -> Iterator[Path]:
    """The modules that run in a server."""
    for package in ("accounts", "ecobalyse", "ecobalyse_site", "operation", "scoring"):
        for path in sorted((REPOSITORY / package).rglob("*.py")):
            if "management" not in path.parts and "migrations" not in path.parts:
                yield path


def direct_lines(node: ast.AST) -> int:
    """The number of calls that log at WARNING or above without throttling."""
    if isinstance(node, ast.If) and "is_due" in ast.unparse(node.test):
        return sum(map(direct_lines, node.orelse))
    found = isinstance(node, ast.Call) and _writes_a_line(node.func)
    return found + sum(map(direct_lines, ast.iter_child_nodes(node)))


def _writes_a_line(called: ast.expr) -> bool:
    if not isinstance(called, ast.Attribute) or called.attr not in _LEVELS:
        return False
    owner = called.value
    if called.attr == "exception" and ast.unparse(owner) == "self.log":
        # Gunicorn's own, which ``operation.server_logs`` throttles to one line a minute.
        return False
    name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
    return name in _LOGGERS


def test_what_a_request_can_cause_is_said_once_a_minute() -> None:
    found = {
        str(path.relative_to(REPOSITORY)): direct_lines(ast.parse(path.read_text(encoding="utf-8")))
        for path in sources()
    }
    assert {name: lines for name, lines in found.items() if lines} == ALLOWED
