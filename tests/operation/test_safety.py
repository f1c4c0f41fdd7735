"""Settings that would betray someone: refused in one sentence, by every way to start."""

import os
import subprocess
import sys
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
