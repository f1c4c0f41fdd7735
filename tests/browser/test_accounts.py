"""Sign up, create a token, copy it, call the API from outside, revoke it, call again."""

import re
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.simulations import link_of, query_of
from tests.browser.visitors import another_page, follow
from tests.browser.watched import Watch, check_accessibility, check_width
from tests.conformance.test_textile import PORTAL_TSHIRT
from tests.site.commands import manage_served
from tests.site.server import Server

EMAIL = "navigateur@example.org"
ADMINISTRATOR = "administration@example.org"
PASSWORD = "une phrase assez longue"
UNSAVED = "400 (Bad Request)"


def called(instance: Server, token: str) -> Any:
    status, answer = instance.post(
        "/api/textile/simulator", PORTAL_TSHIRT, {"Authorization": f"Bearer {token}"}
    )
    assert status == 200
    return answer


def managed(instance: Server, *arguments: str) -> str:
    """Run an operator's command, and return what it prints."""
    run = manage_served(instance.data, *arguments, DJANGO_SUPERUSER_PASSWORD=PASSWORD)
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


def sign_up(page: Page, email: str) -> None:
    page.goto("/compte/inscription/")
    page.get_by_label("Adresse email").fill(email)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_label("Prénom").fill("Ada")
    page.get_by_label("Nom", exact=True).fill("Lovelace")
    page.get_by_label("Je m’engage à respecter").check()
    follow(page.get_by_role("button", name="Valider mon inscription"))
    # Another notice says how long the account is kept.
    welcome = page.get_by_role("status").filter(has_text="Vous avez désormais accès")
    expect(welcome).to_be_visible()


def looks_right(page: Page) -> None:
    """At both widths, no serious accessibility problem, and nothing wider than the window."""
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        check_accessibility(page)
        check_width(page)
    page.set_viewport_size({"width": 1280, "height": 900})


def test_a_token_from_sign_up_to_revocation(
    page: Page, context: BrowserContext, instance: Server
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    sign_up(page, EMAIL)
    looks_right(page)

    follow(page.get_by_role("link", name="Jetons d’API"))
    page.get_by_label("Libellé").fill("Boutique")
    follow(page.get_by_role("button", name="Créer un jeton"))
    looks_right(page)
    page.get_by_role("button", name="Copier le jeton").click()
    expect(page.get_by_text("Copié.")).to_be_visible()
    token = page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(r"eco_api_[\w-]{43}", token)

    row = page.get_by_role("row", name="Boutique")
    page.goto("/compte/jetons/")
    expect(row).to_contain_text("Jamais utilisé")
    assert token not in page.content()
    assert called(instance, token)["impacts"]["cch"] > 0
    page.reload()
    expect(row).not_to_contain_text("Jamais utilisé")
    looks_right(page)

    follow(row.get_by_role("link", name="Révoquer"))
    looks_right(page)
    follow(page.get_by_role("button", name="Révoquer le jeton"))
    expect(page.get_by_role("status")).to_have_text("Le jeton est révoqué")
    answer = called(instance, token)
    assert answer["impacts"]["cch"] == 0
    assert answer["meta"]["impactsLevel"] == "aggregated"


def test_a_refused_form_is_announced_and_leads_to_its_fields(page: Page, watch: Watch) -> None:
    watch.expect(UNSAVED)
    page.goto("/compte/inscription/")
    follow(page.get_by_role("button", name="Valider mon inscription"))
    looks_right(page)
    expect(page).to_have_title(re.compile("^Erreur\\s: "))
    page.get_by_role("alert").get_by_role("link", name="Prénom").click()
    name = page.get_by_label("Prénom")
    expect(name).to_be_focused()
    expect(name).to_have_accessible_description("Le champ est obligatoire")
    expect(name).to_have_attribute("aria-invalid", "true")


def test_a_link_received_needs_one_click(page: Page, watch: Watch) -> None:
    """The page does nothing by itself; an unknown link is refused by the server."""
    watch.expect("403 (Forbidden)")
    posts: list[str] = []
    page.on(
        "request", lambda request: posts.append(request.url) if request.method == "POST" else None
    )
    page.goto(f"/compte/connexion/#{'x' * 43}")
    button = page.get_by_role("button", name="Me connecter")
    expect(button).to_be_focused()
    expect(page.get_by_label("Mot de passe")).to_be_hidden()
    assert posts == []
    looks_right(page)
    with another_page(page):
        button.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Ce lien n’est pas valable")
    assert len(posts) == 1
    looks_right(page)


def test_a_double_click_on_a_link_received_signs_in(page: Page, instance: Server) -> None:
    managed(instance, "create_token", "double@example.org")
    link = managed(instance, "create_login_link", "double@example.org")
    page.goto(f"/compte/connexion/#{link.rpartition('#')[2]}")
    # As a hand does it: the first click has reached the server before the second.
    page.get_by_role("button", name="Me connecter").evaluate(
        "button => { button.click(); setTimeout(() => button.click(), 20); }"
    )
    expect(page).to_have_url(re.compile("/compte/mot-de-passe/$"))
    expect(page.get_by_role("heading", name="Mon compte")).to_be_visible()


def test_the_other_pages_of_an_account(page: Page) -> None:
    sign_up(page, "pages@example.org")
    for path in ("adresse", "mot-de-passe", "suppression"):
        page.goto(f"/compte/{path}/")
        looks_right(page)
    page.get_by_label("Adresse email du compte").fill("pages@example.org")
    follow(page.get_by_role("button", name="Supprimer mon compte"))
    expect(page.get_by_role("status").first).to_contain_text("supprimés")
    looks_right(page)


def test_the_administration_works_under_the_content_policy(page: Page, instance: Server) -> None:
    managed(instance, "createsuperuser", "--no-input", "--email", ADMINISTRATOR)
    page.goto("/administration/")
    page.get_by_label("Adresse email").fill(ADMINISTRATOR)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    follow(page.get_by_role("button", name="Se connecter"))
    expect(page).to_have_url(re.compile("/administration/$"))
    follow(page.get_by_role("link", name="Comptes", exact=True).last)
    follow(page.get_by_role("link", name=ADMINISTRATOR))
    page.get_by_label("Prénom").fill("Grace")
    follow(page.get_by_role("button", name="Enregistrer", exact=True))
    expect(page.get_by_role("row", name=ADMINISTRATOR)).to_contain_text("Grace")
    page.goto("/administration/admin/logentry/")
    expect(page.get_by_role("row", name=ADMINISTRATOR)).to_be_visible()


def test_loading_the_page_of_a_new_token_again_makes_no_second_one(page: Page) -> None:
    sign_up(page, "recharge@example.org")
    page.goto("/compte/jetons/")
    page.get_by_label("Libellé").fill("Boutique")
    # As a hand does it: the first click has reached the server before the second.
    page.get_by_role("button", name="Créer un jeton").evaluate(
        "button => { button.click(); setTimeout(() => button.click(), 20); }"
    )
    expect(page.get_by_label("Jeton", exact=True)).to_have_value(re.compile(r"eco_api_[\w-]{43}"))
    page.reload()
    expect(page.get_by_label("Jeton", exact=True)).to_have_count(0)
    expect(page.get_by_role("row", name="Boutique")).to_have_count(1)


def test_a_link_followed_by_a_full_stop_is_mended_and_one_cut_short_is_told(
    page: Page, watch: Watch
) -> None:
    page.goto(f"/compte/connexion/#{'x' * 43}.")
    expect(page.get_by_role("button", name="Me connecter")).to_be_focused()
    expect(page.get_by_label("Lien reçu")).to_have_value("x" * 43)
    page.goto("/")
    page.goto(f"/compte/connexion/#{'x' * 30}")
    expect(page.get_by_role("alert")).to_contain_text("Ce lien n’est pas entier")
    expect(page.get_by_label("Lien reçu")).to_be_focused()
    expect(page.get_by_label("Mot de passe")).to_be_visible()
    looks_right(page)
    watch.expect(UNSAVED)
    follow(page.get_by_role("button", name="Me connecter"))
    expect(page.get_by_role("alert").first).to_contain_text("Ce lien est incomplet")
    looks_right(page)


def test_signing_in_from_a_simulator_comes_back_to_its_simulation(
    page: Page, context: BrowserContext
) -> None:
    sign_up(page, "retour@example.org")
    follow(page.get_by_role("button", name="Me déconnecter", exact=True))
    query = {"mass": 0.3, "product": "jean", "materials": [{"id": "ei-lin", "share": 1}]}
    page.goto(f"/textile/#{link_of(query)}")
    shown = query_of(page)
    assert shown["product"] == "jean"
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url + (request.post_data or "")))
    follow(page.get_by_role("link", name="Connexion ou inscription"))
    expect(page).to_have_url(re.compile(r"/compte/connexion/\?next=/textile/$"))
    page.get_by_label("Adresse email").fill("retour@example.org")
    page.get_by_label("Mot de passe").fill(PASSWORD)
    follow(page.get_by_role("button", name="Se connecter"))
    expect(page).to_have_url(re.compile(r"/textile/#v7\.0\.0/ecs/"))
    assert query_of(page) == shown
    fragment = page.locator("#results").get_attribute("data-fragment") or ""
    # Until the simulator requests it again, nothing of it has left the browser.
    accounts = [text for text in sent if "/compte/" in text]
    assert accounts
    assert not any("ei-lin" in text or "ecs" in text for text in accounts)
    # Another visit in the same tab starts afresh.
    page.goto("/")
    page.goto("/textile/")
    expect(page).to_have_url(re.compile("/textile/$"))
    expect(page.locator("#results")).not_to_have_attribute("data-fragment", fragment)
