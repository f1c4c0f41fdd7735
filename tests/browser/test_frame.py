"""The frame in a real browser: menu, languages, links of the public service, weight."""

import pytest
from playwright.sync_api import Page, Response, expect

from tests.browser.visitors import follow
from tests.browser.watched import Watch

QUERY = "eyJtYXNzIjowLjE3fQ=="


def test_the_first_page_is_light(fresh: Page) -> None:
    received: list[Response] = []

    def keep(answer: Response) -> None:
        received.append(answer)

    fresh.on("response", keep)
    fresh.goto("/")
    fresh.wait_for_load_state("networkidle")
    weights = {answer.url: len(answer.body()) for answer in received}
    assert sum(weights.values()) < 150_000, weights


@pytest.mark.parametrize("address", ["/textile/", "/alimentaire/", "/objet/", "/catalogue/"])
def test_a_page_of_work_travels_light(fresh: Page, address: str) -> None:
    received: list[Response] = []

    def keep(answer: Response) -> None:
        received.append(answer)

    fresh.on("response", keep)
    fresh.goto(address)
    fresh.wait_for_load_state("networkidle")
    # As transferred: compressed. What the browser has cached does not count.
    sizes = {answer.url: answer.request.sizes()["responseBodySize"] for answer in received}
    weights = {url: size for url, size in sizes.items() if size > 0}
    assert len(weights) > len(sizes) / 2
    assert sum(weights.values()) < 100_000, weights


def test_the_language_is_changed_and_the_fragment_kept(page: Page) -> None:
    page.goto("/#quelque-chose")
    follow(page.get_by_role("button", name="English"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url.endswith("/#quelque-chose")
    expect(page.get_by_role("heading", level=1)).to_contain_text("environmental cost")
    follow(page.get_by_role("button", name="Français"))
    expect(page.locator("html")).to_have_attribute("lang", "fr")


def test_the_menu_of_a_phone_opens_and_closes_with_the_keyboard(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/")
    link = page.get_by_role("navigation", name="Menu principal").get_by_role("link", name="Textile")
    expect(link).to_be_hidden()
    page.get_by_role("button", name="Menu").press("Enter")
    expect(link).to_be_visible()
    page.keyboard.press("Escape")
    expect(link).to_be_hidden()


def test_the_menu_of_a_phone_has_a_button_that_closes_it(page: Page) -> None:
    page.goto("/textile/")
    expect(page.locator(".close-menu")).to_be_hidden()
    page.set_viewport_size({"width": 390, "height": 844})
    opener = page.get_by_role("button", name="Menu")
    opener.click()
    page.get_by_role("button", name="Fermer").click()
    expect(page.get_by_role("navigation", name="Menu principal")).to_be_hidden()
    expect(opener).to_be_focused()


def test_the_open_tab_is_in_sight_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/explorateur/textile/impacts/")
    tab = page.get_by_role("navigation", name="Jeux de données").get_by_role("link", name="Impacts")
    expect(tab).to_be_in_viewport(ratio=0.9)


def test_the_first_tab_leads_to_the_content(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


@pytest.mark.parametrize(
    ("link", "page_of_ours"),
    [
        (f"/#/textile/simulator/ecs/{QUERY}", f"/textile/#ecs/{QUERY}"),
        (
            f"/versions/v7.0.0#/textile/simulator/pef/{QUERY}",
            f"/versions/v7.0.0/textile/#pef/{QUERY}",
        ),
        (
            f"/versions/v7.0.0/#/textile/simulator/ecs/{QUERY}",
            f"/versions/v7.0.0/textile/#ecs/{QUERY}",
        ),
        (f"/#/textile/simulator/ecs/perItem/simple/{QUERY}", f"/textile/#ecs/{QUERY}"),
        ("/#/textile/simulator", "/textile/"),
        (f"/#/food/ecs/{QUERY}", f"/alimentaire/#ecs/{QUERY}"),
        (f"/#/food/build/ecs/{QUERY}", f"/alimentaire/#ecs/{QUERY}"),
        (f"/#/object/simulator/ecs/{QUERY}", f"/objet/#ecs/{QUERY}"),
        (f"/#/veli/simulator/ecs/{QUERY}", f"/veli/#ecs/{QUERY}"),
        ("/#/explore/textile/materials/ei-coton", "/explorateur/textile/materials/ei-coton/"),
        (
            "/#/textile/edit-example/6a2da9ff-9120-4a47-91ad-a8e72be45f4a",
            "/textile/exemples/6a2da9ff-9120-4a47-91ad-a8e72be45f4a/",
        ),
        ("/#/api", "/documentation-api/"),
        ("/#/pages/api-faq", "/pages/api-faq/"),
        ("/#/pages/mentions-l%C3%A9gales", "/pages/mentions-legales/"),
        ("/#/auth/signup", "/compte/inscription/"),
    ],
)
def test_a_link_of_the_public_service_leads_to_our_page(
    page: Page, watch: Watch, link: str, page_of_ours: str
) -> None:
    watch.expect("404 (Not Found)")
    page.goto("/xxx/")
    found = page.evaluate(
        """async ([link, module]) => {
          const { pageOf, rootOf } = await import(module);
          const url = new URL(link, location.href);
          return pageOf(url.hash, rootOf(url.pathname));
        }""",
        [link, "/static/js/links.js"],
    )
    assert found == page_of_ours


def test_a_fragment_that_is_no_page_stays_on_the_home_page(page: Page, watch: Watch) -> None:
    page.goto("/#/inconnu")
    page.wait_for_load_state("networkidle")
    assert page.url.endswith("/#/inconnu")
