"""The diagnosis: its findings, its advice, its exit status."""

import http.server
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.operation.services import new_database
from tests.site.commands import manage
from tests.site.databases import make_database
from tests.site.mail_server import MailServer
from tests.site.ports import free_port
from tests.site.server import REPOSITORY

PUBLIC = {
    "ALLOWED_HOSTS": "eco.example",
    "HTTPS": "True",
    "TRUSTED_PROXIES": "1",
}


def faults(run: subprocess.CompletedProcess[str]) -> list[str]:
    return [line for line in run.stdout.splitlines() if line.startswith("DÉFAUT")]


def test_a_sound_installation_ends_with_status_0(tmp_path: Path) -> None:
    make_database(tmp_path)
    run = manage("doctor", data=tmp_path, **PUBLIC)
    assert faults(run) == []
    assert run.returncode == 0, run.stdout
    assert "0 défaut(s)" in run.stdout


def test_each_fault_is_found_with_its_mending(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir(mode=0o755)
    run = manage(
        "doctor",
        data=data,
        ALLOWED_HOSTS="*",
        DEBUG="True",
        SECRET_KEY="trop-court",
        COUNTER_DIR="/proc/no-such-place",
        METHOD_VERSION="v9.9.9",
    )
    assert run.returncode == 1
    found = faults(run)
    for subject in ("DEBUG", "ALLOWED_HOSTS", "SECRET_KEY", "données", "tables", "compteurs"):
        assert any(line.split(None, 1)[1].startswith(f"{subject} :") for line in found), subject
    assert f"chmod 700 {data}" in run.stdout
    assert "manage.py migrate" in run.stdout
    assert run.stdout.count("→") >= len(found)
    assert run.stderr == ""


def test_services_out_of_reach_are_found_and_no_password_is_shown(tmp_path: Path) -> None:
    run = manage(
        "doctor",
        data=tmp_path,
        DATABASE_URL=f"postgres://eco:motdepasse@127.0.0.1:{free_port()}/eco",
        REDIS_URL=f"redis://:motdepasse@127.0.0.1:{free_port()}/0",
        **PUBLIC,
    )
    assert run.returncode == 1
    assert "base de données : inaccessible" in run.stdout
    assert "compteurs : inaccessibles" in run.stdout
    assert "motdepasse" not in run.stdout + run.stderr


def test_what_may_be_meant_is_a_warning(tmp_path: Path) -> None:
    make_database(tmp_path)
    run = manage("doctor", data=tmp_path, ALLOWED_HOSTS="eco.example", RATELIMIT_MAX_RPM="0")
    assert run.returncode == 0, run.stdout
    warnings = [line for line in run.stdout.splitlines() if line.startswith("attention")]
    for subject in ("TRUSTED_PROXIES", "chiffrement", "RATELIMIT_MAX_RPM"):
        assert any(subject in line for line in warnings), subject


def line_of(run: subprocess.CompletedProcess[str], subject: str) -> str:
    """The mark and the text of a finding."""
    assert "Traceback" not in run.stderr
    lines = run.stdout.splitlines()
    return next(line for line in lines if line.split(None, 1)[1:2] and f" {subject} : " in line)


def test_a_mail_server_is_asked_before_it_is_called_good(tmp_path: Path) -> None:
    given = {"EMAIL_FROM": "Coût <noreply@eco.example>"}
    run = manage("doctor", data=tmp_path, EMAIL_URL=f"smtp://127.0.0.1:{free_port()}", **given)
    assert line_of(run, "courriel").startswith("DÉFAUT")
    assert "refused" in line_of(run, "courriel")
    with MailServer(AUTH="535 not you", MAIL="550 not from there") as server:
        address = f"smtp://eco:motdepasse@127.0.0.1:{server.port}"
        run = manage("doctor", data=tmp_path, EMAIL_URL=address, **given)
        assert "535 not you" in line_of(run, "courriel")
        assert "motdepasse" not in run.stdout + run.stderr
        run = manage("doctor", data=tmp_path, EMAIL_URL=f"smtp://127.0.0.1:{server.port}", **given)
        assert "550 not from there" in line_of(run, "courriel")
    with MailServer() as server:
        run = manage("doctor", data=tmp_path, EMAIL_URL=f"smtp://127.0.0.1:{server.port}", **given)
        assert line_of(run, "courriel").startswith("bien")
    assert server.messages == []


@pytest.mark.parametrize("scheme", ["consolemail", "memorymail", "dummymail", "filemail"])
def test_what_sends_no_mail_is_no_mail_server(tmp_path: Path, scheme: str) -> None:
    given = {"EMAIL_FROM": "noreply@eco.example", "EMAIL_URL": f"{scheme}:///tmp"}
    run = manage("doctor", data=tmp_path, **given)
    assert line_of(run, "courriel").startswith("DÉFAUT")
    assert "aucun email ne part" in line_of(run, "courriel")


@pytest.mark.parametrize("sender", ["@", "eco.example", "a@b@c", "Eco <>", "a@b.fr\nBcc: x@y.fr"])
def test_a_sender_that_is_no_address_is_refused(tmp_path: Path, sender: str) -> None:
    run = manage("doctor", data=tmp_path, EMAIL_URL="smtp://localhost", EMAIL_FROM=sender)
    assert run.returncode == 1
    assert "la variable EMAIL_FROM vaut" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_message_is_sent_on_request(tmp_path: Path) -> None:
    make_database(tmp_path)
    request = ("doctor", "--send-test", "ada@eco.example")
    given = {"EMAIL_FROM": "noreply@eco.example"}
    with MailServer() as server:
        given["EMAIL_URL"] = f"smtp://127.0.0.1:{server.port}"
        run = manage(*request, data=tmp_path, **given)
        assert run.returncode == 0, run.stdout
        assert line_of(run, "courriel d'essai").startswith("bien")
        assert len(server.messages) == 1
        assert "To: ada@eco.example" in server.messages[0]
        assert "sur http://localhost:8000." in server.messages[0]
        server.refusals = {"RCPT": "550 nobody here"}
        run = manage(*request, data=tmp_path, **given)
        assert run.returncode == 1
        assert "550 nobody here" in line_of(run, "courriel d'essai")
    for address, variables in (("ada", given), ("ada@eco.example", {})):
        run = manage("doctor", "--send-test", address, data=tmp_path, **variables)
        assert line_of(run, "courriel d'essai").startswith("DÉFAUT")
        assert run.returncode == 1


def test_the_address_that_is_served_is_the_one_that_is_told(tmp_path: Path) -> None:
    """``serve`` records its port; commands run next to it read it."""
    make_database(tmp_path)
    with MailServer() as server:
        given = {
            "COUNTER_DIR": str(tmp_path),
            "EMAIL_FROM": "noreply@eco.example",
            "EMAIL_URL": f"smtp://127.0.0.1:{server.port}",
        }
        (tmp_path / "served-at").write_text("http://localhost:9123", encoding="ascii")
        run = manage("doctor", "--send-test", "ada@eco.example", data=tmp_path, **given)
        assert "sur http://localhost:9123." in server.messages[0]
    assert "http://localhost:9123" in line_of(run, "SITE_URL")
    assert "8000" not in run.stdout


def test_detailed_impacts_are_those_that_a_token_gets(tmp_path: Path) -> None:
    added = tmp_path / "methods" / "v7.1.0"
    shutil.copytree(REPOSITORY / "scoring" / "data" / "v7.0.0", added)
    for path in added.glob("indicative*"):
        path.unlink()
    manifest = added / "manifest.toml"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace('"v7.0.0"', '"v7.1.0"', 1), encoding="utf-8")
    assert "indicatifs" in line_of(manage("doctor", data=tmp_path), "impacts détaillés")
    line = line_of(manage("doctor", data=tmp_path, METHOD_VERSION="v7.1.0"), "impacts détaillés")
    assert line.startswith("attention")
    assert "ne donne que les deux scores" in line
    run = manage("doctor", data=tmp_path, INDICATIVE_IMPACTS="False")
    assert "non servis" in line_of(run, "impacts détaillés")


def test_a_read_only_postgresql_is_a_fault(tmp_path: Path) -> None:
    url = new_database()
    make_database(tmp_path, DATABASE_URL=url)
    run = manage("doctor", data=tmp_path, DATABASE_URL=url)
    assert line_of(run, "base de données").startswith("bien")
    read_only = f"{url}?options=-c%20default_transaction_read_only%3Don"
    run = manage("doctor", data=tmp_path, DATABASE_URL=read_only)
    assert line_of(run, "base de données").startswith("DÉFAUT")
    assert "en lecture seule" in line_of(run, "base de données")


def test_a_read_only_file_is_a_fault(tmp_path: Path) -> None:
    place = tmp_path / "base"
    place.mkdir()
    make_database(place)
    given = {"DATABASE_URL": f"sqlite:///{place}/db.sqlite3", "DATA_DIR": str(tmp_path / "data")}
    for path, closed in ((place / "db.sqlite3", 0o400), (place, 0o500)):
        former = path.stat().st_mode
        path.chmod(closed)
        run = without_privileges("doctor", **given)
        path.chmod(former)
        assert line_of(run, "base de données").startswith("DÉFAUT"), run.stdout


def without_privileges(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command with the rights of an ordinary account, even if the tests run as root."""
    words = [sys.executable, "manage.py", *arguments]
    if os.getuid() == 0:
        setpriv = shutil.which("setpriv")
        if setpriv is None:
            pytest.skip("setpriv is not installed, and root may write anywhere")
        words = [setpriv, "--bounding-set=-dac_override,-dac_read_search", *words]
    return subprocess.run(
        words,
        cwd=REPOSITORY,
        env={"PATH": os.environ["PATH"]} | variables,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("content", [b"this is no database at all" * 99, None])
def test_a_damaged_database_is_a_fault_that_a_copy_mends(
    tmp_path: Path, content: bytes | None
) -> None:
    make_database(tmp_path)
    path = tmp_path / "db.sqlite3"
    whole = bytearray(path.read_bytes())
    # The first page is intact: the damage only shows further on.
    whole[4096 : len(whole) // 2] = b"\xff" * (len(whole) // 2 - 4096)
    path.write_bytes(content or whole)
    run = manage("doctor", data=tmp_path)
    assert line_of(run, "base de données").startswith("DÉFAUT")
    assert "abîmée" in line_of(run, "base de données")


@pytest.mark.parametrize(
    ("variables", "subject", "words"),
    [
        (
            {"SITE_URL": "https://autre.example", **PUBLIC},
            "SITE_URL",
            "n'est pas dans ALLOWED_HOSTS",
        ),
        ({"SITE_URL": "https://eco.example/eco", **PUBLIC}, "SITE_URL", "a un chemin"),
        (
            {"SITE_URL": "https://eco.example", "ALLOWED_HOSTS": "eco.example"},
            "chiffrement",
            "HTTPS n'est pas déclaré",
        ),
        ({"SITE_URL": "http://eco.example", **PUBLIC}, "chiffrement", "SITE_URL vaut http"),
    ],
)
def test_an_address_that_leads_nowhere_is_a_fault(
    tmp_path: Path, variables: dict[str, str], subject: str, words: str
) -> None:
    line = line_of(manage("doctor", data=tmp_path, **variables), subject)
    assert line.startswith("DÉFAUT")
    assert words in line


def test_the_public_address_is_asked_for_what_spoils_forms(tmp_path: Path) -> None:
    class Proxy(http.server.BaseHTTPRequestHandler):
        policy = "same-origin"
        body = b'{"status": "ok"}'

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Referrer-Policy", "same-origin")
            self.send_header("Referrer-Policy", self.policy)
            self.end_headers()
            self.wfile.write(self.body)

        def log_message(self, *args: object) -> None:
            """Never answer."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Proxy) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}"
        marks = []
        for policy, body in (
            ("same-origin", Proxy.body),
            ("no-referrer", Proxy.body),
            ("same-origin", b"<html>another site"),
        ):
            Proxy.policy, Proxy.body = policy, body
            run = manage("doctor", data=tmp_path, SITE_URL=address)
            marks.append(line_of(run, "adresse publique").split()[0])
        server.shutdown()
    assert marks == ["bien", "DÉFAUT", "attention"]
    run = manage("doctor", data=tmp_path, SITE_URL=address)
    assert line_of(run, "adresse publique").startswith("attention")


@pytest.mark.parametrize("place", ["/etc/passwd", "/etc", "/proc/no-such-place"])
def test_no_advice_opens_what_is_not_the_instances(tmp_path: Path, place: str) -> None:
    run = manage("doctor", data=tmp_path, COUNTER_DIR=place)
    advice = [line for line in run.stdout.splitlines() if "→" in line and place in line]
    assert place == "/etc" or line_of(run, "compteurs").startswith("DÉFAUT")
    assert advice == []


def test_no_advice_closes_a_directory_that_others_use(tmp_path: Path) -> None:
    (tmp_path / "of-someone-else").touch()
    tmp_path.chmod(0o777)
    run = manage("doctor", data=tmp_path)
    assert line_of(run, "dossier des données").startswith("DÉFAUT")
    assert "chmod" not in run.stdout


def test_the_last_purge_is_told(tmp_path: Path) -> None:
    make_database(tmp_path)
    never, due, tried, done, shorter, late = purges_told(
        tmp_path,
        "",
        "user = User.objects.create_user('a@b.fr'); "
        "user.date_joined = timezone.now() - timedelta(days=400); user.save()",
        "call_command('purge_accounts', '--older-than=365d', '--dry-run')",
        "call_command('purge_accounts', '--older-than=365d')",
        "call_command('purge_accounts', '--older-than=3650d')",
        "PurgeRun.objects.update(older_than_days=365, "
        "finished_at=timezone.now() - timedelta(days=4))",
    )
    assert "jamais" in never
    assert due.startswith("DÉFAUT")
    assert "1 compte(s)" in due
    assert "jamais" in tried
    assert done.startswith("bien")
    assert "dernière purge le" in done
    assert shorter.startswith("DÉFAUT")
    assert late.startswith("attention")


def purges_told(data: Path, *steps: str) -> list[str]:
    """What is told of purges after each step, in one process: a diagnosis reads all the data."""
    code = [
        "from datetime import timedelta; from contextlib import suppress",
        "from django.core.management import call_command; from django.utils import timezone",
        "from accounts.models import PurgeRun, User",
    ]
    for step in steps:
        code += [step, "with suppress(SystemExit): call_command('doctor')", ""]
    run = manage("shell", "--no-imports", "-c", "\n".join(code), data=data)
    assert run.returncode == 0, run.stderr
    subject = " comptes inutilisés : "
    return [line for line in run.stdout.splitlines() if subject in line]
