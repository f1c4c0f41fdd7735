"""French punctuation stays on the line of the word before it, and nothing else is touched."""

import re

import pytest
from django.template import engines
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from ecobalyse_site.typography import NARROW, NO_BREAK, french_html
from tests.browser.addresses import page_addresses

NOT_SHOWN = re.compile(r"<(pre|code|script|style|textarea)\b.*?</\1>|<!--.*?-->|<[^>]*>", re.DOTALL)
BREAKABLE = re.compile(r"\S+ [:;!?%»]|« \S+")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Total : 5 %", f"Total{NO_BREAK}: 5{NARROW}%"),
        ("Prêt ? Oui ! Bien ; voici", f"Prêt{NARROW}? Oui{NARROW}! Bien{NARROW}; voici"),
        ("« Aïe »", f"«{NO_BREAK}Aïe{NO_BREAK}»"),
        ("<b>Nom</b> : x", f"<b>Nom</b>{NO_BREAK}: x"),
        ("« <b>Nom</b> »", f"«{NO_BREAK}<b>Nom</b>{NO_BREAK}»"),
        ("le tout : « non »", f"le tout{NO_BREAK}: «{NO_BREAK}non{NO_BREAK}»"),
    ],
)
def test_spaces_before_punctuation_do_not_break(written: str, shown: str) -> None:
    assert french_html(written) == shown
    assert french_html(shown) == shown


@pytest.mark.parametrize(
    "written",
    [
        '<p title="a : b" data-x=\'{"y" : "z ; t"}\'>a</p>',
        '<p title="5 > 4 : vrai" data-x="« non »">a</p>',
        "<pre>curl : a\n<code>x ? y : z</code> ; t</pre>",
        "<code>a : b</code>",
        "<script>a ? b : c</script><style>a : b</style>",
        "<textarea>un : deux</textarea>",
        "<!-- a : b -->",
        "12:30, a; b, c! d? https://example.org",
    ],
)
def test_what_is_no_text_of_the_page_is_left_alone(written: str) -> None:
    assert french_html(written) == written


def test_only_french_pages_are_changed() -> None:
    template = engines["django"].get_template("simulators/_broken_link.html")
    context = {"faults": {"mass": "La masse : non"}}
    with translation.override("fr"):
        assert f"</strong>{NO_BREAK}: La masse{NO_BREAK}: non" in template.render(context)
    with translation.override("en"):
        assert "</strong>: La masse : non" in template.render(context)


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


def test_what_the_api_says_keeps_its_spaces(client: Client) -> None:
    body = {"mass": 0.17, "product": "tshirt", "materials": [{"id": "ei-coton", "share": 2}]}
    answer = client.post("/api/textile/simulator", body, content_type="application/json")
    assert "json.materials[0].share : 2." in answer.json()["error"]["decoding"]
