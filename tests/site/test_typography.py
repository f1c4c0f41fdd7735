"""Visible text is typographic in both languages; what is sent back or executed is unchanged."""

import json
import re
from html import unescape
from html.parser import HTMLParser

import pytest
from django.template import engines
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from foundation.typography import NARROW, NO_BREAK, typographic, typographic_html
from tests.browser.addresses import page_addresses

NOT_SHOWN = re.compile(r"<(pre|code|script|style|textarea)\b.*?</\1>|<!--.*?-->|<[^>]*>", re.DOTALL)
BREAKABLE = re.compile(r"\S+ [:;!?%»]|« \S+")
STRAIGHT = re.compile(r"\w*[^\W_]'\w*")
# Attributes that are read or heard.
HEARD = ("title", "aria-label", "placeholder", "alt", "label", "data-announce", "data-text")
CODE = ("pre", "code", "kbd", "samp", "script", "style", "textarea")


class Shown(HTMLParser):
    """The texts of a page that are read or heard."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in CODE:
            self._inside.append(tag)
        self.texts += [value for name, value in attrs if name in HEARD and value]

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.texts.append(data)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Total : 5 %", f"Total{NO_BREAK}: 5{NARROW}%"),
        ("Prêt ? Oui ! Bien ; voici", f"Prêt{NARROW}? Oui{NARROW}! Bien{NARROW}; voici"),
        ("« Aïe »", f"«{NO_BREAK}Aïe{NO_BREAK}»"),
        ("<b>Nom</b> : x", f"<b>Nom</b>{NO_BREAK}: x"),
        ("« <b>Nom</b> »", f"«{NO_BREAK}<b>Nom</b>{NO_BREAK}»"),
        ("le tout : « non »", f"le tout{NO_BREAK}: «{NO_BREAK}non{NO_BREAK}»"),
        ("l'été, aujourd&#x27;hui, d&#39;ici", "l’été, aujourd’hui, d’ici"),
        ("jusqu'<b>ici</b>, l'« eau »", f"jusqu’<b>ici</b>, l’«{NO_BREAK}eau{NO_BREAK}»"),
        (
            '<a title="l&#x27;eau" aria-label="d\'ici">a</a>',
            '<a title="l’eau" aria-label="d’ici">a</a>',
        ),
        (
            '<input placeholder="l\'eau" value="l\'eau">',
            '<input placeholder="l’eau" value="l\'eau">',
        ),
        ('<optgroup label="l\'un">', '<optgroup label="l’un">'),
        (
            '<meta name="description" content="l\'eau"><meta name="x" content="l\'eau">',
            '<meta name="description" content="l’eau"><meta name="x" content="l\'eau">',
        ),
        ("<pre aria-label=\"l'eau\">l'eau</pre>", '<pre aria-label="l’eau">l\'eau</pre>'),
        ("La liste 'materials' doit", "La liste 'materials' doit"),
        ("<p>\n      a\n\n   b</p>", "<p>\na\nb</p>"),
    ],
)
def test_a_french_text_is_typographic(written: str, shown: str) -> None:
    assert typographic_html(written, french=True) == shown
    assert typographic_html(shown, french=True) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Don't: the garment's 5 %", "Don’t: the garment’s 5 %"),
        ("<b>v7.0.0</b>'s data, the 1990's", "<b>v7.0.0</b>’s data, the 1990’s"),
        ("the brands' data", "the brands’ data"),
        ('from "a b" to &quot;c&quot;, ("d")', "from “a b” to “c”, (“d”)"),
        ("the 'materials' list", "the ‘materials’ list"),
        ('a screen of 24", 5\'10"', 'a screen of 24", 5’10"'),
    ],
)
def test_an_english_text_is_typographic(written: str, shown: str) -> None:
    assert typographic_html(written, french=False) == shown
    assert typographic_html(shown, french=False) == shown


@pytest.mark.parametrize(
    "written",
    [
        "<p data-x='{\"y\" : \"z ; l''t\"}'>a</p>",
        '<p data-query="5 > 4 : l&#x27;eau" data-x="« non »">a</p>',
        "<pre>curl : l'a\n    <code>x ? y : z</code> ; t</pre>",
        "<code>a : l'b</code>",
        "<script>a ? b : c('l'd')</script><style>a : b</style>",
        "<textarea>un : l'autre</textarea>",
        '<button value="l\'eau" formaction="/l\'eau/">a</button><a href="#l\'eau">b</a>',
        '<option value="l\'eau">a</option><input value="&quot;l&#x27;eau&quot;">',
        "<!-- a : l'b -->",
        "12:30, a; b, c! d? https://example.org",
    ],
)
@pytest.mark.parametrize("french", [True, False])
def test_what_is_no_text_of_the_page_is_left_alone(written: str, french: bool) -> None:
    assert typographic_html(written, french=french) == written


@pytest.mark.parametrize(
    "hostile", ["'", '"', '"a', " 'a", "« ", "\n", "<a '", "&#x27;", "&quot;", "\0"]
)
def test_no_text_takes_long(hostile: str) -> None:
    """Were it not linear, this would take minutes."""
    assert len(typographic_html(hostile * 100_000, french=False)) > 0


def test_a_plain_text_is_typographic_too() -> None:
    assert typographic("d'ici : 5 %", french=True) == f"d’ici{NO_BREAK}: 5{NARROW}%"
    assert typographic('it\'s "so": 5 %', french=False) == "it’s “so”: 5 %"


def test_each_language_has_its_own_rules() -> None:
    template = engines["django"].get_template("simulators/_broken_link.html")
    context = {"faults": {"mass": "La masse : n'est pas"}}
    with translation.override("fr"):
        assert f"</strong>{NO_BREAK}: La masse{NO_BREAK}: n’est pas" in template.render(context)
    with translation.override("en"):
        assert "</strong>: La masse: n’est pas" in template.render(context)


def test_the_texts_of_emails_stay_as_they_are() -> None:
    with translation.override("fr"):
        text = render_to_string("robots.txt")
    assert NO_BREAK not in text


@pytest.mark.django_db
@pytest.mark.parametrize("address", page_addresses())
def test_no_page_lets_a_line_start_with_a_punctuation_mark(client: Client, address: str) -> None:
    text = client.get(address).content.decode()
    shown = NOT_SHOWN.sub(lambda found: "code" if found[1] else "", text)
    assert not BREAKABLE.findall(shown)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("address", page_addresses())
def test_no_page_shows_a_straight_apostrophe(client: Client, address: str, language: str) -> None:
    answer = client.get(address, headers={"Accept-Language": language})
    page = Shown()
    page.feed(answer.content.decode())
    assert answer.status_code == 302 or len(page.texts) > 20
    assert not [text for text in page.texts if STRAIGHT.search(text)]


def test_what_a_visitor_typed_comes_back_as_typed(client: Client) -> None:
    """Unchanged in fields and in what is sent back; in visible text it is treated as any text."""
    name = "Bac d'eau « 24' »"
    custom = {"name": name, "elements": []}
    body = {"components": [{"quantity": 1, "custom": custom}]}
    page = client.post("/objet/lien/", {"query": json.dumps(body)})
    text = page.content.decode()
    assert name in [unescape(value) for value in re.findall(r'<input [^>]*value="([^"]*)"', text)]
    assert "d’eau" in text


def test_what_the_api_says_keeps_its_spaces_and_apostrophes(client: Client) -> None:
    body = {"mass": 0.17, "product": "tshirt", "materials": [{"id": "ei-coton", "share": 2}]}
    answer = client.post("/api/textile/simulator", body, content_type="application/json")
    assert "json.materials[0].share : 2." in answer.json()["error"]["decoding"]
    names = client.get("/api/textile/countries").content.decode()
    assert "’" not in names
