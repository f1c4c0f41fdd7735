"""Levers beside the simulator, the estimate from a label, the waterfall of a comparison."""

import json
import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from scoring.answers.textile.decisions import differences_answer, estimate_answer, levers_answer
from scoring.engine.method import Method
from scoring.instance import served_to
from scoring.web.figures import number
from tests.web.test_textile_simulator import controls_of

TSHIRT: dict[str, Any] = {
    "mass": 0.17,
    "product": "tshirt",
    "materials": [{"id": "ei-coton", "share": 1}],
    "countryMaking": "CN",
}
LABEL = {"product": "tshirt", "material-0-id": "ei-coton", "material-0-share": "100"}
ACTION = re.compile(r'name="action" value="(lever:[^"]*)"')
NO_BREAK = str.maketrans("\u202f\u00a0", "  ")


def text_of(answer: Any) -> str:
    return unescape(answer.content.decode()).translate(NO_BREAK)


def form_of(client: Client, body: Any) -> dict[str, Any]:
    """The form of a garment, as a browser sends it."""
    answer = client.post("/textile/lien/", {"query": json.dumps(body)})
    return controls_of(answer.content.decode())


def panel(client: Client, sent: dict[str, Any]) -> str:
    return text_of(client.post("/textile/leviers/", sent, headers={"HX-Request": "true"}))


def points(value: float) -> str:
    return number(value).translate(NO_BREAK)


def test_the_panel_has_the_levers_of_the_api(client: Client, method: Method) -> None:
    told = panel(client, form_of(client, TSHIRT))
    answer = levers_answer(method, TSHIRT, served_to(method, entitled=False))
    best = answer["levers"][0]
    assert f"−{points(best['gain'])} Pts ({best['share'] * 100:.0f} %)" in told
    assert f"Ensemble : {points(answer['combined']['score'])} Pts" in told
    assert "n’indiquez que ce qui est vrai du vêtement" in told
    assert "Pays de confection : France plutôt que Chine" in told
    cost = next(one for one in answer["defaults"] if one["field"] == "price")
    assert (
        f'data-stake="price" data-text="Non précisé : coûte au plus {points(cost["cost"])}' in told
    )
    threshold = answer["thresholds"][0]
    assert f"{threshold['at']:,}".replace(",", " ") in told
    assert "<html" not in told


def test_each_button_leads_to_the_score_it_tells(client: Client) -> None:
    sent = form_of(client, TSHIRT)
    told = client.post("/textile/leviers/", sent, headers={"HX-Request": "true"})
    found = ACTION.findall(told.content.decode())
    actions = list(dict.fromkeys(map(unescape, found)))
    assert len(actions) > 12
    for action in actions[::5]:
        change = json.loads(action.removeprefix("lever:"))
        body = json.dumps(TSHIRT | change)
        said = client.post("/api/textile/simulator", body, content_type="application/json").json()
        page = text_of(client.post("/textile/", sent | {"action": action}))
        assert f">{points(said['impacts']['ecs'])}</strong>" in page
        assert 'name="mode" value="regulatory"' in page


def test_a_change_of_the_exploratory_mode_stays_in_it(client: Client) -> None:
    sent = form_of(client, TSHIRT) | {"mode": "exploratory"}
    action = 'lever:{"makingDeadStock": 0}'
    assert "Taux de stocks dormants" in panel(client, sent)
    page = text_of(client.post("/textile/", sent | {"action": action}))
    assert 'name="mode" value="exploratory"' in page
    assert controls_of(page)["makingDeadStock"] == "0"


@pytest.mark.parametrize(
    "action",
    ["lever:", "lever:{", "lever:[]", "lever:3", 'lever:{"mass": -1}', 'lever:{"materials": 3}'],
)
def test_what_is_no_change_changes_nothing(client: Client, action: str) -> None:
    sent = form_of(client, TSHIRT)
    answer = client.post("/textile/", sent | {"action": action})
    assert answer.status_code == 200
    page = controls_of(answer.content.decode())
    assert {name: page[name] for name in sent} == dict(sent.items())


def test_without_scripts_the_levers_are_a_page_whose_buttons_work(client: Client) -> None:
    sent = form_of(client, TSHIRT)
    page = text_of(client.post("/textile/leviers/", sent))
    assert '<form id="simulator-form" method="post" action="/textile/">' in page
    assert '<input type="hidden" name="countryMaking" value="CN">' in page
    assert ACTION.search(page)
    assert "data-stake" not in page


def test_a_form_with_a_fault_has_no_levers_but_the_reason(client: Client) -> None:
    sent = form_of(client, TSHIRT)
    assert "attend une correction" in panel(client, sent | {"mass": "x"})
    assert "Produit non trouvé" in panel(client, sent | {"product": "cape"})


def test_panels_are_in_the_language_of_the_page(client: Client) -> None:
    client.cookies["langue"] = "en"
    told = panel(client, form_of(client, TSHIRT))
    assert "Making country: France rather than China" in told
    assert "Finished product mass" in told or "Mass of the finished product" in told
    page = text_of(client.post("/textile/estimation/", LABEL))
    assert "Nine times in ten, from" in page
    assert "Mass: a range for each category" in page


# The estimate.


def test_a_label_has_its_range_and_what_to_ask_first(client: Client, method: Method) -> None:
    page = text_of(client.post("/textile/estimation/", LABEL | {"countryMaking": "BD"}))
    body = {
        "product": "tshirt",
        "materials": [{"id": "ei-coton", "share": 1}],
        "countryMaking": "BD",
    }
    answer = estimate_answer(method, body, served_to(method, entitled=False))
    low, high = points(answer["low"]), points(answer["high"])
    assert f"Neuf fois sur dix, de {low} Pts à {high} Pts" in page
    bounds = answer["bounds"]
    assert f"de {points(bounds['least'])} Pts à {points(bounds['greatest'])} Pts" in page
    first = page.index("À demander d’abord à la marque")
    assert page.index("Masse du produit fini", first) < page.index("Nombre de références", first)
    assert "ne vaut jamais pour une déclaration" in page
    assert "Confiance faible" in page
    assert "une fourchette par catégorie" in page


def test_the_form_of_the_label_asks_for_three_things(client: Client) -> None:
    page = text_of(client.get("/textile/estimation/"))
    for name in ("product", "material-0-id", "material-0-share", "countryMaking"):
        assert f'name="{name}"' in page
    assert 'id="estimate"' not in page


def test_an_estimate_leads_to_the_simulator(client: Client) -> None:
    page = text_of(client.post("/textile/estimation/", LABEL | {"countryMaking": "BD"}))
    (form,) = re.findall(r'<form method="post" action="/textile/">(.*?)</form>', page, re.DOTALL)
    sent = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form))
    assert (sent["countryMaking"], sent["mass"]) == ("BD", "0,16")
    assert client.post("/textile/", sent).status_code == 200


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"material-0-id": ""}, "Choisissez une matière au moins."),
        ({"material-0-id": "laine"}, "Matière non trouvée id=laine."),
        ({"material-0-share": "beaucoup"}, "beaucoup"),
        ({"mass": "-1"}, "Masse"),
        ({"product": "cape"}, "cape"),
    ],
)
def test_a_wrong_label_is_refused_and_kept(client: Client, more: Any, words: str) -> None:
    answer = client.post("/textile/estimation/", LABEL | more)
    assert answer.status_code == 400
    assert words in text_of(answer)
    assert 'id="estimate"' not in text_of(answer)


# The comparison.


def compared(client: Client, *bodies: Any) -> str:
    simulations = [
        {"sector": "textile", "name": f"Variante {number}", "query": body}
        for number, body in enumerate(bodies, 1)
    ]
    return text_of(client.post("/comparer/graphiques/", {"simulations": json.dumps(simulations)}))


def test_a_comparison_says_why_scores_differ(client: Client, method: Method) -> None:
    other = TSHIRT | {"mass": 0.15, "countryMaking": "FR"}
    page = compared(client, TSHIRT, other)
    served = served_to(method, entitled=False)
    answer = differences_answer(method, {"from": TSHIRT, "to": other}, served)
    title = f"De « Variante 1 » à « Variante 2 » : −{points(-answer['difference'])} Pts"
    assert title in page
    for change in answer["changes"]:
        assert f"−{points(-change['points'])} Pts" in page
    assert re.search(r"<small>Chine .* France</small>", page)
    assert "Pays de filature" not in page
    assert page.count('<tr class="gains">') == 2
    assert page.count('<tr class="whole">') == 2


def test_each_variant_is_compared_with_the_first(client: Client) -> None:
    page = compared(client, *(TSHIRT | {"mass": mass} for mass in (0.17, 0.2, 0.1, 0.17)))
    assert page.count("De « Variante 1 » à") == 3
    assert '<tr class="losses">' in page
    assert "Aucun paramètre ne diffère." in page


def test_what_is_not_explained_field_by_field_is_named_with_the_reason(client: Client) -> None:
    simulations = [
        *({"sector": "textile", "query": TSHIRT | {"mass": mass / 100}} for mass in range(15, 21)),
        {"sector": "textile", "name": "Neuf", "version": "v8.1.0", "query": TSHIRT},
        {"sector": "food", "name": "Rien", "query": {"ingredients": []}},
    ]
    posted = {"simulations": json.dumps(simulations), "baseline": "2"}
    page = text_of(client.post("/comparer/graphiques/", posted))
    assert page.count("De « Simulation 3 » à") == 4
    assert "« Simulation 6 » (au plus 4 vêtements sont expliqués)" in page
    assert "« Neuf » (une autre version de la méthode)" in page
    assert "« Rien » (ce n’est pas un vêtement seul)" in page


# The scale.


def test_the_score_is_placed_among_the_examples_of_its_category(
    client: Client, member: Client, method: Method
) -> None:
    known = sorted(
        client.post("/api/textile/simulator", example.query, "application/json").json()["impacts"][
            "ecs"
        ]
        for example in method.dataset.examples
        if example.scope == "textile" and example.query["product"] == "tshirt"
    )
    middle = len(known) // 2
    median = (known[middle] + known[~middle]) / 2
    page = text_of(client.get("/textile/"))
    assert (
        f"Les {len(known)} exemples de la version pour cette catégorie : de {points(known[0])} Pts "
        f"à {points(known[-1])} Pts, médiane {points(median)} Pts. "
        "Des exemples, et non une statistique."
    ) in page
    assert page.index('id="score"') < page.index('class="scale"') < page.index('id="simulation"')
    sent = form_of(client, TSHIRT)
    assert 'class="scale"' not in text_of(member.post("/textile/", sent | {"impact": "pef"}))
    heavy = text_of(client.post("/textile/", sent | {"mass": "1e300"}))
    assert "inf" not in heavy[heavy.index("<main") :].partition('class="scale"')[2][:900]


def test_one_garment_alone_differs_from_nothing(client: Client) -> None:
    assert "Pourquoi les scores diffèrent" not in compared(client, TSHIRT)
