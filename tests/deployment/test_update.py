"""Install, update, fail to update and roll back, while a client keeps sending requests."""

from pathlib import Path

import pytest

from tests.deployment.releases import Caller, Machine, copy_repository, score

pytestmark = pytest.mark.deployment


def test_no_request_is_lost_by_an_update_a_failed_one_or_a_rollback(tmp_path: Path) -> None:
    source = copy_repository(tmp_path / "source")
    update, rollback = str(source / "deploy/update.sh"), str(source / "deploy/rollback.sh")
    with Machine(tmp_path) as machine:
        # A version that fails before the switch leaves nothing behind, and can be tried again.
        good = machine.variables.read_text(encoding="utf-8")
        machine.variables.write_text(f"{good}DATABASE_URL=illisible\n", encoding="utf-8")
        zeroth = machine.run(update, str(source), "1")
        assert zeroth.returncode != 0
        assert "la variable DATABASE_URL" in zeroth.stderr
        assert "n'a pas pu être préparée" in zeroth.stderr
        machine.variables.write_text(good, encoding="utf-8")
        assert machine.run(update, str(source), "../1").returncode == 2

        first = machine.run(update, str(source), "1")
        assert first.returncode == 0, first.stderr
        assert machine.serving == "1"
        assert score(machine.socket)[0] == 200

        again = machine.run(update, str(source), "1")
        assert again.returncode == 1
        assert "déjà installée" in again.stderr

        with Caller(machine).calling() as caller:
            second = machine.run(update, str(source), "2")
            assert second.returncode == 0, second.stderr
            assert machine.serving == "2"
            assert (machine.data / "backups" / "avant-2").stat().st_size > 0

            # This one installs correctly, but cannot serve.
            wsgi = source / "ecobalyse_site" / "wsgi.py"
            wsgi.write_text(wsgi.read_text("utf-8") + "\nraise SystemExit(1)\n", encoding="utf-8")
            third = machine.run(update, str(source), "3")
            assert third.returncode == 1
            assert "2 sert de nouveau" in third.stderr
            assert machine.serving == "2"

            back = machine.run(rollback, "1")
            assert back.returncode == 0, back.stderr
            assert machine.serving == "1"
            unknown = machine.run(rollback, "9")
            assert unknown.returncode == 2
            # The failed one is gone, and its name is free.
            assert unknown.stderr.split()[-2:] == ["1", "2"]
        assert caller.failures == []
        assert caller.answers > 50


def test_a_copy_that_was_not_installed_says_which_one_to_use(tmp_path: Path) -> None:
    source = copy_repository(tmp_path / "source")
    with Machine(tmp_path) as machine:
        run = machine.run(str(source / "deploy/manage.sh"), "doctor")
    assert run.returncode == 1
    assert "/current/deploy/manage.sh" in run.stderr
