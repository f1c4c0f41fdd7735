"""Versions of the method on pages: shown, chosen, compared, and never confused."""

import json
import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from scoring.answers.products import CARROT_CAKE, CHAIR, JEANS, MANGO, TSHIRT
from scoring.answers.sectors import TEXTILE
from scoring.answers.versions.comparison import AMOUNT, BOTH, FIGURE, REPLACED, compare
from scoring.methods import method_of
from scoring.web.elsewhere import elsewhere
from scoring.web.figures import number, percentage, quantity
from scoring.web.version_differences import context_of
from tests.api.test_later_versions import COTTON, FORMER_COTTON, LATER

PAGES = ["textile", "alimentaire", "objet", "veli"]
# Pages that compute garments differently.
OF_TEXTILE = ("textile/lot", "textile/parties", "catalogue")


def shown(client: Client, address: str, **headers: str) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200, address
    return re.sub(r"\s+", " ", unescape(answer.content.decode()))


def posted(client: Client, address: str, **fields: Any) -> tuple[int, str]:
    values = {
        key: value if isinstance(value, str) else json.dumps(value) for key, value in fields.items()
    }
    answer = client.post(address, values)
    return answer.status_code, re.sub(r"\s+", " ", unescape(answer.content.decode()))


@pytest.mark.parametrize("path", [*PAGES, *OF_TEXTILE])
@pytest.mark.parametrize(
    ("version", "language", "sentence"),
    [
        ("v7.0.0", "fr", "Version v7.0.0, pas pour les déclarations."),
        (LATER, "fr", f"Version {LATER}, pas pour les déclarations."),
        (LATER, "en", f"Version {LATER}, not for declarations."),
    ],
)
def test_only_the_regulatory_textile_is_for_declarations(
    client: Client, path: str, version: str, language: str, sentence: str
) -> None:
    text = shown(client, f"/versions/{version}/{path}/", **{"accept-language": language})
    regulatory = path in {"textile", *OF_TEXTILE} and version == "v7.0.0"
    assert (sentence in text) is not regulatory


@pytest.mark.parametrize("path", PAGES)
def test_every_simulator_shows_its_version_and_leads_to_the_others(
    client: Client, path: str
) -> None:
    for version, other in (("v7.0.0", LATER), (LATER, "v7.0.0")):
        text = shown(client, f"/versions/{version}/{path}/")
        assert f'<span class="version-here" aria-current="true">{version}' in text
        assert f'href="/versions/{other}/{path}/#{other}/ecs/' in text
        assert f'formaction="/versions/{other}/{path}/"' in text
        assert f"Comparer avec {other}" in text


def test_an_update_has_the_product_in_the_other_versions_words(client: Client) -> None:
    _status, text = posted(client, "/textile/lien/", query=JEANS)
    (link,) = re.findall(r'<data value="([^"]+)" data-elsewhere-in="v8.1.0"', text)
    assert link.startswith(f"/versions/{LATER}/textile/#{LATER}/ecs/")


@pytest.mark.parametrize(("source", "target"), [("v7.0.0", LATER), (LATER, "v7.0.0")])
def test_without_scripts_the_form_moves_to_the_other_version(
    client: Client, source: str, target: str
) -> None:
    page = client.get(f"/versions/{source}/textile/").content.decode()
    own, other = (FORMER_COTTON, COTTON) if source == "v7.0.0" else (COTTON, FORMER_COTTON)
    assert f'value="{own}"' in page
    fields = {
        "from-version": source,
        "product": "jean",
        "mass": "0,321",
        "material-0-id": own,
        "material-0-share": "100",
    }
    status, text = posted(client, f"/versions/{target}/textile/", **fields)
    assert status == 200
    assert f'name="material-0-shown" value="{other}"' in text
    assert 'value="0,321"' in text
    assert f'aria-current="true">{target}' in text


def test_what_the_other_version_has_not_is_not_opened_in_it(client: Client) -> None:
    fields = {"from-version": "v7.0.0", "query": CARROT_CAKE}
    status, text = posted(client, f"/versions/{LATER}/alimentaire/", **fields)
    assert status == 400
    assert f"Le produit ne peut pas s’ouvrir dans la version {LATER}." in text
    assert 'id="simulator-form"' not in text
    assert client.post(f"/versions/{LATER}/textile/", {"from-version": "v6.0.0"}).status_code == 404


@pytest.mark.parametrize(
    ("path", "body", "process"),
    [
        ("textile", TSHIRT, "Production de fibres de coton"),
        ("alimentaire", MANGO, "Mangue"),
        ("objet", CHAIR, "Plastique granulé (PP)"),
    ],
)
def test_the_page_of_differences_says_what_moved(
    client: Client, path: str, body: dict[str, Any], process: str
) -> None:
    for root in ("", f"/versions/{LATER}"):
        status, text = posted(client, f"{root}/{path}/versions/", query=body)
        first, second = (LATER, "v7.0.0") if root else ("v7.0.0", LATER)
        assert status == 200
        assert f"De {first} à {second} : ce qui change pour ce produit" in text
        assert process in text
        assert f"/versions/{second}/explorateur/{path}/procedes/" in text
        assert text.count('<svg class="chart"') == 2
        assert "score d’une unité" in text


def test_its_figures_are_those_of_the_api(client: Client) -> None:
    answer = client.post(
        f"/api/textile/versions/differences?to={LATER}",
        json.dumps(TSHIRT),
        content_type="application/json",
    ).json()
    _status, text = posted(client, "/textile/versions/", query=TSHIRT)
    stages, processes = (
        re.findall(
            r'<tr><th scope="row">(?:<a[^>]*>)?[^<]*(?:</a>)?</th><td class="number">([^<]*)</td>'
            r'<td class="number">([^<]*)</td><td class="number" title="[^"]*">([^<]*)</td>',
            table,
        )
        for table in re.findall(r"<tbody>(.*?)</table>", text)
    )

    def told(part: dict[str, Any]) -> tuple[str, ...]:
        more = part["difference"]
        ends = [part["from"], part["to"]]
        points = [end["points"] if isinstance(end, dict) else end for end in ends]
        written = (*map(number, points), f"{'+' if more > 0 else ''}{number(more)}")
        return tuple(re.sub(r"\s", " ", figure) for figure in written)

    whole = {
        "from": answer["from"]["scores"]["ecs"],
        "to": answer["to"]["scores"]["ecs"],
        "difference": answer["difference"],
    }
    assert stages == [told(part) for part in (*answer["stages"], whole)]
    assert processes[:3] == [told(part) for part in answer["processes"][:3]]
    ratio = f"+{percentage(whole['difference'] / whole['from'])}"
    assert f'<span class="muted">({ratio})</span>'.replace("\u202f", " ") in text
    # The chart of both versions: every stage that has points, in each.
    tips = re.findall(r"<title>([^<]*), ([^<,]*) : ([^<]*)</title>", text)
    for version, end in (("v7.0.0", "from"), (LATER, "to")):
        assert [points for bar, _name, points in tips if bar == version] == [
            re.sub(r"\s", " ", quantity(stage[end], "Pts"))
            for stage in answer["stages"]
            if stage[end]
        ]


def test_a_lower_score_is_told_without_a_plus(client: Client) -> None:
    _status, text = posted(client, f"/versions/{LATER}/textile/versions/", query=TSHIRT)
    assert re.search(r'<span class="muted">\(-[\d,]+ %\)</span>', text)


@pytest.mark.parametrize("reason", [FIGURE, AMOUNT, BOTH, REPLACED])
def test_what_moved_a_process_is_told_from_one_version_to_the_other(reason: str) -> None:
    compared = compare(TEXTILE, method_of("v7.0.0"), method_of(LATER), TSHIRT)
    process = next(one for one in compared.processes if one.reason == FIGURE)
    assert process.first is not None
    assert process.second is not None
    second = process.second._replace(amount=2 * process.first.amount)
    vars(compared)["processes"] = [process._replace(second=second, reason=reason)]
    (row,) = context_of(compared, TEXTILE, elsewhere(TEXTILE, compared.first.method, TSHIRT))[
        "processes"
    ]
    figures = [number(use.figure) for use in (process.first, second)]
    amounts = [number(use.amount, 3) for use in (process.first, second)]
    unit = process.first.process.unit
    figure = f"score d'une unité : {figures[0]} → {figures[1]} Pts/{unit}"
    amount = f"quantité : {amounts[0]} → {amounts[1]} {unit}"
    assert (
        row.reason
        == {
            FIGURE: figure,
            AMOUNT: amount,
            BOTH: f"{figure} ; {amount}",
            REPLACED: f"autre inventaire du même nom ; {figure}",
        }[reason]
    )


def test_a_product_that_cannot_be_compared_says_why(client: Client) -> None:
    status, text = posted(client, "/alimentaire/versions/", query=CARROT_CAKE)
    assert status == 400
    assert f"ne peut pas être comparé avec la version {LATER}" in text
    assert "« Oeuf (code 3) FR »" in text
    assert posted(client, "/textile/versions/", query=TSHIRT | {"mass": -1})[0] == 400
    assert posted(client, "/textile/versions/", query="[")[0] == 400
    assert posted(client, "/textile/versions/", product="jean", mass="x")[0] == 400


def test_its_address_alone_leads_to_the_simulator(client: Client) -> None:
    answer = client.get(f"/versions/{LATER}/objet/versions/")
    assert (answer.status_code, answer["Location"]) == (302, f"/versions/{LATER}/objet/")


def test_the_list_of_versions_begins_with_the_instances_own(client: Client) -> None:
    text = shown(client, "/versions/")
    assert re.findall(r"<h3>(v[\d.]+)", text) == ["v7.0.0", LATER]
    assert "Procédés repris de v7.0.0" in text
    assert "pas pour les déclarations" in text
    row = re.search(r"dont le score est un autre</th><td[^>]*>–</td><td[^>]*>(\d+)<", text)
    assert row is not None
    assert int(row[1]) > 100


@pytest.mark.parametrize("path", ["textile/", "explorateur/", "comparer/", ""])
def test_a_version_that_is_not_installed_is_named(client: Client, path: str) -> None:
    answer = client.get(f"/versions/v9.9.9/{path}")
    assert answer.status_code == 404
    assert "La version v9.9.9 de la méthode n’est pas installée ici" in unescape(
        answer.content.decode()
    )
