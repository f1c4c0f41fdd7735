"""Try the mutants whose names are read, each in a fork of one process that has collected the tests.

mutmut collects tests anew for each mutant, which takes longer than most of them. A mutant of what
runs when modules are imported, such as the definitions of fields, is tried in a process of its own,
since it takes no effect in a fork. From ``mutants/``, where mutmut has made the mutants and noted
which tests run which functions::

    python -m tests.mutation.trial < names

Results are written where mutmut keeps its own, so that ``tests.mutation.report`` reads both.
"""

import json
import os
import resource
import signal
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from mutmut.state import state

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
        imported = frozenset(state()._stats)
        for name in self.names:
            function = name.rpartition("__mutmut_")[0]
            known = set(self.tests_of.get(function, [])) & items.keys()
            chosen = sorted(known, key=lambda test: self.durations[test])
            if function in imported:
                end = _anew(name, chosen or list(items))
            else:
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


def _anew(name: str, tests: Iterable[str]) -> int:
    """Try a mutant of what runs when modules are imported: 1 if a test fails or cannot be read."""
    files = dict.fromkeys(test.partition("::")[0] for test in tests)
    command = [sys.executable, "-m", "pytest", "-x", "-q", "--rootdir=.", *files, *_selection()[1]]
    done = subprocess.run(
        command, env=os.environ | {"MUTANT_UNDER_TEST": name}, capture_output=True, check=False
    )
    return int(done.returncode != 0)


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


def _selection() -> tuple[list[str], list[str]]:
    """The tests that mutants are run against, and the options, as mutmut is told."""
    table = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]
    tests: list[str] = table["pytest_add_cli_args_test_selection"]
    left_out = [argument for argument in tests if argument.startswith("--")]
    return tests, [*left_out, *table["pytest_add_cli_args"]]


if __name__ == "__main__":
    # While tests are collected, modules say which of their functions run.
    os.environ["MUTANT_UNDER_TEST"] = "stats"
    SELECTED, OPTIONS = _selection()
    TRIAL = Trial(sys.stdin.read().split())
    sys.exit(pytest.main(["-q", "--rootdir=.", *SELECTED, *OPTIONS], plugins=[TRIAL]))
