"""The same four texts in every kind of number field, as the server reads them: in both languages,
sent by the page's scripts and without them.
"""

import base64
import json
import re
from html import unescape
from typing import Any
from urllib.parse import unquote

import pytest
from django.http import QueryDict
from django.test import Client

from scoring.answers.products import STEEL
from tests.web.test_textile_simulator import controls_of
from tests.web.typed_fields import TEXTS, Field, on

BODIES: dict[str, Any] = {
    "/textile/": {
        "mass": 0.17,
        "product": "tshirt",
        "materials": [{"id": "ei-coton", "share": 1}],
        "countryMaking": "CN",
    },
    "/alimentaire/": {"ingredients": [{"id": "38788025-a65e-4edf-a92f-aab0b89b0d61", "mass": 100}]},
    "/objet/": {
        "components": [
            {
                "quantity": 1,
                "custom": {"name": "Pied", "elements": [{"amount": 1, "material": STEEL}]},
            }
        ]
    },
}


def query_of(page: str) -> Any:
    """The request of the results."""
    found = re.search(r'data-fragment="([^"]+)"', page)
    assert found is not None
    return json.loads(base64.b64decode(unquote(unescape(found[1])).split("/", 2)[2]))


def error_of(page: str, field: Field) -> str:
    """What is said at a field; an update of the page has the errors alone."""
    found = re.search(rf'id="error-{field.control}"[^>]*>(.*?)</', page, re.DOTALL)
    return found[1].strip() if found else ""


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("way", ["fragment/", ""], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("address", BODIES)
def test_a_text_means_the_same_in_every_field(
    client: Client, address: str, way: str, language: str
) -> None:
    spoken = {"Accept-Language": language}
    body = {"query": json.dumps(BODIES[address])}
    form = controls_of(client.post(f"{address}lien/", body, headers=spoken).content.decode())

    def shown(text: str, fields: list[Field]) -> str:
        typed = QueryDict(form.urlencode(), mutable=True)
        for field in fields:
            typed[field.control] = text
        typed["changed"] = " ".join(field.control for field in fields)
        answer = client.post(
            address + way,
            typed.urlencode(),
            content_type="application/x-www-form-urlencoded",
            headers=spoken,
        )
        return answer.content.decode()

    for position, text in enumerate(TEXTS):
        read = [field for field in on(address) if field.given[position] is not None]
        if read:
            page = shown(text, read)
            query = query_of(page)
            for field in read:
                assert field.value_in(query) == field.given[position], (field.control, text)
                assert error_of(page, field) == "", (field.control, text)
        refused = [field for field in on(address) if field.given[position] is None]
        if refused:
            page = shown(text, refused)
            assert 'id="score"' not in page
            for field in refused:
                assert error_of(page, field), (field.control, text)
