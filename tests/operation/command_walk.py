"""Runs many command lines of ``manage.py`` in one process, and reports those that raise."""

import contextlib
import io
import json
import os
import sys
import traceback
from pathlib import Path
from typing import NoReturn

import manage


def walk(lines: Path) -> None:
    """Run a JSON list of argument lists; write what each raised, other than a normal exit."""
    os.execv = _served  # type: ignore[assignment]
    faults = []
    for words in json.loads(lines.read_bytes()):
        output = io.StringIO()
        sys.argv = ["manage.py", *words]
        try:
            with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
                manage.main()
        except SystemExit as end:
            output.write(str(end.code))
        except BaseException:
            faults.append([words, traceback.format_exc()])
            continue
        if "Traceback" in output.getvalue():
            faults.append([words, output.getvalue()])
    json.dump(faults, sys.stdout)


def _served(path: str, words: list[str]) -> NoReturn:
    """Stands in for starting the server."""
    raise SystemExit(0)
