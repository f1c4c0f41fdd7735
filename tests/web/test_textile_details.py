"""What an account adds to the textile simulator: detailed impacts, at the instance's level."""

import io
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client

from scoring.answers import imported
from scoring.answers.sector import compute
from scoring.answers.sectors import TEXTILE
from scoring.engine.method import Method
from scoring.engine.textile.query import parse
from scoring.engine.textile.results import compute_totals
from scoring.engine.textile.simulate import simulate
from scoring.instance import served_to
from scoring.web.figures import percentage, quantity
from tests.conformance.test_textile import PORTAL_TSHIRT
from tests.details import made_up_rows, write_json
from tests.own_figures import filled_template
from tests.web.test_page_figures import bars_of
from tests.web.test_textile_simulator import open_link, score_of


@pytest.fixture
def member(client: Client, db: None) -> Client:
    """A signed-in visitor."""
    client.force_login(get_user_model().objects.create_user("membre@example.org"))
    return client


@pytest.fixture
def licensed(
    tmp_path: Path, settings: Any, method: Method, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An instance whose operator has imported the licensed file."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(imported, "_SECONDS_BETWEEN_LOOKS", 0)
    source = write_json(tmp_path / "licence.json", made_up_rows(method.dataset))
    call_command("import_details", source, stdout=io.StringIO())


def figure_of(method: Method, trigram: str) -> str:
    """The figure of the portal's T-shirt, as formatted on the page."""
    served = served_to(method, entitled=True)
    simulation = simulate(method.textile, parse(method.dataset, PORTAL_TSHIRT))
    impacts = served.writer()(compute_totals(simulation, served.table).impacts)
    definition = method.dataset.impacts[trigram]
    return quantity(impacts[trigram], "", definition.decimals)


def test_anyone_sees_the_score_alone_whatever_the_link_asks_for(client: Client) -> None:
    page = open_link(client, PORTAL_TSHIRT, "cch")
    assert score_of(page) == "1\u202f755"
    assert 'name="impact" form' not in page
    assert 'id="tab-impacts"' not in page
    assert 'data-fragment="v7.0.0/ecs/' in page


def test_an_account_shows_indicative_impacts_marked_as_such(member: Client, method: Method) -> None:
    page = unescape(open_link(member, PORTAL_TSHIRT, "cch"))
    assert 'data-fragment="v7.0.0/cch/' in page
    assert '<h2 id="score-title">Changement climatique <span class="badge">indicatif</span>' in page
    # On a phone only this line is always visible.
    bar = page[page.index('class="score-bar"') :].split("</div>", maxsplit=1)[0]
    assert ">indicatif<" in bar
    assert score_of(page) == figure_of(method, "cch") != "non disponible"
    assert "kg éq. CO₂" in page


def test_what_is_not_known_is_never_a_zero(member: Client, method: Method) -> None:
    unknown = [
        trigram
        for trigram in method.dataset.impacts
        if figure_of(method, trigram) == "non disponible"
    ]
    assert unknown
    page = open_link(member, PORTAL_TSHIRT, unknown[0])
    assert score_of(page) == "non disponible"
    assert re.search(r'id="figure-use"[^>]*>\s*non disponible', page)


def test_indicative_figures_have_no_sub_scores(member: Client) -> None:
    page = open_link(member, PORTAL_TSHIRT)
    assert 'id="tab-impacts"' in page
    assert 'id="tab-sub-scores"' not in page
    assert "Valeurs indicatives" in page


def test_official_figures_have_sub_scores_and_no_mark(
    licensed: None, member: Client, method: Method
) -> None:
    page = open_link(member, PORTAL_TSHIRT)
    assert 'id="tab-sub-scores"' in page
    assert "Valeurs indicatives" not in page
    page = unescape(open_link(member, PORTAL_TSHIRT, "acd"))
    assert "indicatif" not in page
    assert score_of(page) == figure_of(method, "acd")


def test_sub_scores_and_complements_make_the_score_before_durability(
    licensed: None, member: Client, method: Method
) -> None:
    shown = bars_of(unescape(open_link(member, PORTAL_TSHIRT)), "panel-sub-scores")
    garment = compute(TEXTILE, method, PORTAL_TSHIRT, served_to(method, entitled=True))
    trigrams = garment.served.table.trigrams
    undivided = dict(zip(trigrams, garment.undivided, strict=True))
    themes = garment.served.sub_scores(method.dataset.impacts, undivided)
    points = [*themes.values(), sum(garment.complements.values())]
    assert [value for _exact, value, _share in shown.values()] == [
        quantity(point, "Pts") for point in points
    ]
    assert list(shown)[-1] == "Compléments"
    assert sum(points) == pytest.approx(undivided["ecs"], rel=1e-4)
    shares = [percentage(point / undivided["ecs"], 1) for point in points]
    assert [share for _exact, _value, share in shown.values()] == shares


def test_an_instance_without_indicative_figures_shows_the_two_scores(
    member: Client, settings: Any, tmp_path: Path
) -> None:
    settings.INDICATIVE_IMPACTS = False
    settings.DATA_DIR = tmp_path
    page = open_link(member, PORTAL_TSHIRT, "cch")
    assert score_of(page) == "1\u202f755"
    assert 'value="pef"' in page
    assert 'value="cch"' not in page
    assert 'id="tab-impacts"' not in page


def test_own_figures_are_shown_as_the_operators(
    member: Client,
    method: Method,
    tmp_path: Path,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(imported, "_SECONDS_BETWEEN_LOOKS", 0)
    source = tmp_path / "valeurs.csv"
    source.write_text(filled_template(method.dataset, lambda _one: 1), encoding="utf-8")
    call_command("import_details", source, own=True, stdout=io.StringIO())
    page = unescape(open_link(member, PORTAL_TSHIRT, "wtu"))
    assert '<span class="badge">valeur de l’exploitant</span></h2>' in page
    assert score_of(page) == figure_of(method, "wtu") != "non disponible"
    page = unescape(open_link(member, PORTAL_TSHIRT))
    assert 'id="tab-sub-scores"' not in page
    assert "Valeurs de l’exploitant de cette instance" in page
    assert "Valeurs indicatives" not in page
