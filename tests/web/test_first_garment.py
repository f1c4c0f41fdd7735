"""The small simulator of the home page: the API's figures, with or without scripts."""

import json
import re
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from scoring.answers.sector import compute
from scoring.answers.sectors import TEXTILE
from scoring.instance import served_to
from scoring.methods import installed_versions, method_of
from scoring.web import first_garment
from scoring.web.figures import number, percentage, quantity, significant
from tests.web.test_page_figures import fact, garment_stages

pytestmark = pytest.mark.django_db

JEANS = {
    "product": "jean",
    "mass": "450 g",
    "material-0-id": "ei-coton",
    "material-0-share": "100",
    "countrySpinning": "",
    "countryFabric": "TR",
    "countryDyeing": "TR",
    "countryMaking": "TN",
}
SCRIPT = {"HX-Request": "true"}
PART = re.compile(
    r'<span class="name">([^<]*)</span> <span class="number">([^<]*)</span> '
    r'<span class="number muted">([^<]*)</span>'
)


def text_of(answer: Any, status: int = 200) -> str:
    assert isinstance(answer, HttpResponse)
    assert answer.status_code == status
    return unescape(answer.content.decode())


def score_of(page: str) -> str:
    (found,) = re.findall(r'<strong id="score"[^>]*>([^<]*)</strong>', page)
    return str(found)


def call_of(page: str) -> dict[str, Any]:
    """The request of the command that the page shows."""
    (found,) = re.findall(r"-d '(.*?)'</code>", page, re.DOTALL)
    body: dict[str, Any] = json.loads(found)
    return body


def computed(body: dict[str, Any], version: str = "v7.0.0") -> str:
    method = method_of(version)
    served = served_to(method, entitled=False)
    return number(compute(TEXTILE, method, body, served).impacts["ecs"])


@pytest.mark.parametrize("version", ["", *installed_versions()])
def test_the_page_opens_with_a_garment_and_the_score_of_its_own_call(
    client: Client, version: str
) -> None:
    address = f"/versions/{version}/" if version else "/"
    page = text_of(client.get(address))
    assert score_of(page) == computed(call_of(page), version or "v7.0.0")
    assert f'href="{address}textile/#{version or "v7.0.0"}/ecs/' in page


def test_without_scripts_the_same_form_computes_here_and_opens_in_the_simulator(
    client: Client,
) -> None:
    here = text_of(client.post("/", JEANS))
    score = score_of(here)
    assert score == computed(call_of(here))
    assert call_of(here)["mass"] == 0.45
    assert 'value="450 g"' in here
    assert score_of(text_of(client.post("/textile/", JEANS))) == score


def test_a_script_gets_the_score_and_what_depends_on_it_alone(client: Client) -> None:
    whole = text_of(client.post("/", JEANS))
    part = text_of(client.post("/", JEANS, headers=SCRIPT))
    assert "<html" not in part
    assert score_of(part) == score_of(whole)
    assert call_of(part) == call_of(whole)
    assert re.search('<pre id="try-command"[^>]*data-hx-swap-oob="true"', part)


def test_the_parts_fill_the_bar(client: Client) -> None:
    page = text_of(client.get("/"))
    bar = page.partition('class="parts-bar"')[2].partition("</svg>")[0]
    places = [
        (float(start), float(width))
        for start, width in re.findall(r'x="([0-9.]+)%" width="([0-9.]+)%"', bar)
    ]
    assert len(places) == page.partition('class="parts"')[2].partition("</ul>")[0].count("<li>")
    end = 0.0
    for start, width in places:
        assert start == pytest.approx(end, abs=0.02)
        end = start + width
    assert end == pytest.approx(100, abs=0.02)


@pytest.mark.parametrize("garment", [JEANS, JEANS | {"product": "pull", "mass": "0,25"}])
def test_the_figures_beside_the_score_are_those_of_the_answer(
    client: Client, garment: dict[str, str]
) -> None:
    page = text_of(client.post("/", garment))
    body = call_of(page)
    sent = json.dumps(body)
    path = "/api/textile/simulator/detailed"
    answer = client.post(path, sent, content_type="application/json").json()
    score, durability = answer["impacts"]["ecs"], answer["durability"]
    before = answer["impactsWithoutDurability"]["ecs"]
    assert fact(page, "Pour 100 g") == quantity(score * 0.1 / body["mass"], "Pts")
    assert f'Durabilité <span class="number">{number(durability)}</span>' in page
    division = (number(before), "÷", significant(durability), "=", quantity(score, "Pts"))
    assert '<dd class="number">{}</dd>'.format("\u00a0".join(division)) in page
    stages = {name: points for name, points in garment_stages(answer).items() if points}
    shown = PART.findall(page)
    widths = re.findall(r'class="family-\w+" x="[\d.]+%" width="([\d.]+)%"', page)
    assert shown == [
        (name, quantity(points, "Pts"), percentage(points / score, 0))
        for name, points in stages.items()
    ]
    assert [float(width) for width in widths] == pytest.approx(
        [points / score * 100 for points in stages.values()], abs=0.01
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"mass": "x"}, "Masse du produit fini : « x » n’est pas un nombre."),
        ({"mass": ""}, "Masse du produit fini : une valeur est attendue."),
        ({"mass": "-1"}, "Masse du produit fini"),
        ({"product": "tablier"}, "tablier"),
        ({"countryMaking": "XX"}, "XX"),
        ({"material-0-id": "laine-de-verre"}, "laine-de-verre"),
    ],
)
def test_a_refused_value_is_named_and_no_score_is_shown(
    client: Client, change: dict[str, str], words: str
) -> None:
    for page in (
        text_of(client.post("/", JEANS | change), 400),
        text_of(client.post("/", JEANS | change, headers=SCRIPT)),
    ):
        assert words.replace(" ", "") in re.sub(r"\s", "", page)
        assert 'id="score"' not in page


def test_a_form_that_lacks_everything_is_refused_without_a_fault(client: Client) -> None:
    assert 'id="score"' not in text_of(client.post("/", {}), 400)


def test_other_fields_are_left_out(client: Client) -> None:
    more = {"fading": "1", "price": "1", "material-1-id": "ei-lin", "material-0-share": "50"}
    assert score_of(text_of(client.post("/", JEANS | more))) == score_of(
        text_of(client.post("/", JEANS))
    )


def test_a_version_that_refuses_our_garment_opens_with_its_first_example(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = replace(
        first_garment.TEXTILE, default={**first_garment.TEXTILE.default, "product": "tablier"}
    )
    monkeypatch.setattr(first_garment, "TEXTILE", refused)
    page = text_of(client.get("/"))
    assert score_of(page) == computed(call_of(page))


def test_without_a_garment_to_show_there_is_neither_form_nor_call(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = replace(
        first_garment.TEXTILE, default={**first_garment.TEXTILE.default, "product": "tablier"}
    )
    monkeypatch.setattr(first_garment, "TEXTILE", refused)
    monkeypatch.setattr(first_garment, "examples_of", lambda version, sector: ())
    for page in (text_of(client.get("/")), text_of(client.post("/", JEANS))):
        assert "try-form" not in page
        assert "curl" not in page
        assert "Ouvrir l’explorateur" in page


def test_whether_the_score_may_be_declared_depends_on_the_version(client: Client) -> None:
    assert "Pour un vêtement, oui." in text_of(client.get("/versions/v7.0.0/"))
    current = text_of(client.get("/versions/v8.1.0/"))
    assert "Pour un vêtement, oui." not in current
    assert "pas pour les déclarations" in current
    assert 'href="/versions/v7.0.0/">Calculer avec la version v7.0.0' in current


def test_the_data_counted_are_those_of_the_version(client: Client) -> None:
    for version in installed_versions():
        dataset = method_of(version).dataset
        page = text_of(client.get(f"/versions/{version}/"))
        counts = re.findall(r'<li><strong class="number">(\d+)</strong>', page)
        assert counts[:2] == [str(len(dataset.products)), str(len(dataset.materials))]
