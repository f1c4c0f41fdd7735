"""Starting an instance: what is stored, what is rejected, and the messages."""

import ast
import os
import re
import shlex
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from ecobalyse_site import stores
from tests.site.commands import manage
from tests.site.ports import free_port

REPOSITORY = Path(__file__).parents[2]


def setting(name: str, data: Path, **variables: str) -> str:
    code = f"from django.conf import settings; print(repr(settings.{name}))"
    run = manage("shell", "--no-imports", "-c", code, data=data, **variables)
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


def test_the_secret_key_is_made_once_and_kept_for_the_owner_alone(tmp_path: Path) -> None:
    first = setting("SECRET_KEY", tmp_path)
    assert len(first) > 50
    assert setting("SECRET_KEY", tmp_path) == first
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert setting("SECRET_KEY", tmp_path / "other") != first


def test_debug_is_off_and_hosts_are_local_unless_asked_for(tmp_path: Path) -> None:
    assert setting("DEBUG", tmp_path) == "False"
    assert setting("DEBUG", tmp_path, DEBUG="oui") == "True"
    assert setting("ALLOWED_HOSTS", tmp_path) == "['localhost', '127.0.0.1', '[::1]']"
    given = "Eco.Example, .b.fr [2001:db8::1] 192.0.2.1"
    assert setting("ALLOWED_HOSTS", tmp_path, ALLOWED_HOSTS=given).endswith(
        "'eco.example', '.b.fr', '[2001:db8::1]', '192.0.2.1']"
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "peut-être"),
        ("HTTPS", "2"),
        ("LOG_LEVEL", "bavard"),
        ("DATABASE_URL", "n'importe quoi"),
        ("DATABASE_URL", "mysql://eco@localhost/eco"),
        ("DATABASE_URL", "sqlite://:memory:"),
        ("DATABASE_TIMEOUT", "3601"),
        ("SESSION_DAYS", "0"),
        ("SESSION_DAYS", "999999999"),
        ("ALLOWED_HOSTS", "https://eco.example"),
        ("ALLOWED_HOSTS", "eco.example:8000"),
        ("ALLOWED_HOSTS", "eco.example/"),
        ("SITE_URL", "eco.example"),
        ("SOURCE_CODE_URL", "javascript:alert(1)"),
        ("RATELIMIT_MAX_RPM", "abc"),
        ("RATELIMIT_MAX_RPM", "-5"),
        ("RATELIMIT_MAX_RPM", "1000/min"),
        ("RATELIMIT_MAX_RPM", "1.5"),
        ("RATELIMIT_MAX_RPM", "5_000"),
        ("RATELIMIT_MAX_RPM", "5" * 5000),
        ("RATELIMIT_WHITELIST", "10.0.0.0/8"),
        ("RATELIMIT_WHITELIST", "10.0.0.1:8000"),
        ("METRICS_ADDRESSES", "[::1]:9090"),
        ("TRUSTED_PROXIES", "²"),
        ("REDIS_URL", "localhost:6379"),
        ("REDIS_URL", "redis://localhost:abc/0"),
        ("REDIS_URL", "redis://localhost:6379/compteurs"),
        ("REDIS_URL", "redis://localhost/0?foo=bar"),
    ],
)
def test_a_wrong_variable_is_one_sentence_that_names_it(
    tmp_path: Path, name: str, value: str
) -> None:
    run = manage("check", data=tmp_path, **{name: value})
    assert run.returncode != 0
    assert f"la variable {name}" in run.stderr
    assert "Traceback" not in run.stderr
    assert len(run.stderr.strip().splitlines()) == 1


def test_settings_that_have_no_value_are_the_defaults(tmp_path: Path) -> None:
    assert setting("RATELIMIT_MAX_RPM", tmp_path, RATELIMIT_MAX_RPM="") == "5000"
    assert setting("RATELIMIT_MAX_RPM", tmp_path, RATELIMIT_MAX_RPM=" 0 ") == "0"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "postgres://eco:mot/depasse@127.0.0.1:5432/eco"),
        ("DATABASE_URL", "postgres://eco:mot#depasse@127.0.0.1:5432/eco"),
        ("DATABASE_URL", "postgres://eco:mot?depasse@127.0.0.1:5432/eco"),
        ("DATABASE_URL", "postgres://eco:mot[depasse@127.0.0.1:5432/eco"),
        ("DATABASE_URL", "postgres://eco:12/depasse@127.0.0.1:5432/eco"),
        ("REDIS_URL", "redis://:mot/depasse@127.0.0.1:6379/0"),
        ("REDIS_URL", "redis://:mot#depasse@127.0.0.1:6379/0"),
        ("EMAIL_URL", "smtp://eco:mot/depasse@mail.example"),
        ("EMAIL_URL", "smtp://eco:12#depasse@mail.example"),
    ],
)
def test_a_password_that_must_be_written_otherwise_is_not_repeated(
    tmp_path: Path, name: str, value: str
) -> None:
    given = {name: value, "EMAIL_FROM": "a@b.fr"}
    run = manage("migrate", data=tmp_path, **given)
    assert run.returncode == 1
    assert f"la variable {name}" in run.stderr
    assert "%2F pour « / », %23 pour « # »" in run.stderr
    assert "depasse" not in run.stderr
    assert len(run.stderr.strip().splitlines()) == 1


def test_a_password_may_hold_any_sign_in_percents(tmp_path: Path) -> None:
    address = "postgres://eco:%2F%23%3F%40%25%5B%3A@127.0.0.1:5432/eco"
    password = setting("DATABASES['default']['PASSWORD']", tmp_path, DATABASE_URL=address)
    assert password == repr("/#?@%[:")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("postgres://eco:motdepasse@127.0.0.1:5432", "le nom de la base"),
        ("postgres://eco:motdepasse@127.0.0.1:5432/", "le nom de la base"),
        ("postgres://eco:motdepasse@127.0.0.1/eco?foo=bar", "une option qui n'existe pas : foo"),
        ("postgres://eco:motdepasse@127.0.0.1/eco?autocommit=False", "autocommit"),
        (f"postgres://eco:motdepasse@127.0.0.1/{'e' * 64}", "le nom de la base"),
        ("sqlite:////tmp/eco.sqlite3?mode=ro", "une option qui n'existe pas : mode"),
        ("postgres://eco:motdepasse@127.0.0.1:99999/eco", "adresse lisible"),
        # Truncated there, it would name another database: that of the account running the command.
        ("postgres://eco:motdepasse@127.0.0.1:1/%00", "adresse lisible"),
        ("postgres://eco:motdepasse@127.0.0.1:1/eco%00", "adresse lisible"),
        ("postgres://%00:motdepasse@127.0.0.1:1/eco", "adresse lisible"),
    ],
)
def test_a_database_that_no_driver_would_take_is_one_sentence(
    tmp_path: Path, value: str, words: str
) -> None:
    run = manage("migrate", data=tmp_path, DATABASE_URL=value)
    assert run.returncode == 1
    assert words in run.stderr
    assert "motdepasse" not in run.stderr
    assert len(run.stderr.strip().splitlines()) == 1


def test_what_a_service_needs_is_installed_by_the_command_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    for name, value in (("psycopg", "DATABASE_URL"), ("redis", "REDIS_URL")):
        with pytest.raises(SystemExit) as caught:
            stores._require(name, value)
        command = shlex.split(re.split("[«»]", str(caught.value))[1])
        assert command[:4] == [sys.executable, "-m", "pip", "install"]
        wanted = Path(command[-1]).read_text(encoding="utf-8")
        assert f"\n{name}" in wanted


def test_a_key_that_is_no_text_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_bytes(b"\xff" * 64)
    run = manage("check", data=tmp_path)
    assert "est abîmé" in run.stderr
    assert len(run.stderr.strip().splitlines()) == 1


def test_a_data_directory_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    obstacle = tmp_path / "file"
    obstacle.touch()
    run = manage("check", data=obstacle / "data")
    assert "la variable DATA_DIR" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_method_version_that_is_not_installed_is_said_before_serving(tmp_path: Path) -> None:
    run = manage("serve", data=tmp_path, METHOD_VERSION="v1.2.3")
    assert run.returncode != 0
    assert "v1.2.3" in run.stderr
    assert "n'est installée dans aucun dossier" in run.stderr
    assert "Traceback" not in run.stderr


def test_gunicorn_started_directly_on_bad_data_says_so_without_a_traceback(
    tmp_path: Path,
) -> None:
    run = subprocess.run(
        [
            sys.executable,
            "-c",
            "import ecobalyse_site.wsgi",
        ],
        cwd=REPOSITORY,
        env=os.environ | {"DATA_DIR": str(tmp_path), "METHOD_VERSION": "v1.2.3"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode != 0
    assert "v1.2.3" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_port_in_use_is_one_sentence_that_proposes_another(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        run = manage("serve", "--port", str(port), data=tmp_path)
    assert run.returncode != 0
    assert f"Le port {port} est déjà utilisé" in run.stderr
    assert f"PORT={port + 1}" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("port", ["0", "http", "70000", "-1"])
def test_a_port_that_is_none_is_one_sentence(tmp_path: Path, port: str) -> None:
    run = manage("serve", f"--port={port}", data=tmp_path)
    assert f"PORT vaut « {port} »" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("value", ["beaucoup", "0", "-1", "1.5", "100000"])
def test_a_number_of_workers_that_is_none_is_one_sentence(tmp_path: Path, value: str) -> None:
    run = manage("serve", data=tmp_path, WEB_CONCURRENCY=value)
    assert run.returncode != 0
    assert f"WEB_CONCURRENCY : « {value} »" in run.stderr
    assert len(run.stderr.strip().splitlines()) == 1


def test_any_character_may_be_in_the_name_of_the_data_directory(tmp_path: Path) -> None:
    data = tmp_path / "Coût + éco #1 ? 100%25 d'œuvre"
    run = manage("migrate", "--verbosity", "0", data=data)
    assert run.returncode == 0, run.stderr
    assert (data / "db.sqlite3").exists()


def test_a_value_may_begin_with_a_dollar(tmp_path: Path) -> None:
    key = "$" + "x7Kq2" * 12
    assert setting("SECRET_KEY", tmp_path, SECRET_KEY=key) == repr(key)


def test_a_database_that_does_not_answer_is_one_sentence(tmp_path: Path) -> None:
    address = f"postgres://eco:motdepasse@127.0.0.1:{free_port()}/eco"
    run = manage("migrate", data=tmp_path, DATABASE_URL=address)
    assert run.returncode != 0
    assert "La base des comptes est inutilisable" in run.stderr
    assert "motdepasse" not in run.stderr
    assert len(run.stderr.strip().splitlines()) == 1


def test_counters_in_memory_that_someone_else_made_are_left_alone(tmp_path: Path) -> None:
    usual = Path(ast.literal_eval(setting("COUNTER_DIR.__str__()", tmp_path)))
    if os.getuid() != 0 or usual.is_relative_to(tmp_path):
        pytest.skip("only an administrator can make a directory someone else's")
    usual.mkdir()
    try:
        assert str(usual) in setting("COUNTER_DIR", tmp_path)
        os.chown(usual, 65_534, 65_534)
        assert str(tmp_path) in setting("COUNTER_DIR", tmp_path)
    finally:
        usual.rmdir()


def test_a_production_instance_passes_djangos_deployment_checks(tmp_path: Path) -> None:
    run = manage(
        "check",
        "--deploy",
        "--fail-level",
        "WARNING",
        data=tmp_path,
        HTTPS="True",
        ALLOWED_HOSTS="eco.example",
    )
    assert run.returncode == 0, run.stderr


def test_a_mail_server_is_read_from_one_address(tmp_path: Path) -> None:
    code = (
        "from django.conf import settings as s; "
        "print(s.MAIL_ENABLED, s.EMAIL_BACKEND.split('.')[-2], s.EMAIL_HOST, s.EMAIL_PORT, "
        "s.EMAIL_HOST_USER, s.EMAIL_HOST_PASSWORD, s.EMAIL_USE_TLS, s.DEFAULT_FROM_EMAIL)"
    )
    run = manage("shell", "--no-imports", "-c", code, data=tmp_path)
    assert run.stdout.split()[:2] == ["False", "dummy"]
    server = {"EMAIL_URL": "smtp+tls://ada:s%40cret@mail.example:587", "EMAIL_FROM": "a@b.fr"}
    run = manage("shell", "--no-imports", "-c", code, data=tmp_path, **server)
    assert run.stdout.split() == [
        *("True", "smtp", "mail.example", "587", "ada", "s@cret", "True", "a@b.fr")
    ]


@pytest.mark.parametrize(("scheme", "port"), [("smtp", 25), ("smtp+tls", 587), ("smtp+ssl", 465)])
def test_a_mail_server_without_a_port_has_the_usual_one(
    tmp_path: Path, scheme: str, port: int
) -> None:
    server = {"EMAIL_URL": f"{scheme}://mail.example", "EMAIL_FROM": "a@b.fr"}
    assert setting("EMAIL_PORT", tmp_path, **server) == str(port)


def test_forms_of_the_public_hosts_are_accepted_over_https(tmp_path: Path) -> None:
    hosts = {"ALLOWED_HOSTS": "eco.example,.b.fr,*"}
    assert setting("CSRF_TRUSTED_ORIGINS", tmp_path, **hosts) == "[]"
    trusted = setting("CSRF_TRUSTED_ORIGINS", tmp_path, HTTPS="True", **hosts)
    assert trusted == "['https://eco.example', 'https://*.b.fr']"


@pytest.mark.parametrize(
    ("variables", "name"),
    [
        ({"EMAIL_URL": "secret-sans-schema", "EMAIL_FROM": "a@b.fr"}, "EMAIL_URL"),
        ({"EMAIL_URL": "smtp://mail.example:25"}, "EMAIL_FROM"),
    ],
)
def test_a_wrong_mail_server_is_one_sentence(
    tmp_path: Path, variables: dict[str, str], name: str
) -> None:
    run = manage("check", data=tmp_path, **variables)
    assert run.returncode == 1
    assert name in run.stderr
    assert "secret-sans-schema" not in run.stderr
    assert "Traceback" not in run.stderr
