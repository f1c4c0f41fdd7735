"""The figures of a catalogue's rows, on its page and for its script."""

import re

import pytest
from django.test import Client

from scoring.web.figures import number
from tests.catalogue.files import lines, pull
from tests.web.test_catalogue_page import dropped, sent


def test_a_row_has_its_score_and_that_for_100_grams(client: Client) -> None:
    content = lines([pull(**{"Masse (en kg)": "0,4"})])
    (_reading, row, _summary) = sent(client, content)
    assert row["per100g"] == pytest.approx(row["score"] * 0.1 / 0.4)
    page = dropped(client, content).content.decode()
    shown = re.findall(r'<td class="number"[^>]*>([^<]*)</td>', page[page.index("rows-title") :])
    assert shown[1:] == [number(row["score"]), number(row["per100g"])]
