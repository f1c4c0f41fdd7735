"""Tokens and links on a real instance: three workers, either database, e-mails in files.

No worker remembers anything about a token, so each of many calls in a row must immediately give
the same answer, whichever worker takes it.
"""

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from accounts.tokens import new_token
from tests.accounts.visitor import Visitor
from tests.conformance.test_textile import PORTAL_TSHIRT
from tests.operation.services import new_database
from tests.site.commands import manage_served
from tests.site.databases import make_database
from tests.site.server import Server

EMAIL = "ada@example.org"
PASSWORD = "une phrase assez longue"
WORKERS = 3
CALLS = 20
PATIENCE_SECONDS = 20
RACES = 8


class Instance:
    """A server, and the commands of its operator."""

    def __init__(self, data: Path, database: str) -> None:
        self.data = data
        self.mails = data / "mails"
        self.read: set[str] = set()
        self.variables = {
            "DATABASE_URL": database,
            "EMAIL_URL": f"filemail:///{self.mails}",
            "EMAIL_FROM": "noreply@example.org",
            "LOG_LEVEL": "DEBUG",
        }
        self.server = Server(data, WEB_CONCURRENCY=str(WORKERS), **self.variables)

    def manage(self, *arguments: str) -> str:
        """Run a command, and return what it prints."""
        run = manage_served(self.data, *arguments, **self.variables)
        assert run.returncode == 0, run.stderr
        return run.stdout.strip()

    def do(self, statements: str) -> str:
        """Change the database from outside the server."""
        models = "from accounts.models import *\nfrom django.utils import timezone\n"
        return self.manage("shell", "--no-imports", "-c", models + statements)

    def levels(self, token: str) -> set[tuple[str, str | None, str | None]]:
        """Level and headers of many calls in a row."""
        answers = [
            self.server.ask(
                "POST",
                "/api/textile/simulator",
                PORTAL_TSHIRT,
                {"Authorization": f"Bearer {token}"},
            )
            for _ in range(CALLS)
        ]
        assert {answer.status for answer in answers} == {200}
        names = ("WWW-Authenticate", "Warning")
        return {
            (answer.json["meta"]["impactsLevel"], *(answer.headers[name] for name in names))
            for answer in answers
        }

    def mailed_link(self, email: str) -> str:
        """The token of the link in the next e-mail to someone, which is sent after the answer."""
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            texts = [path.read_text(encoding="utf-8") for path in self.mails.glob("*")]
            mails = [text for text in texts if f"To: {email}\n" in text]
            links = re.findall(r"/compte/connexion/#([\w-]{43})\n", "".join(mails))
            if new := set(links) - self.read:
                self.read |= new
                return str(new.pop())
            time.sleep(0.05)
        raise AssertionError("no e-mail came")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def instance(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Instance]:
    data = tmp_path_factory.mktemp("accounts")
    if request.param == "sqlite":
        database = f"sqlite:///{data / 'db.sqlite3'}"
        make_database(data)
    else:
        # Connecting takes long on a busy machine.
        database = f"{new_database()}?connect_timeout=60"
        make_database(data, DATABASE_URL=database)
    started = Instance(data, database)
    with started.server:
        yield started


GRANTED = {("indicative", None, None)}
REFUSED = {("aggregated", 'Bearer error="invalid_token"', '199 - "jeton invalide"')}


ENDINGS = {
    "revoked": "ApiToken.objects.filter(user__email='revoked@example.org').delete()",
    "expired": "ApiToken.objects.filter(user__email='expired@example.org')"
    ".update(expires_at=timezone.now())",
    "deactivated": "User.objects.filter(email='deactivated@example.org').update(is_active=False)",
    "deleted": "User.objects.get(email='deleted@example.org').delete()",
}


def test_every_worker_refuses_a_token_at_once(instance: Instance) -> None:
    making = "from accounts.services.api_tokens import create_token\n" + "\n".join(
        f"print(create_token(user=User.objects.create_user('{name}@example.org'), label='x'))"
        for name in ENDINGS
    )
    tokens = dict(zip(ENDINGS, instance.do(making).split(), strict=True))
    for name, token in tokens.items():
        assert instance.levels(token) == GRANTED, name
    instance.do("\n".join(ENDINGS.values()))
    for name, token in tokens.items():
        assert instance.levels(token) == REFUSED, name


def test_an_unknown_or_tampered_token_is_refused(instance: Instance) -> None:
    token = instance.manage("create_token", "tampered@example.org")
    assert instance.levels(new_token()) == REFUSED
    assert instance.levels(token[:-1] + ("A" if token[-1] != "A" else "B")) == REFUSED


def test_two_clicks_at_once_spend_a_link_once(instance: Instance) -> None:
    email = "presse@example.org"
    instance.do(f"User.objects.create_user('{email}')")
    site, _, token = instance.manage("create_login_link", email).rpartition("#")
    assert site == f"{instance.server.address}compte/connexion/"
    confirm = {"path": "/compte/connexion/lien/", "page": "/compte/connexion/", "token": token}
    answers = at_once(instance, [confirm] * 6)
    assert sorted(status for status, _ in answers) == [200, *[403] * 5]
    assert all("Ce lien a déjà été utilisé" in page for status, page in answers if status == 403)


def test_an_account_deleted_while_it_makes_a_token_is_gone_or_whole(instance: Instance) -> None:
    """No error, and nobody signed out of an account that still exists."""
    emails = [f"course{turn}@example.org" for turn in range(RACES)]
    making = (
        "from accounts.services.links import Purpose, issue_link\n"
        f"for email in {emails}:\n"
        "    user = User.objects.create_user(email)\n"
        "    print(issue_link(user=user, purpose=Purpose.OPERATOR, email=email))"
    )
    for email, link in zip(emails, instance.do(making).split(), strict=True):
        visitor = Visitor(instance.server)
        visitor.post("/compte/connexion/lien/", page="/compte/connexion/", token=link)
        forms = [{"path": "/compte/jetons/", "label": f"n° {number}"} for number in range(4)]
        forms[2:2] = [{"path": "/compte/suppression/", "email": email}]
        answers = all_at_once(visitor, forms)
        assert {status for status, _ in answers} == {200}, answers
        assert "Connexion / Inscription" in visitor.get("/compte/")[1]
    left = f"User.objects.filter(email__in={emails}).count(), "
    assert instance.do(
        f"print({left} ApiToken.objects.filter(label__startswith='n° ').count())"
    ) == ("0 0")


def all_at_once(visitor: Visitor, forms: list[dict[str, str]]) -> list[tuple[int, str]]:
    """Post forms from one browser, all at once."""
    ready = [visitor.fill(**form) for form in forms]
    with ThreadPoolExecutor(len(forms)) as pool:
        return list(pool.map(lambda send: send(), ready))


def test_two_sign_ups_at_once_make_one_account(instance: Instance) -> None:
    forms = [
        {
            "path": "/compte/inscription/",
            "email": email,
            "first_name": "Grace",
            "last_name": "Hopper",
            "organization_type": "",
            "terms": "on",
        }
        for email in ("Grace@example.org", "grace@EXAMPLE.org", "GRACE@example.org")
    ]
    answers = at_once(instance, forms)
    assert {status for status, _ in answers} == {200}
    assert all("Un email contenant un lien de connexion" in page for _, page in answers)
    assert (
        instance.do("print(User.objects.filter(email__iexact='grace@example.org').count())") == "1"
    )


def at_once(instance: Instance, forms: list[dict[str, str]]) -> list[tuple[int, str]]:
    """Post forms from as many browsers, all at once; the page that each ends on."""
    visitors = [Visitor(instance.server) for _ in forms]
    with ThreadPoolExecutor(len(forms)) as pool:
        return list(pool.map(lambda visitor, form: visitor.post(**form), visitors, forms))


def test_a_stolen_database_and_the_logs_open_nothing(instance: Instance) -> None:
    visitor = Visitor(instance.server)
    form = {"first_name": "Ada", "last_name": "Lovelace", "organization_type": "", "terms": "on"}
    status, page = visitor.post("/compte/inscription/", email=EMAIL, **form)
    assert status == 200
    assert "Un email contenant un lien de connexion" in page
    spent = instance.mailed_link(EMAIL)
    status, page = visitor.post("/compte/connexion/lien/", page="/compte/connexion/", token=spent)
    assert "Mon compte" in page
    visitor.post("/compte/mot-de-passe/", password=PASSWORD)
    Visitor(instance.server).post(
        "/compte/connexion/email/", page="/compte/connexion/", **{"lien-email": EMAIL}
    )
    usable = instance.mailed_link(EMAIL)
    _, page = visitor.post("/compte/jetons/", label="Boutique")
    found = re.search(r"eco_api_[\w-]{43}", page)
    assert found
    assert instance.levels(found[0]) == GRANTED

    dump = instance.manage("dumpdata", "accounts", "account", "admin")
    assert EMAIL in dump
    held = [dump.encode(), (instance.data / "server.log").read_bytes()]
    held += [path.read_bytes() for path in instance.data.glob("db.sqlite3*")]
    secrets = (spent, usable, found[0], visitor.cookie("sessionid"), PASSWORD)
    for content in held:
        for secret in secrets:
            assert secret.encode() not in content
            assert secret.removeprefix("eco_api_").encode() not in content

    status, page = Visitor(instance.server).post(
        "/compte/connexion/lien/", page="/compte/connexion/", token=usable
    )
    assert status == 200
    assert "Mon compte" in page
    assert EMAIL.encode() not in (instance.data / "server.log").read_bytes()
