"""Every example of the guide, typed in an empty folder against a server, gives what it says.

A ``text`` block holds lines of what the example before it prints; a ``console`` block is not run.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from tests.site.commands import manage_served
from tests.site.databases import make_served_database
from tests.site.server import REPOSITORY, Server

GUIDE = REPOSITORY / "docs" / "guide"
PAGES = sorted(path for path in GUIDE.glob("*/*.md"))
# What installs or serves: the walks through the READMEs run it.
_LEFT_OUT = ("make ",)
_ADDRESS = "http://localhost:8000/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A block of a page, and the lines that what it prints must hold."""

    language: str
    code: str
    printed: list[str]


def examples(page: Path) -> list[Example]:
    """The examples of a page, in order."""
    found: list[Example] = []
    for token in MarkdownIt().parse(page.read_text(encoding="utf-8")):
        if token.type != "fence":
            continue
        if token.info in ("sh", "python", "javascript"):
            if not token.content.startswith(_LEFT_OUT):
                found.append(Example(language=token.info, code=token.content, printed=[]))
        elif token.info == "text":
            found[-1].printed.extend(token.content.splitlines())
    return found


def _name(page: Path) -> str:
    return f"{page.parent.name}/{page.stem}"


WITH_EXAMPLES = [page for page in PAGES if examples(page)]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    data = tmp_path_factory.mktemp("instance")
    with Server(data, WEB_CONCURRENCY="1") as started:
        yield started


@pytest.fixture(scope="module")
def token(server: Server) -> str:
    make_served_database(server.data)
    made = manage_served(server.data, "create_token", "vous@exemple.fr")
    assert made.returncode == 0, made.stderr
    return made.stdout.strip()


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command as an installation has it."""
    folder = tmp_path_factory.mktemp("bin")
    command = folder / "ecobalyse"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -P -m ecobalyse "$@"\n', "utf-8")
    command.chmod(0o755)
    return folder


def run(example: Example, folder: Path, environment: dict[str, str], address: str) -> str:
    """What an example prints."""
    code = example.code.replace(_ADDRESS, address)
    if example.language == "sh":
        shell = shutil.which("bash")
        assert shell
        command = [shell, "-euo", "pipefail", "-c", code]
    elif example.language == "python":
        command = [sys.executable, "-c", code]
    else:
        command = [shutil.which("node") or "node", "-e", code]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{code}\n{done.stderr}"
    return done.stdout


@pytest.mark.parametrize("page", WITH_EXAMPLES, ids=_name)
def test_every_example_of_the_guide_gives_what_it_says(
    page: Path, server: Server, token: str, programs: Path, tmp_path: Path
) -> None:
    kept = {key: os.environ[key] for key in ("HOME",) if key in os.environ}
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    library = os.pathsep.join(filter(None, [str(REPOSITORY), os.environ.get("PYTHONPATH")]))
    environment = kept | {"PATH": path, "PYTHONPATH": library, "JETON": token}
    for example in examples(page):
        if example.language == "javascript" and shutil.which("node") is None:
            assert not os.environ.get("CI"), "node is missing"
            continue
        if "completion" in example.code and not _completes():
            continue
        printed = run(example, tmp_path, environment, server.address)
        for line in example.printed:
            assert line in printed, f"{example.code}\n{line}\n{printed[:2000]}"


def _completes() -> bool:
    try:
        import shtab  # noqa: F401, PLC0415 - what the completion needs
    except ImportError:
        assert not os.environ.get("CI"), "shtab is missing: make .venv/dev.stamp"
        return False
    return True


def test_the_guide_says_the_same_in_both_languages() -> None:
    """The same pages, as many headings of each level, the same examples but for their words."""
    names = {path.name for path in (GUIDE / "fr").iterdir()}
    assert names == {path.name for path in (GUIDE / "en").iterdir()}
    for name in names:
        french, english = (GUIDE / language / name for language in ("fr", "en"))
        levels = [
            re.findall(r"^(#+) ", path.read_text(encoding="utf-8"), re.MULTILINE)
            for path in (french, english)
        ]
        assert levels[0] == levels[1], name
        codes = [[example.language for example in examples(path)] for path in (french, english)]
        assert codes[0] == codes[1], name
