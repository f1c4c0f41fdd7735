"""Settings that would put data at risk are rejected in one sentence, however one starts."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.site.commands import REPOSITORY, manage

UNSAFE = [
    ({"DEBUG": "True", "ALLOWED_HOSTS": "eco.example"}, "DEBUG"),
    ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
    ({"HTTPS": "True", "ALLOWED_HOSTS": "eco.example"}, "TRUSTED_PROXIES=1"),
    ({"SECRET_KEY": "court"}, "SECRET_KEY"),
    ({"SECRET_KEY": "changez-moi-" + "x7Kq2" * 20}, "SECRET_KEY"),
    ({"SECRET_KEY": "ab" * 40}, "SECRET_KEY"),
    ({"DATABASE_URL": "sqlite:///:memory:"}, "DATABASE_URL"),
    (
        {
            "EMAIL_URL": "smtp://mail.example",
            "EMAIL_FROM": "a@b.fr",
            "ALLOWED_HOSTS": ".eco.example",
        },
        "SITE_URL=https://eco.example",
    ),
]


@pytest.mark.parametrize(("variables", "named"), UNSAFE, ids=str)
def test_serving_is_refused_with_one_sentence(
    tmp_path: Path, variables: dict[str, str], named: str
) -> None:
    run = manage("serve", data=tmp_path, **variables)
    assert run.returncode != 0
    assert run.stdout == ""
    assert "Configuration refusée" in run.stderr
    assert named in run.stderr
    assert len(run.stderr.strip().splitlines()) == 1


def test_gunicorn_started_directly_is_refused_too(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", "import ecobalyse_site.wsgi"],
        cwd=REPOSITORY,
        env=os.environ | {"DATA_DIR": str(tmp_path), "ALLOWED_HOSTS": "*"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode != 0
    assert "Configuration refusée, ALLOWED_HOSTS" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_secret_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    assert manage("check", data=tmp_path).returncode == 0
    key = tmp_path / "secret_key"
    key.chmod(0o644)
    run = manage("serve", data=tmp_path)
    assert "Configuration refusée, clé secrète" in run.stderr
    assert f"chmod 600 {key}" in run.stderr


def test_data_among_the_public_files_are_refused() -> None:
    data = REPOSITORY / "staticfiles" / "essai-de-test"
    try:
        run = manage("serve", data=data)
        assert "Configuration refusée, DATA_DIR" in run.stderr
    finally:
        (data / "secret_key").unlink(missing_ok=True)
        data.rmdir()


def served_from(
    files: Path, data: Path, *words: str, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Start an instance whose static files are in the test's folder."""
    given = {
        "DATA_DIR": str(data),
        "DJANGO_SETTINGS_MODULE": "tests.site.uncollected_settings",
        "STATIC_ROOT": str(files),
    }
    return subprocess.run(
        [sys.executable, *words],
        cwd=REPOSITORY,
        env={"PATH": os.environ["PATH"]} | given | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def without_any(files: Path) -> None:
    """No static files were collected."""


def with_a_broken_list(files: Path) -> None:
    files.mkdir()
    (files / "staticfiles.json").write_text('{"paths"', encoding="utf-8")


def without_a_new_one(files: Path) -> None:
    """The static files were collected before the last update."""
    files.mkdir()
    known = REPOSITORY / "staticfiles" / "staticfiles.json"
    manifest = json.loads(known.read_text(encoding="utf-8"))
    del manifest["paths"]["css/site.css"]
    (files / "staticfiles.json").write_text(json.dumps(manifest), encoding="utf-8")


@pytest.mark.parametrize("state", [without_any, with_a_broken_list, without_a_new_one])
@pytest.mark.parametrize(
    "start",
    [("manage.py", "serve", "--port", "1"), ("-c", "import ecobalyse_site.wsgi")],
    ids=["serve", "gunicorn"],
)
def test_without_static_files_nothing_starts(
    tmp_path: Path, state: Callable[[Path], None], start: tuple[str, ...]
) -> None:
    """Each page would fail: the sentence names the command to run."""
    files = tmp_path / "files"
    state(files)
    run = served_from(files, tmp_path / "data", *start)
    assert run.returncode == 1
    assert "Configuration refusée, fichiers statiques : " in run.stderr
    assert "manage.py collectstatic --no-input" in run.stderr
    assert len(run.stderr.strip().splitlines()) == 1


def test_static_files_that_are_there_are_no_reason_to_refuse(tmp_path: Path) -> None:
    files = tmp_path / "files"
    shutil.copytree(REPOSITORY / "staticfiles", files)
    # Editors' backup files do not count.
    stray = REPOSITORY / "static" / "css" / ".site.css.swp"
    stray.touch()
    try:
        assert served_from(files, tmp_path, "-c", "import ecobalyse_site.wsgi").returncode == 0
    finally:
        stray.unlink()
    without = served_from(
        tmp_path / "none", tmp_path, "-c", "import ecobalyse_site.wsgi", DEBUG="True"
    )
    assert without.returncode == 0, without.stderr


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({"REDIS_URL": "localhost:6379 motcache"}, "REDIS_URL"),
        ({"DATABASE_TIMEOUT": "-1"}, "DATABASE_TIMEOUT"),
        ({"METRICS_ADDRESSES": "tous"}, "METRICS_ADDRESSES"),
        ({"LOG_FORMAT": "xml"}, "LOG_FORMAT"),
    ],
    ids=str,
)
def test_an_unreadable_variable_is_one_sentence(
    tmp_path: Path, variables: dict[str, str], named: str
) -> None:
    run = manage("check", data=tmp_path, **variables)
    assert run.returncode != 0
    assert f"la variable {named}" in run.stderr
    assert "motcache" not in run.stderr
    assert len(run.stderr.strip().splitlines()) == 1
