"""No line of the log for each request: whoever calls would choose how many there are."""

import ast
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
_LEVELS = {"warning", "error", "exception", "critical", "log"}
_LOGGERS = {"logger", "_logger", "logging", "log", "error_log"}
# Each of these is written once for an event that no request causes, or behind ``is_due``.
ALLOWED = {
    # Behind is_due, with the minute of the machine.
    "accounts/access.py": 1,
    "accounts/limits.py": 1,
    # At the start of the server.
    "ecobalyse_site/middleware/rate_limit.py": 1,
    # Once for each file that an operator has put there.
    "scoring/official.py": 2,
}


def sources() -> Iterator[Path]:
    """All that runs while a server serves."""
    for package in ("accounts", "ecobalyse_site", "operation", "scoring"):
        for path in sorted((REPOSITORY / package).rglob("*.py")):
            if "management" not in path.parts and "migrations" not in path.parts:
                yield path


def direct_lines(path: Path) -> int:
    """How many calls write a line of WARNING or above without asking whether it was just said."""
    calls = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))
    return sum(_writes_a_line(call.func) for call in calls)


def _writes_a_line(called: ast.expr) -> bool:
    if not isinstance(called, ast.Attribute) or called.attr not in _LEVELS:
        return False
    owner = called.value
    if called.attr == "exception" and ast.unparse(owner) == "self.log":
        # Gunicorn's, which ``operation.server_logs`` keeps to a line a minute.
        return False
    name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
    return name in _LOGGERS


def test_what_a_request_can_cause_is_said_once_a_minute() -> None:
    found = {str(path.relative_to(REPOSITORY)): direct_lines(path) for path in sources()}
    assert {name: lines for name, lines in found.items() if lines} == ALLOWED
