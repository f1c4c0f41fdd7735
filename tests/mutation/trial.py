"""Try the mutants whose names are read, each in a fork of one process that has collected the tests.

mutmut collects tests anew for each mutant, which takes longer than most of them. From ``mutants/``,
where mutmut has made the mutants and noted which tests run which functions::

    python -m tests.mutation.trial < names

Results are written where mutmut keeps its own, so that ``tests.mutation.report`` reads both.
"""

import json
import os
import resource
import signal
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

_STATS = Path("mutmut-stats.json")
# As mutmut: no test runs the function.
_UNTESTED = 33
# A loop that never ends is stopped after this much more processor time than its tests take.
_SECONDS, _TIMES = 30, 10


class Trial:
    """A plugin of pytest that runs what it collected once for each mutant, up to a failure."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names
        stats = json.loads(_STATS.read_text(encoding="utf-8"))
        self.tests_of: Mapping[str, list[str]] = stats["tests_by_mangled_function_name"]
        self.durations: Mapping[str, float] = stats["duration_by_test"]

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Take the place of the loop over all tests."""
        items = {item.nodeid: item for item in session.items}
        for name in self.names:
            known = self.tests_of.get(name.rpartition("__mutmut_")[0], [])
            chosen = sorted(set(known) & items.keys(), key=lambda test: self.durations[test])
            end = self._end_of(name, session, [items[test] for test in chosen])
            _keep(name, end)
            print(f"{end:4} {name}", file=sys.__stdout__, flush=True)
        return True

    def _end_of(self, name: str, session: pytest.Session, items: list[pytest.Item]) -> int:
        if not items:
            return _UNTESTED
        child = os.fork()
        if not child:
            seconds = _SECONDS + _TIMES * sum(self.durations[item.nodeid] for item in items)
            resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 1))
            os.environ["MUTANT_UNDER_TEST"] = name
            os._exit(_run(session, items))
        _, status = os.waitpid(child, 0)
        return os.waitstatus_to_exitcode(status)


def _run(session: pytest.Session, items: list[pytest.Item]) -> int:
    """Run tests until one fails: 1 if one did, else 0."""
    session.config.pluginmanager.unregister(name="terminalreporter")
    try:
        for item, following in _pairs(items):
            session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if session.testsfailed or session.shouldfail or session.shouldstop:
                return 1
    except BaseException:  # whatever a mutant makes of the session itself
        return 1
    return 0


def _pairs(items: list[pytest.Item]) -> Iterator[tuple[pytest.Item, pytest.Item | None]]:
    return zip(items, [*items[1:], None], strict=True)


def _keep(name: str, end: int) -> None:
    """Write a result beside the module; ``SIGXCPU`` is what mutmut calls a timeout."""
    function = name.rpartition(".x")[0]
    path = Path(*function.split(".")).with_suffix(".py.meta")
    if not path.exists():
        path = Path(*function.split("."), "__init__.py.meta")
    known = json.loads(path.read_text(encoding="utf-8"))
    known["exit_code_by_key"][name] = end if end >= 0 else -signal.SIGXCPU
    path.write_text(json.dumps(known, indent=4), encoding="utf-8")


def _selection() -> list[str]:
    """The tests that mutants are run against, as mutmut is told."""
    table = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]
    arguments: list[str] = table["pytest_add_cli_args_test_selection"]
    return [*arguments, *table["pytest_add_cli_args"]]


if __name__ == "__main__":
    os.environ["MUTANT_UNDER_TEST"] = ""
    sys.exit(
        pytest.main(
            ["-q", "--rootdir=.", *_selection()],
            plugins=[Trial(sys.stdin.read().split())],
        )
    )
