"""Backing up and restoring the accounts, on SQLite and on PostgreSQL."""

import os
import sqlite3
import stat
import subprocess
from pathlib import Path

import pytest

from tests.operation.services import new_database, program
from tests.operation.test_faults import granted
from tests.site.commands import manage
from tests.site.databases import make_database
from tests.site.server import Server

CREATE = (
    "from django.contrib.auth import get_user_model as m; m().objects.create_user('{}@eco.example')"
)
LIST = (
    "from django.contrib.auth import get_user_model as m; "
    "print(*sorted(m().objects.values_list('email', flat=True)))"
)

# What is refused of files to put back.
REFUSED = """
from django.core.management import CommandError, call_command
refused = []
for place in {}:
    try:
        call_command("restore_accounts", place, replace=True)
    except CommandError:
        refused.append(place)
print(refused)
"""


class Instance:
    """An instance's commands."""

    def __init__(self, data: Path, **variables: str) -> None:
        self.data = data
        self.variables = variables
        make_database(data, **variables)

    def run(self, *arguments: str) -> str:
        run = manage(*arguments, data=self.data, **self.variables)
        assert run.returncode == 0, run.stderr
        return run.stdout.strip()

    def refusal(self, *arguments: str) -> str:
        run = manage(*arguments, data=self.data, **self.variables)
        assert run.returncode != 0
        assert "Traceback" not in run.stderr
        return run.stderr

    def add(self, name: str) -> None:
        self.run("shell", "--no-imports", "-c", CREATE.format(name))

    @property
    def accounts(self) -> str:
        return self.run("shell", "--no-imports", "-c", LIST)


@pytest.fixture(params=["sqlite", "postgresql"])
def instance(request: pytest.FixtureRequest, tmp_path: Path) -> Instance:
    if request.param == "sqlite":
        return Instance(tmp_path)
    program("pg_dump")
    return Instance(tmp_path, DATABASE_URL=new_database())


def test_accounts_lost_since_the_copy_come_back(instance: Instance, tmp_path: Path) -> None:
    copy = tmp_path / "comptes.copie"
    instance.add("avant")
    instance.run("backup_accounts", str(copy))
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.glob(".comptes*")] == []
    instance.add("après")
    assert "1 compte" not in instance.refusal("restore_accounts", str(copy))
    assert instance.accounts == "après@eco.example avant@eco.example"
    assert "1 compte(s)" in instance.run("restore_accounts", "--replace", str(copy))
    assert instance.accounts == "avant@eco.example"


def test_a_file_that_is_no_copy_is_refused_and_nothing_changes(
    instance: Instance, tmp_path: Path
) -> None:
    instance.add("avant")
    contents = (b"", b"autre chose", b"SQLite format 3\0" + b"x" * 4000, b"PGDMP" + b"x" * 99)
    wrong = [tmp_path / str(number) for number in range(len(contents))]
    for path, content in zip(wrong, contents, strict=True):
        path.write_bytes(content)
    instance.refusal("restore_accounts", "--replace", str(wrong[-1]))
    places = [str(path) for path in (*wrong, tmp_path / "absent")]
    assert instance.run("shell", "--no-imports", "-c", REFUSED.format(places)) == str(places)
    assert instance.accounts == "avant@eco.example"


def test_a_copy_goes_to_an_empty_instance(tmp_path: Path) -> None:
    old = Instance(tmp_path / "old")
    old.add("ancien")
    copy = tmp_path / "copie"
    old.run("backup_accounts", str(copy))
    run = manage("restore_accounts", str(copy), data=tmp_path / "new")
    assert run.returncode == 0, run.stderr
    assert "1 compte(s) remis en place" in run.stdout


def test_nothing_is_written_next_to_a_copy_that_is_put_back(tmp_path: Path) -> None:
    instance = Instance(tmp_path / "instance")
    instance.add("ancien")
    elsewhere = tmp_path / "copies"
    elsewhere.mkdir()
    copy = elsewhere / "copie"
    instance.run("backup_accounts", str(copy))
    content = copy.read_bytes()
    copy.chmod(0o444)
    elsewhere.chmod(0o555)
    try:
        if os.getuid() == 0:
            # Nobody can write there, not even an administrator.
            subprocess.run(["mount", "--bind", "-o", "ro", elsewhere, elsewhere], check=False)
        assert "1 compte(s)" in instance.run("restore_accounts", "--replace", str(copy))
    finally:
        subprocess.run(["umount", elsewhere], check=False, capture_output=True)
        elsewhere.chmod(0o755)
    assert [path.name for path in elsewhere.iterdir()] == ["copie"]
    assert copy.read_bytes() == content


def test_a_copy_from_a_newer_version_is_refused(tmp_path: Path) -> None:
    instance = Instance(tmp_path)
    copy = tmp_path / "copie"
    instance.run("backup_accounts", str(copy))
    with sqlite3.connect(copy) as connection:
        connection.execute(
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('accounts', '9999_future', '2030-01-01')"
        )
    connection.close()
    assert "plus récente" in instance.refusal("restore_accounts", str(copy))


def test_a_damaged_database_does_not_take_the_place_of_a_good_copy(tmp_path: Path) -> None:
    instance = Instance(tmp_path / "data")
    instance.add("ada")
    copy = tmp_path / "copy"
    instance.run("backup_accounts", str(copy))
    good = copy.read_bytes()
    database = tmp_path / "data" / "db.sqlite3"
    whole = database.read_bytes()
    database.write_bytes(whole[:12_288] + b"\xff" * 81_920 + whole[94_208:])
    refusal = instance.refusal("backup_accounts", str(copy))
    assert "la base est abîmée" in refusal
    assert len(refusal.strip().splitlines()) == 1
    assert copy.read_bytes() == good
    assert {path.name for path in tmp_path.iterdir()} == {"copy", "data"}
    # The existing copy restores it.
    instance.run("restore_accounts", "--replace", str(copy))
    assert instance.accounts == "ada@eco.example"


def test_a_copy_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    instance = Instance(tmp_path)
    assert "absent" in instance.refusal("backup_accounts", str(tmp_path / "absent" / "copie"))


def test_a_serving_instance_is_copied_and_put_back(tmp_path: Path) -> None:
    instance = Instance(tmp_path)
    copy = tmp_path / "copie"
    old = instance.run("create_token", "avant@eco.example").split()[-1]
    with Server(tmp_path, WEB_CONCURRENCY="2") as server:
        # Several calls, so that each worker opens the database.
        assert all(granted(server, old) for _ in range(6))
        instance.run("backup_accounts", str(copy))
        new = instance.run("create_token", "ensuite@eco.example").split()[-1]
        assert all(granted(server, new) for _ in range(6))
        instance.run("restore_accounts", "--replace", str(copy))
        assert not any(granted(server, new) for _ in range(6))
        assert all(granted(server, old) for _ in range(6))
