"""Every command, given every kind of wrong argument, prints a sentence, never a traceback."""

import json
import os
import shutil
import subprocess
import sys
from argparse import Action
from pathlib import Path
from typing import Any

import pytest
from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand

from tests.installation.source import made_up_source, write_profile, write_source
from tests.operation.services import new_database
from tests.site.commands import manage
from tests.site.databases import make_database
from tests.site.ports import free_port
from tests.site.server import REPOSITORY

OURS = ("accounts", "operation", "scoring")
TEXTS = (
    *("", " ", "x", "-1", "0", "9" * 400, "é\u202e\n", "../..", "a@b", "%s{}", "\x01"),
    *("9999-12-31", "0001-01-01", "v9.9.9", "99999d"),
)


def our_commands() -> list[tuple[str, BaseCommand]]:
    return [
        (name, load_command_class(app, name))
        for name, app in sorted(get_commands().items())
        if app in OURS
    ]


def own_arguments(name: str, command: BaseCommand) -> list[Action]:
    """The arguments that a command adds to the common ones."""
    common = {action.dest for action in BaseCommand().create_parser("manage.py", name)._actions}
    actions = command.create_parser("manage.py", name)._actions
    return [one for one in actions if one.dest not in common or one.dest == "version"]


def files_of_every_kind(place: Path) -> list[Path]:
    """Paths that no command expects."""
    contents = {
        "empty": b"",
        "binary": b"\xff\xfe\x00\x01",
        "broken.json": b"{",
        "deep.json": b"[" * 100_000,
        "number.json": b"5",
        "digits.json": b"[" + b"9" * 5000 + b"]",
        "shapes.json": b'[1, null, [], {"id": 5}, {"id": "x", "impacts": 5}, {"name": {}}]',
        "broken.toml": b"a = [",
        "shapes.toml": b"sources = [5]\nroles = 3\nsectors = 5\nstatus = []",
        "tables.toml": b"[sources]\na = 1\n[[roles]]\nx = 1",
        "sqlite": b"SQLite format 3\0" + b"x" * 4000,
    }
    for name, content in contents.items():
        (place / name).write_bytes(content)
    (place / "directory").mkdir()
    return [
        *(place / name for name in contents),
        place / "directory",
        place / "absent",
        place / "absent" / "absent",
        place / "empty" / "below-a-file",
        Path("/dev/null"),
        Path("/proc/self/nothing"),
        Path(),
    ]


def sound_values(place: Path) -> dict[str, str]:
    """For each argument of any command, a value that gets as far as possible."""
    source = write_source(place / "source", made_up_source())
    profile = write_profile(place / "profile.toml")
    return {
        "email": "ada@example.org",
        "site": "https://eco.example",
        "label": "Caisse",
        "expires_on": "2999-12-31",
        "older_than": "365d",
        "fichier": str(place / "copy"),
        "send_test": "ada@example.org",
        "host": "127.0.0.1",
        "port": str(free_port()),
        "file": str(place / "shapes.json"),
        "source": str(source),
        "version": "v7.5.0",
        "profile": str(profile),
        "write_profile": str(place / "written.toml"),
        "destination": str(place / "destination"),
        "measured_on": str(place / "shapes.json"),
        "overrides": str(place / "number.json"),
        "output": str(place / "template.csv"),
        "accept": "6a2da9ff-9120-4a47-91ad-a8e72be45f4a",
    }


def command_lines(place: Path) -> list[list[str]]:
    """Each command with one of its arguments wrong, and the others valid."""
    wrong_files = [str(path) for path in files_of_every_kind(place)]
    sound = sound_values(place)
    lines = []
    for name, command in our_commands():
        lines.append([name])
        actions = own_arguments(name, command)
        for varied in actions:
            if varied.nargs == 0:
                values = [""]
            else:
                values = wrong_files if varied.type is Path else [*TEXTS, "\udcff"]
            for value in values:
                words = [name]
                for action in actions:
                    if action.nargs == 0:
                        # A switch only changes what the other arguments mean.
                        words += [action.option_strings[0]] if action is varied else []
                    elif action.option_strings:
                        given = value if action is varied else sound[action.dest]
                        words.append(f"{action.option_strings[-1]}={given}")
                    else:
                        words.append(value if action is varied else sound[action.dest])
                lines.append(words)
    return lines


def walk(lines: list[list[str]], place: Path, data: Path) -> Any:
    """What goes wrong in a process that runs all of them."""
    given = place / "lines"
    given.write_text(json.dumps(lines), encoding="utf-8")
    code = (
        "from pathlib import Path; from tests.operation.command_walk import walk; "
        f"walk(Path({str(given)!r}))"
    )
    run = manage("shell", "--no-imports", "-c", code, data=data)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def test_every_wrong_argument_is_a_sentence(tmp_path: Path) -> None:
    data = tmp_path / "data"
    place = tmp_path / "files"
    place.mkdir()
    make_database(data)
    lines = command_lines(place)
    assert len(lines) > 150
    faults = walk(lines, place, data)
    assert faults == [], "\n\n".join(f"{words}\n{text}" for words, text in faults[:3])
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize("state", ["no tables", "no database", "damaged", "half damaged"])
def test_every_command_bears_any_state_of_the_database(tmp_path: Path, state: str) -> None:
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    place = tmp_path / "files"
    place.mkdir()
    database = data / "db.sqlite3"
    if state == "damaged":
        database.write_bytes(b"this is no database at all" * 99)
    elif state == "half damaged":
        make_database(data)
        whole = database.read_bytes()
        database.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 8192) + whole[-4096:])
    elif state == "no tables":
        database.touch()
    lines = [line for line in command_lines(place) if line[1:]]
    # The first command line of each varies a value that matters less than the state.
    lines = list({line[0]: line for line in reversed(lines)}.values())
    lines += [["migrate", "--verbosity", "0"], ["migrate", "--check"], ["check"]]
    faults = walk(lines, place, data)
    assert faults == [], "\n\n".join(f"{words}\n{text}" for words, text in faults[:3])


def test_a_postgresql_without_tables_is_a_sentence(tmp_path: Path) -> None:
    run = manage("create_token", "a@b.fr", data=tmp_path, DATABASE_URL=new_database())
    assert run.returncode == 1
    assert "manage.py migrate" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_copy_replaces_files_only(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    make_database(tmp_path / "data")
    run = manage("backup_accounts", str(pipe), data=tmp_path / "data")
    assert "n'est pas un fichier ordinaire" in run.stderr
    assert pipe.is_fifo()


def test_a_copy_into_a_folder_of_another_account_is_a_sentence(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    make_database(tmp_path / "data")
    words = [sys.executable, "manage.py", "backup_accounts", str(closed / "copy")]
    if os.getuid() == 0:
        setpriv = shutil.which("setpriv")
        if setpriv is None:
            pytest.skip("setpriv is not installed, and root may write anywhere")
        os.chown(closed, 65_534, 65_534)
        words = [setpriv, "--bounding-set=-dac_override,-dac_read_search", *words]
    else:
        closed.chmod(0)
    run = subprocess.run(
        words,
        cwd=REPOSITORY,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path / "data")},
        capture_output=True,
        text=True,
        check=False,
    )
    closed.chmod(0o700)
    assert run.returncode == 1
    assert run.stderr.startswith("CommandError: impossible d'écrire")
    assert len(run.stderr.strip().splitlines()) == 1


def test_a_copy_of_no_database_is_refused(tmp_path: Path) -> None:
    run = manage("backup_accounts", str(tmp_path / "copy"), data=tmp_path / "data")
    assert run.returncode == 1
    assert "la base n'a pas pu être copiée" in run.stderr
    assert not (tmp_path / "copy").exists()


def test_a_terminal_without_our_letters_gets_them_spelt(tmp_path: Path) -> None:
    run = manage("doctor", data=tmp_path, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert "Traceback" not in run.stderr
    assert "v\\xe9rifications" in run.stdout
