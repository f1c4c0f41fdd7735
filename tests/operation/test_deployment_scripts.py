"""What deploy/update.sh and deploy/rollback.sh report is true, even when something goes wrong."""

import fcntl
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.operation.stand_ins import DEPLOY, Site

_GIT = ["git", "-c", "user.name=Nom", "-c", "user.email=nom@exemple.fr"]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def _mute(site: Site) -> str:
    site.fault("mute-1")
    return "ne répond pas « prêt »"


def _broken(site: Site) -> str:
    site.fault("broken")
    return "restart » a échoué"


def _stuck(site: Site) -> str:
    site.fault("stuck")
    return "le service n'est pas celui de cette version"


def _unwritable(site: Site) -> str:
    (site.root / "current").unlink()
    (site.root / "current" / "held").mkdir(parents=True)
    return "n'a pas pu être changé"


@pytest.mark.parametrize("fault", [_mute, _broken, _stuck, _unwritable])
def test_a_rollback_that_does_not_serve_says_so_and_why(
    site: Site, fault: Callable[[Site], str]
) -> None:
    site.install("1", "2")
    reason = fault(site)
    run = site.run("rollback.sh", "1")
    assert run.returncode == 1
    assert "sert." not in run.stdout
    assert "La version 1 ne sert pas" in run.stderr
    assert reason in run.stderr


def test_a_rollback_is_seen_to_serve(site: Site) -> None:
    site.install("1", "2")
    run = site.run("rollback.sh", "1")
    assert (run.returncode, run.stdout) == (0, "La version 1 sert.\n")
    assert site.current == "1"


@pytest.mark.parametrize("fault", [_broken, _unwritable])
def test_an_update_that_cannot_switch_does_not_take_the_former_for_the_new_one(
    site: Site, fault: Callable[[Site], str]
) -> None:
    site.install("1")
    reason = fault(site)
    run = site.update("2")
    assert run.returncode == 1
    assert "La version 2 n'a pas démarré" in run.stderr
    assert reason in run.stderr
    assert "2 sert" not in run.stdout


def test_when_neither_the_new_nor_the_former_one_serves_both_are_said(site: Site) -> None:
    site.install("1")
    site.fault("mute-1")
    site.fault("mute-2")
    run = site.update("2")
    assert run.returncode == 1
    assert "sert de nouveau" not in run.stderr
    assert "1, remise en place, ne sert pas non plus" in run.stderr
    assert site.current == "1"
    assert site.installed == {"1"}


def test_a_version_that_did_not_start_leaves_its_name_free(site: Site) -> None:
    site.install("1")
    site.fault("mute-2")
    failed = site.update("2")
    assert failed.returncode == 1
    assert "1 sert de nouveau." in failed.stderr
    assert site.installed == {"1"}
    (site.directory / "mute-2").unlink()
    site.install("2")


def test_a_first_version_that_did_not_start_stays_to_be_examined_and_is_replaced(
    site: Site,
) -> None:
    site.fault("mute-1")
    failed = site.update("1")
    assert failed.returncode == 1
    assert "1/deploy/manage.sh doctor" in failed.stderr
    assert site.current == "1"
    (site.directory / "mute-1").unlink()
    # It does serve by now.
    assert "et elle sert" in site.update("1").stderr
    (site.directory / "process").write_text("")
    again = site.update("1")
    assert again.returncode == 0, again.stderr
    assert "elle est remplacée" in again.stdout


def test_nobody_switches_while_another_does(site: Site) -> None:
    """Each would undo the other's work, or remove the version that the other serves."""
    site.install("1", "2")
    with (site.root / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for run in (site.run("rollback.sh", "1"), site.update("3")):
            assert run.returncode == 1
            assert "est en cours" in run.stderr
            assert "sert." not in run.stdout
    assert site.current == "2"
    assert site.installed == {"1", "2"}
    assert site.run("rollback.sh", "1").returncode == 0


def test_what_cannot_be_prepared_leaves_nothing_and_says_what_is_in_place(site: Site) -> None:
    site.script(site.source / "deploy/install.sh", "echo 'No space left on device' >&2; exit 1")
    run = site.update("1")
    assert run.returncode == 1
    assert "current mène à : aucune version" in run.stderr
    assert site.installed == set()


def test_an_interrupted_installation_is_not_offered_and_is_done_again(site: Site) -> None:
    site.install("1")
    (site.root / "releases" / "2").mkdir()
    (site.root / "releases" / "2" / ".unfinished").touch()
    rollback = site.run("rollback.sh", "2")
    assert rollback.returncode == 2
    assert "« 2 » n'est pas installée" in rollback.stderr
    assert rollback.stderr.split()[-1] == "1"
    site.install("2")


def test_the_services_account_reads_what_an_administrator_installs(site: Site) -> None:
    former = os.umask(0o077)
    try:
        site.install("1")
    finally:
        os.umask(former)
    for path in (site.root, site.root / "releases", site.root / "releases" / "1"):
        assert path.stat().st_mode & 0o055 == 0o055, path


def test_a_name_in_use_is_refused_with_what_can_be_done(site: Site) -> None:
    site.install("1", "2")
    run = site.update("1")
    assert run.returncode == 1
    assert "déjà installée" in run.stderr
    assert "rollback.sh 1" in run.stderr


def test_changes_that_are_not_committed_are_refused_and_unknown_files_named(site: Site) -> None:
    for words in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message", "Un"]):
        subprocess.run([*_GIT, *words], cwd=site.source, check=True)
    (site.source / "inconnu.txt").touch()
    first = site.update("1")
    assert first.returncode == 0, first.stderr
    assert "inconnu.txt" in first.stdout
    assert not (site.root / "releases" / "1" / "inconnu.txt").exists()

    (site.source / "deploy/manage.sh").write_text("#!/bin/sh\n", encoding="utf-8")
    changed = site.update("2")
    assert changed.returncode == 1
    assert "deploy/manage.sh" in changed.stderr
    assert "git commit" in changed.stderr
    assert site.installed == {"1"}


def test_a_folder_that_git_cannot_read_is_not_installed(site: Site) -> None:
    (site.source / ".git").write_text("gitdir: /nulle/part\n", encoding="utf-8")
    run = site.update("1")
    assert run.returncode == 1
    assert "git ne peut pas lire" in run.stderr


def test_old_versions_go_with_the_copies_made_before_them(site: Site) -> None:
    site.install("1", "2", "3", "4")
    run = site.update("5")
    assert "Version 2 retirée" in run.stdout
    assert site.installed == {"3", "4", "5"}
    assert {path.name for path in site.backups.iterdir()} == {"avant-3", "avant-4", "avant-5"}
    # The previous one is kept, however old it is.
    assert site.run("rollback.sh", "3").returncode == 0
    last = site.update("6", KEEP="01")
    assert last.returncode == 0
    assert site.installed == {"3", "6"}
    assert site.update("7", KEEP="trois").returncode == 2


@pytest.mark.parametrize("script", ["update.sh", "rollback.sh"])
@pytest.mark.parametrize("variable", ["READY", "RESTART", "RUNNING"])
def test_a_missing_program_is_named_before_anything_changes(
    site: Site, script: str, variable: str
) -> None:
    site.install("1")
    words = (str(site.source), "2") if script == "update.sh" else ("1",)
    run = site.run(script, *words, **{variable: "absent-ici --option"})
    assert run.returncode == 1
    assert "absent-ici" in run.stderr
    assert site.installed == {"1"}


def test_only_one_update_at_a_time(site: Site) -> None:
    site.install("1")
    with subprocess.Popen(
        ["flock", str(site.root / "lock"), "-c", "echo held; read -r _"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        run = site.update("2")
        holder.communicate(b"\n")
    assert run.returncode == 1
    assert "est en cours" in run.stderr


@pytest.mark.parametrize(
    ("source", "version", "words"),
    [
        ("absent", "1", "n'est pas un dossier"),
        ("backups", "1", "n'est pas une copie du dépôt"),
        ("source", "../1", "ne peut pas nommer une version"),
    ],
)
def test_what_cannot_be_installed_is_refused(
    site: Site, source: str, version: str, words: str
) -> None:
    run = site.run("update.sh", str(site.directory / source), version)
    assert run.returncode == 2
    assert words in run.stderr


def test_the_administration_script_says_what_is_missing(site: Site, tmp_path: Path) -> None:
    shutil.copy2(DEPLOY / "manage.sh", site.source / "deploy/manage.sh")
    python = site.source / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    site.script(python, "exit 0")
    absent = site.run("manage.sh", "doctor", VARIABLES=str(tmp_path / "absent"))
    assert absent.returncode == 1
    assert "n'existe pas" in absent.stderr
    variables = tmp_path / "variables"
    variables.touch()
    unknown = site.run("manage.sh", "doctor", VARIABLES=str(variables), ACCOUNT="inconnu-ici")
    assert unknown.returncode == 1
    assert "Le compte inconnu-ici n'existe pas" in unknown.stderr
