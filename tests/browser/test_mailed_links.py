"""Links received by e-mail, opened in another tab of the same browser."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.simulations import link_of, query_of
from tests.browser.visitors import follow
from tests.browser.watched import Watch, check_accessibility
from tests.site.databases import make_served_database
from tests.site.server import Server

JEAN = {"mass": 0.3, "product": "jean", "materials": [{"id": "ei-lin", "share": 1}]}


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An instance that writes its e-mails to a folder."""
    data = tmp_path_factory.mktemp("mailing")
    known = {"EMAIL_URL": f"filemail:///{data / 'mails'}", "EMAIL_FROM": "noreply@example.org"}
    make_served_database(data)
    with Server(data, WEB_CONCURRENCY="1", **known) as started:
        yield started


def sign_up(page: Page, email: str) -> None:
    page.get_by_label("Adresse email").fill(email)
    page.get_by_label("Prénom").fill("Ada")
    page.get_by_label("Nom", exact=True).fill("Lovelace")
    page.get_by_label("Je m’engage à respecter").check()
    follow(page.get_by_role("button", name="Valider mon inscription"))
    expect(page.get_by_role("heading", name="Email envoyé")).to_be_visible()


def mailed(page: Page, instance: Server, email: str) -> list[str]:
    """The links sent to someone so far, oldest first."""
    for _ in range(200):
        files = sorted((instance.data / "mails").glob("*"), key=lambda path: path.stat().st_mtime)
        texts = [path.read_text(encoding="utf-8") for path in files]
        found = [
            link
            for text in texts
            if f"To: {email}\n" in text
            for link in re.findall(r"http\S+/compte/connexion/#[\w-]{43}", text)
        ]
        if found:
            return found
        page.wait_for_timeout(50)
    raise AssertionError("no e-mail came")


def ask_from_the_simulator(page: Page) -> dict[str, object]:
    """Show a simulation, and go to the sign-in page; returns the simulation."""
    page.goto(f"/textile/#{link_of(JEAN)}")
    shown = query_of(page)
    assert shown["product"] == "jean"
    follow(page.get_by_role("link", name="Connexion ou inscription"))
    expect(page).to_have_url(re.compile(r"/compte/connexion/\?next=/textile/$"))
    return shown


def confirm(page: Page, link: str) -> None:
    page.goto(link)
    follow(page.get_by_role("button", name="Me connecter"))


def comes_back(page: Page, shown: dict[str, object]) -> None:
    expect(page).to_have_url(re.compile(r"/textile/#v7\.0\.0/ecs/"))
    assert query_of(page) == shown
    expect(page.get_by_role("link", name="Mon compte")).to_be_visible()


def test_a_mailed_link_comes_back_to_the_simulation_it_was_asked_from(
    page: Page, context: BrowserContext, instance: Server
) -> None:
    sent: list[str] = []
    context.on("request", lambda request: sent.append(f"{request.url} {request.post_data}"))
    email = "retour@example.org"
    shown = ask_from_the_simulator(page)
    check_accessibility(page)
    follow(page.get_by_role("link", name="Inscription", exact=True))
    sign_up(page, email)
    first = mailed(page, instance, email)[-1]
    # In a new tab, as e-mail programs do; the first one is closed or not.
    other = context.new_page()
    confirm(other, first)
    comes_back(other, shown)
    # Nothing of it is left: the next sign-in without a page to return to leads to the account.
    assert other.evaluate("localStorage.getItem('return')") is None
    other.goto("/compte/")
    follow(other.get_by_role("button", name="Me déconnecter", exact=True))

    # The same with the sign-in form, with a used link, then with the new one it offers.
    shown = ask_from_the_simulator(page)
    page.get_by_label("Adresse email").first.fill(email)
    follow(page.get_by_role("button", name="Recevoir un email de connexion"))
    expect(page.get_by_role("heading", name="Email envoyé")).to_be_visible()
    fresh = context.new_page()
    confirm(fresh, first)
    expect(fresh.get_by_role("alert")).to_contain_text("déjà été utilisé")
    known = set(mailed(page, instance, email))
    follow(fresh.get_by_role("button", name="Recevoir un nouveau lien"))
    expect(fresh.get_by_role("heading", name="Email envoyé")).to_be_visible()
    for _ in range(200):
        if new := set(mailed(page, instance, email)) - known:
            break
        page.wait_for_timeout(50)
    last = context.new_page()
    confirm(last, new.pop())
    comes_back(last, shown)
    # Nothing of the simulation was sent to the account pages or put into an e-mail.
    accounts = [text for text in sent if "/compte/" in text]
    assert len(accounts) > 10
    held = accounts + [path.read_text("utf-8") for path in (instance.data / "mails").glob("*")]
    assert not any("ei-lin" in text or "ecs" in text for text in held)


def test_a_mailed_link_asked_from_nowhere_leads_to_the_account(
    page: Page, context: BrowserContext, instance: Server
) -> None:
    email = "compte@example.org"
    # The page to return to from an earlier visit, or from a day ago, does not count.
    stale = {"next": "/textile/", "path": "/textile/", "hash": "#ecs/x", "until": 1}
    for until, asked in ((9e15, True), (1, False)):
        page.goto("/compte/inscription/" if asked else "/compte/connexion/")
        page.evaluate(
            "kept => localStorage.setItem('return', kept)", json.dumps(stale | {"until": until})
        )
        if asked:
            sign_up(page, email)
        link = mailed(page, instance, email)[-1]
        other = context.new_page()
        if asked:
            confirm(other, link)
            expect(other).to_have_url(re.compile("/compte/$"))
            other.close()
        else:
            other.goto(link)
            expect(other.locator("[data-received-link] input[name=next]")).to_have_value("")
            assert other.evaluate("localStorage.getItem('return')") is None


@pytest.fixture(autouse=True)
def _refusals(watch: Watch) -> None:
    """A used link is rejected."""
    watch.expect("403 (Forbidden)")
