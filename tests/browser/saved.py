"""Simulations that a browser has saved, for the tests that need some."""

import json
from typing import Any

from playwright.sync_api import Page

TSHIRT: dict[str, Any] = {
    "countryDyeing": "IN",
    "countryFabric": "CN",
    "countryMaking": "MM",
    "mass": 0.17,
    "materials": [{"country": "FR", "id": "ei-coton", "share": 1}],
    "product": "tshirt",
    "upcycled": False,
}
JEANS: dict[str, Any] = {
    "fading": True,
    "mass": 0.45,
    "materials": [{"id": "ei-coton", "share": 0.9}, {"id": "elasthane", "share": 0.1}],
    "product": "jean",
    "upcycled": False,
}
CAKE: dict[str, Any] = {
    "ingredients": [{"id": "9cbc31e9-80a4-4b87-ac4b-ddc051c47f69", "mass": 120}]
}


def bookmark(name: str, query: dict[str, Any], created: int = 0, **fields: Any) -> dict[str, Any]:
    """A saved simulation, in the public service's shape."""
    version = {"hash": "abc", "tag": "v7.0.0"}
    return {"created": created, "name": name, "query": query, "version": version} | fields


THREE = [
    bookmark("T-shirt d'été", TSHIRT, 3),
    bookmark("Jean délavé", JEANS, 2),
    bookmark("Gâteau", CAKE, 1),
]


def keep(page: Page, address: str, bookmarks: list[Any], compared: tuple[str, ...] = ()) -> None:
    """Open a page in a browser that has saved these simulations."""
    page.goto(address)
    store = {"comparedSimulations": list(compared), "bookmarks": bookmarks}
    page.evaluate("text => localStorage.setItem('store', text)", json.dumps(store))
    page.reload()


def kept(page: Page) -> dict[str, Any]:
    """What the browser has saved."""
    return dict(json.loads(page.evaluate("localStorage.getItem('store')")))


def names(page: Page) -> list[str]:
    """What the list of saved simulations shows."""
    return page.locator("#saved [data-part=link]").all_inner_texts()
