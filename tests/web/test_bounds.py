"""Too much for a page gets a plain message, and malformed input causes no internal error."""

import json
from typing import Any

import pytest
from django.test import Client

from scoring.web.bounds import LONGEST_JSON, MOST_LINES, TooLarge, check_lines
from scoring.web.forms import position_in
from scoring.web.posted_json import Unreadable, read_json
from tests.conformance.test_textile import PORTAL_TSHIRT

MATERIAL = {"id": "ei-coton", "share": 0.01}
TRIM = {"id": "0c903fc7-279b-4375-8cfa-ca8133b8e973", "quantity": 1}
SAID = "La liste «\u00a0{}\u00a0» a {} lignes\u202f; cette page en montre {} au plus."


def garment(count: int, field: str = "materials", item: Any = MATERIAL) -> str:
    return json.dumps(PORTAL_TSHIRT | {field: [item] * count})


def posted(client: Client, path: str, status: int, **fields: str) -> str:
    answer = client.post(path, fields)
    assert answer.status_code == status
    return str(answer.content.decode())


def test_a_link_is_drawn_up_to_the_limit_and_refused_above(client: Client) -> None:
    most = MOST_LINES["materials"]
    assert 'id="simulator-form"' in posted(client, "/textile/lien/", 200, query=garment(most))
    text = posted(client, "/textile/lien/", 200, query=garment(most + 1))
    assert 'id="simulator-form"' not in text
    assert SAID.format("Matières", most + 1, most) in text


def test_a_text_over_the_limit_is_named_with_its_length(client: Client) -> None:
    text = posted(client, "/objet/lien/", 200, query="[" + " " * LONGEST_JSON + "]")
    assert "Le champ «\u00a0query\u00a0» a 32\u202f770 caractères" in text
    text = posted(client, "/objet/", 400, initial=" " * (LONGEST_JSON + 1))
    assert "Le champ «\u00a0initial\u00a0» a 32\u202f769 caractères" in text
    assert "vos valeurs y sont encore" in text
    custom = {"trim-0-custom": "[" * (LONGEST_JSON + 1)}
    fields = {"trims": "1", "trim-0-id": TRIM["id"], "trim-0-quantity": "1"} | custom
    assert "Le champ «\u00a0custom\u00a0»" in posted(client, "/textile/", 400, **fields)


def form_with_trims(count: int) -> dict[str, str]:
    lines = {f"trim-{n}-id": str(TRIM["id"]) for n in range(count)}
    lines |= {f"trim-{n}-quantity": "1" for n in range(count)}
    material = {"material-0-id": "ei-coton", "material-0-share": "100"}
    return {"product": "tshirt", "mass": "0,17", "trims": "1"} | material | lines


@pytest.mark.parametrize(("path", "status"), [("/textile/", 400), ("/textile/fragment/", 200)])
def test_a_button_that_would_go_over_the_limit_leaves_the_form_as_it_is(
    client: Client, path: str, status: int
) -> None:
    most = MOST_LINES["trims"]
    action = f"add-trim:{TRIM['id']}"
    text = posted(client, path, status, action=action, **form_with_trims(most))
    assert SAID.format("Accessoires", most + 1, most) in text
    assert f'name="trim-{most - 1}-id"' in text
    assert f'name="trim-{most}-id"' not in text
    assert 'value="0,17"' in text


def test_a_live_update_of_too_long_a_form_says_so_where_the_results_are(client: Client) -> None:
    most = MOST_LINES["trims"]
    text = posted(client, "/textile/fragment/", 200, **form_with_trims(most + 3))
    assert text.startswith('<div id="results"') or '<div id="results"' in text[:400]
    assert SAID.format("Accessoires", most + 3, most) in text


def test_reset_to_more_than_a_page_draws_keeps_the_form(client: Client) -> None:
    many = json.dumps(PORTAL_TSHIRT | {"materials": [MATERIAL] * 60})
    text = posted(client, "/textile/", 400, initial=many, action="reset", **form_with_trims(2))
    assert SAID.format("Matières", 60, 50) in text
    assert 'name="trim-1-id"' in text


@pytest.mark.parametrize("kind", ["fiche", "telechargement/csv", "telechargement/json"])
def test_records_and_files_have_the_same_limit(client: Client, kind: str) -> None:
    text = posted(client, f"/textile/{kind}/", 400, query=garment(51, "trims", TRIM))
    assert SAID.format("Accessoires", 51, 50) in text


def test_one_simulation_that_is_too_large_does_not_stop_the_comparison(client: Client) -> None:
    simulations = f'[{{"name": "Grande", "sector": "textile", "query": {garment(51)}}},'
    simulations += f'{{"name": "Petite", "sector": "textile", "query": {garment(1)}}}]'
    text = posted(client, "/comparer/graphiques/", 200, simulations=simulations)
    assert SAID.format("Matières", 51, 50) in text
    assert "Petite" in text
    assert "<svg" in text


def test_lists_inside_lists_are_counted_together() -> None:
    component = {"quantity": 1, "custom": {"elements": [{}] * 60}}
    check_lines({"components": [component]})
    with pytest.raises(TooLarge, match="120"):
        check_lines({"components": [component, component]})


@pytest.mark.parametrize(
    "text", ['"\\ud800"', "[" * 2000 + "]" * 2000, "9" * 400, "NaN", "", "{", "\ud800"]
)
def test_what_the_api_would_not_read_is_not_read(text: str) -> None:
    with pytest.raises(Unreadable):
        read_json("query", text)


@pytest.mark.parametrize("text", ["", "-1", "3", "9" * 5000, "²", "\u0661", "1.0", " 1", "x"])
def test_a_place_that_is_none_is_none(text: str) -> None:
    assert position_in("abc", text) is None


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/textile/", form_with_trims(1) | {"trim-0-custom": '{"name":"\\ud800"}'}),
        ("/textile/", form_with_trims(1) | {"trim-0-custom": "[" * 950 + "]" * 950}),
        ("/textile/", form_with_trims(1) | {"trim-0-quantity": "9" * 400}),
        ("/textile/", {"initial": '{"product":"\\ud800"}', "action": "reset"}),
        ("/textile/", {"action": "delete-trim:" + "9" * 5000}),
        ("/textile/", {"action": "delete-material:" + "9" * 5000}),
        ("/alimentaire/", {"initial": '{"ingredients":[{"id":[]},{"id":[]}]}'}),
        ("/alimentaire/", {"action": "delete-ingredient:" + "9" * 5000}),
        ("/alimentaire/", {"action": "delete-packaging:" + "9" * 5000}),
        ("/objet/", {"action": "delete-component:" + "9" * 5000}),
        ("/objet/", {"action": "delete-element:0:" + "9" * 5000}),
        (
            "/objet/",
            {
                "initial": '{"components":[{"quantity":' + "9" * 400 + "}]}",
                "action": "reset",
            },
        ),
    ],
)
def test_what_no_page_sends_is_answered_with_the_form(
    client: Client, path: str, fields: dict[str, str]
) -> None:
    answer = client.post(path, fields)
    assert answer.status_code in (200, 400)
    assert 'id="simulator-form"' in answer.content.decode()


def test_a_comparison_of_masses_beyond_measure_is_drawn(client: Client) -> None:
    simulations = [
        {"sector": "textile", "query": PORTAL_TSHIRT | {"mass": mass}}
        for mass in (1e305, 1e300, 5e-324, 0.17)
    ]
    text = posted(client, "/comparer/graphiques/", 200, simulations=json.dumps(simulations))
    assert "inf%" not in text
    assert "nan%" not in text
    assert "non disponible" in text
