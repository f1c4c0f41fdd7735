"""The "?" of each field of a simulator leads to an existing section, in both languages."""

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from scoring.engine.method import Method
from scoring.web.method.help import help_address, method_address
from tests.catalogue.files import HEADER, lines, pull
from tests.web.products import BOXES, COTTON, DISH

TRIM = "0e8ea799-9b06-490c-a925-37564746c454"
EXPLORATORY = COTTON | {
    "printing": {"kind": "pigment", "ratio": 0.2},
    "fabricProcess": "weaving",
    "trims": [{"id": TRIM, "quantity": 2}],
}
SET = {"products": [COTTON | {"numberOfItem": 2}, COTTON]}
PARTS = {
    "product": "tshirt",
    "components": [
        {
            "mass": 0.1,
            "materials": COTTON["materials"],
            "countryMaking": "CN",
            "mainComponent": True,
        },
        {"mass": 0.07, "materials": COTTON["materials"]},
    ],
}
MEAL = DISH | {
    "ingredients": [
        {"id": "8fb5024c-ceec-4201-b069-ea253c537ad6", "mass": 250},
        {"id": "4d5198e7-413a-4ae2-8448-535aa3b302ae", "mass": 100},
    ],
}
PAGES: list[tuple[str, Any]] = [
    ("/textile/", EXPLORATORY),
    ("/versions/v8.1.0/textile/", COTTON),
    ("/textile/lot/", SET),
    ("/textile/parties/", PARTS),
    ("/alimentaire/", MEAL),
    ("/objet/", BOXES),
    ("/veli/", {"components": BOXES["components"][:1]}),
]
# Controls of a page that are not fields of a product.
NO_FIELDS = re.compile(
    r"impact|main|mode|.*-shown|step-.*|wanted-.*|action|initial|name|query"
    r"|.*-custom|.*-transform|language|address|return|with-version|example"
)


class Fields(HTMLParser):
    """The visible controls of a simulator's form, with the help of each."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.helped: dict[str, str] = {}
        self._inside = False
        self._names: list[str] = []
        self._help = ""
        self.feed(page)
        self._end()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        classes = found.get("class", "").split()
        if tag == "form":
            self._inside = found.get("id") == "simulator-form"
        if "field" in classes or "line" in classes or tag in ("section", "dialog", "summary"):
            self._end()
        if tag == "a" and "help" in classes:
            self._help = self._help or found["href"]
        name = found.get("name", "")
        is_shown = tag == "select" or (tag == "input" and found.get("type") != "hidden")
        if self._inside and is_shown and name and not NO_FIELDS.fullmatch(name):
            self._names.append(re.sub("-typed$", "-id", name))

    def _end(self) -> None:
        """A field ends: its help belongs to its controls."""
        for name in self._names:
            self.helped[name] = self._help
        self._names, self._help = [], ""


def opened(client: Client, address: str, body: Any, language: str) -> str:
    answer = client.post(
        f"{address}lien/", {"query": json.dumps(body)}, headers={"Accept-Language": language}
    )
    assert answer.status_code == 200
    text: str = answer.content.decode()
    assert 'id="simulator-form"' in text
    return text


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("address", "body"), PAGES)
def test_each_field_has_its_help_whose_section_is_there(
    client: Client, address: str, body: Any, language: str
) -> None:
    helped = Fields(opened(client, address, body, language)).helped
    assert len(helped) > 2
    assert [name for name, target in helped.items() if not target] == []
    paths = {target.partition("#")[0] for target in helped.values()}
    # The help of most fields is on the same long page.
    pages = {path: client.get(path, headers={"Accept-Language": language}) for path in paths}
    for name, target in helped.items():
        path, _hash, anchor = target.partition("#")
        page = pages[path]
        assert page.status_code == 200, (name, target)
        assert path.startswith("/versions/") == address.startswith("/versions/"), target
        if anchor:
            assert f'id="{anchor}"' in page.content.decode(), (name, target)


def test_the_help_of_cards_and_folds_is_there_too(client: Client) -> None:
    pages: dict[str, str] = {}
    for address, body in PAGES:
        text = opened(client, address, body, "fr")
        for path, anchor in set(re.findall(r'class="help" href="([^"#]*)#([^"]*)"', text)):
            if path not in pages:
                pages[path] = client.get(path).content.decode()
            assert f'id="{anchor}"' in pages[path], (address, anchor)


def test_the_footer_leads_to_the_method_of_each_sector(client: Client, settings: Any) -> None:
    page = client.get("/").content.decode()
    footer = page[page.index("<footer") :]
    for slug in ("textile", "alimentaire", "objets"):
        assert f'href="/pages/methode-{slug}/"' in footer
    settings.ENABLE_OBJECTS_SECTION = False
    footer = client.get("/").content.decode().partition("<footer")[2]
    # Light vehicles are objects.
    assert 'href="/pages/methode-objets/"' in footer
    page = client.get("/pages/methode-objets/").content.decode()
    assert 'href="/veli/"' in page
    settings.ENABLE_VELI_SECTION = False
    footer = client.get("/").content.decode().partition("<footer")[2]
    assert 'href="/pages/methode-objets/"' not in footer


def test_what_is_no_field_has_no_help(method: Method) -> None:
    assert help_address("textile", "initial", "/", "/explorateur/textile/") == ""
    assert help_address("", "mass", "/", "") == ""
    assert help_address("veli", "component-0-quantity", "/versions/v1/", "") == method_address(
        "object", "total", "/versions/v1/"
    )


def section_there(client: Client, target: str, language: str) -> bool:
    """The address opens in this language, and has the section that it names."""
    path, _hash, anchor = target.partition("#")
    page = client.get(path, headers={"Accept-Language": language})
    return page.status_code == 200 and (not anchor or f'id="{anchor}"' in page.content.decode())


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("root", ["/", "/versions/v8.1.0/"])
@pytest.mark.parametrize(
    ("page", "sections"),
    [
        ("", ["", "score", "material", "spinning", "fabric", "ennobling", "making"]),
        ("textile/estimation/", ["", "material", "making", "score", "durability"]),
    ],
)
def test_the_small_simulator_and_the_estimate_have_their_help_too(
    client: Client, page: str, root: str, sections: list[str], language: str
) -> None:
    text = client.get(f"{root}{page}", headers={"Accept-Language": language}).content.decode()
    found = re.findall(r'class="help" href="([^"]*)"', text)
    assert [target.partition("#")[2] for target in found] == sections
    for target in found:
        assert target.startswith("/versions/") == root.startswith("/versions/"), target
        assert section_there(client, target, language), target


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_column_of_a_catalogue_that_is_a_field_has_its_help(
    client: Client, language: str
) -> None:
    columns = [*HEADER, "Lot", "Couleur"]
    answer = client.post(
        "/versions/v8.1.0/catalogue/calcul/",
        lines([pull()], columns),
        content_type="application/octet-stream",
        headers={"Accept-Language": language},
    )
    head = json.loads(answer.getvalue().splitlines()[0])
    helped = {columns[int(place)] for place in head["help"]}
    no_fields = {"GTINs/EANs", "Référence interne", "Marque ID", "Score", "Couleur"}
    assert set(columns) - helped == no_fields
    for target in set(head["help"].values()):
        assert target.startswith("/versions/v8.1.0/"), target
        assert section_there(client, target, language), target
