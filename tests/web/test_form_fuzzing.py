"""Forms filled with anything: every response is a page, without errors, and keeps what was typed.

The controls and buttons are those of the pages; some have values that no page would send.
"""

import json
import re
from html import unescape
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.answers.products import POLO, PYJAMAS
from tests.conformance.test_textile import PORTAL_TSHIRT

pytestmark = [pytest.mark.slow, pytest.mark.any_store]

Visitors = list[Client]

DIGITS = "9" * 400
ELEMENT = {"amount": 1, "material": "dc44ae3c-8552-5822-a76d-f95ef68682da", "transforms": []}
OWN = {"quantity": 1, "custom": {"name": "Pièce", "elements": [ELEMENT]}}
BUTTON = {"id": "0c903fc7-279b-4375-8cfa-ca8133b8e973", "quantity": 2, "custom": OWN["custom"]}
# By path: a request for each sector, and a control whose text must come back.
QUERIES: dict[str, dict[str, Any]] = {
    "textile": PORTAL_TSHIRT
    | {"trims": [BUTTON], "printing": {"kind": "pigment", "ratio": 0.2}, "makingWaste": 0.2},
    "alimentaire": {
        "ingredients": [{"id": "38788025-a65e-4edf-a92f-aab0b89b0d61", "mass": 100}],
        "packaging": [],
        "distribution": "ambient",
        "preparation": ["freezing"],
    },
    "objet": {"components": [OWN]},
    "veli": {"components": [OWN, OWN]},
    "textile/lot": PYJAMAS,
    "textile/parties": POLO,
}
KEPT = {
    "textile": "mass",
    "alimentaire": "ingredient-0-mass",
    "objet": "component-0-quantity",
    "veli": "component-1-quantity",
    "textile/lot": "item-1-mass",
    "textile/parties": "item-0-mass",
}
SECTORS = {
    "textile": "textile",
    "alimentaire": "food",
    "objet": "object",
    "veli": "veli",
    "textile/lot": "textile-set",
    "textile/parties": "textile-garment",
}
NUMBERS = (
    "0", "-1", "1", "1,5", "1e305", "1e308", "-1e308", "5e-324", "1e-320", "1e999", "nan", "inf",
    "-inf", DIGITS, "0." + DIGITS, "9" * 5000, "1_0", "\u0661\u0662", "0x10", "1 000", "--1",
)  # fmt: skip
# The characters that a form can send: all but lone surrogates. Said by their category, since
# Hypothesis encodes every character there is to find out which "utf-8" has.
ENCODABLE = st.characters(exclude_categories=["Cs"])
JUNK = st.one_of(
    st.sampled_from(
        (*NUMBERS, "", " ", "\x00", "'\"<>&", "\ufeff", "\u202e", "FR", "---", "a" * 3000)
    ),
    st.text(ENCODABLE, max_size=20),
    st.integers().map(str),
    st.floats().map(str),
)
JSON_TEXTS = st.sampled_from(
    (
        "", "null", "[]", "{}", "0", '"x"', "[" * 950 + "]" * 950, '{"a":' * 950 + "1" + "}" * 950,
        '"\\ud800"', '{"name":"\\udfff"}', '{"components":[{"quantity":' + DIGITS + "}]}",
        '{"ingredients":[{"id":[]},{"id":[]}]}', '{"ingredients":[1,null]}', "NaN", "{",
        '{"id":null,"custom":null}', '{"elements":' + "[" * 900 + "]" * 900 + "}",
    )
)  # fmt: skip
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.sampled_from(
        (1e305, -1e305, 1e308, 5e-324, 0, -0.0, int(DIGITS), "", "FR", "---", "\ud800")
    ),
    st.text(st.characters(), max_size=10),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.text(ENCODABLE, max_size=5), inner, max_size=3),
    ),
    max_leaves=6,
)
FUZZED = settings(
    deadline=None,
    max_examples=18,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def visitors(settings: Any, db: None) -> Visitors:
    """Someone unknown and a member, who may see more figures: each example is of one of them."""
    settings.RATELIMIT_MAX_RPM = 0
    found = [Client(raise_request_exception=False) for _ in range(2)]
    found[1].force_login(get_user_model().objects.create_user(email="membre@example.org"))
    return found


@st.composite
def changed_queries(draw: st.DrawFn, query: dict[str, Any]) -> str:
    """A request as JSON, with some values replaced by anything."""
    found = json.loads(json.dumps(query))
    for _ in range(draw(st.integers(0, 3))):
        place, key = draw(st.sampled_from(list(places(found))))
        place[key] = draw(VALUES)
    return json.dumps(found)


def places(value: Any) -> Any:
    """Each container in a JSON value, with each of its keys."""
    for key, item in list(value.items() if isinstance(value, dict) else enumerate(value)):
        yield value, key
        if isinstance(item, dict | list):
            yield from places(item)


def one_of(visitors: Visitors, data: st.DataObject) -> Client:
    """Whose example it is."""
    return visitors[data.draw(st.integers(0, 1))]


def drawn_form(visitor: Client, route: str) -> tuple[dict[str, str], list[str]]:
    """What a browser would send for the form of a link, and its buttons.

    Rendered once for anonymous visitors and once for members: no test changes the form.
    """
    who = ("sessionid" in visitor.cookies, route)
    if who not in _drawn:
        _drawn[who] = _draw(visitor, route)
    fields, buttons = _drawn[who]
    return dict(fields), buttons


_drawn: dict[tuple[bool, str], tuple[dict[str, str], list[str]]] = {}


def _draw(visitor: Client, route: str) -> tuple[dict[str, str], list[str]]:
    page = visitor.post(f"/{route}/lien/", {"query": json.dumps(QUERIES[route])})
    text = page.content.decode()
    assert 'id="simulator-form"' in text
    fields = {}
    for tag in re.findall(r"<(?:input|select|textarea)\b[^>]*>", text):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if "name" in attributes:
            fields[attributes["name"]] = attributes.get("value", "")
    fields |= {"initial": json.dumps(QUERIES[route])}
    buttons = re.findall(r'<button[^>]*name="action" value="([^"]*)"', text)
    return fields, sorted({*buttons, "reset", "unfold:0", "fold:0", "own-trims", "default-trims"})


def held_by(text: str, name: str) -> list[str]:
    """Values for the controls with a name."""
    tags = re.findall(rf'<input\b[^>]*\bname="{name}"[^>]*>', text)
    return [unescape(value) for tag in tags for value in re.findall(r' value="([^"]*)"', tag)]


def changes(names: list[str]) -> st.SearchStrategy[dict[str, str]]:
    """Controls of a form filled with anything."""
    field = st.sampled_from(names).flatmap(
        lambda name: st.tuples(
            st.just(name),
            JSON_TEXTS if name == "initial" or name.endswith("-custom") else JUNK,
        )
    )
    return st.lists(field, max_size=6).map(dict)


def actions(buttons: list[str]) -> st.SearchStrategy[str]:
    """A button's value, or one that no button has."""
    known = st.sampled_from(["", *buttons])
    names = st.sampled_from([button.partition(":")[0] + ":" for button in buttons])
    details = st.one_of(JUNK, st.sampled_from(("9" * 5000, "0:" + "9" * 5000, "0:0:" + "9" * 5000)))
    return st.one_of(known, known, st.builds(str.__add__, names, details), JUNK)


def check_page(answer: Any) -> str:
    assert answer.status_code in (200, 400)
    assert answer["Content-Type"].startswith("text/html")
    text = str(answer.content.decode())
    assert "Traceback" not in text
    return text


@FUZZED
@given(data=st.data())
@pytest.mark.parametrize("route", QUERIES)
def test_any_form_is_drawn_again(visitors: Visitors, route: str, data: st.DataObject) -> None:
    visitor = one_of(visitors, data)
    fields, buttons = drawn_form(visitor, route)
    extra = [
        "impact",
        "trims",
        "material-9-id",
        "item-1-material-9-id",
        "item-2-mass",
        "main",
        "component-0-more",
        "changed",
        "transform",
        "switch",
    ]
    fields |= data.draw(changes([*fields, *extra]))
    # A typed text comes back unchanged, except for surrounding spaces.
    action = data.draw(actions(buttons))
    path = data.draw(st.sampled_from((f"/{route}/", f"/versions/v7.0.0/{route}/")))
    text = check_page(visitor.post(path, fields | {"action": action}))
    assert 'id="simulator-form"' in text
    if not action:
        assert fields[KEPT[route]].strip() in held_by(text, KEPT[route])


@FUZZED
@given(data=st.data())
@pytest.mark.parametrize("route", QUERIES)
def test_any_live_update_is_one(visitors: Visitors, route: str, data: st.DataObject) -> None:
    visitor = one_of(visitors, data)
    fields, buttons = drawn_form(visitor, route)
    fields |= data.draw(changes([*fields, "impact", "changed"]))
    fields["action"] = data.draw(actions(buttons))
    text = check_page(visitor.post(f"/{route}/fragment/", fields))
    assert 'id="results"' in text


@FUZZED
@given(data=st.data())
@pytest.mark.parametrize("route", QUERIES)
def test_any_link_opens_or_says_why_not(
    visitors: Visitors, route: str, data: st.DataObject
) -> None:
    query = data.draw(st.one_of(JSON_TEXTS, changed_queries(QUERIES[route])))
    impact = data.draw(JUNK)
    visitor = one_of(visitors, data)
    text = check_page(visitor.post(f"/{route}/lien/", {"query": query, "impact": impact}))
    assert 'id="simulator-form"' in text or "broken-link" in text


@FUZZED
@given(data=st.data())
@pytest.mark.parametrize("route", QUERIES)
@pytest.mark.parametrize("kind", ["fiche", "telechargement/csv", "telechargement/json"])
def test_any_simulation_is_exported_or_refused(
    visitors: Visitors, route: str, kind: str, data: st.DataObject
) -> None:
    query = data.draw(st.one_of(JSON_TEXTS, changed_queries(QUERIES[route])))
    visitor = one_of(visitors, data)
    answer = visitor.post(f"/{route}/{kind}/", {"query": query, "name": data.draw(JUNK)})
    if answer.status_code != 200:
        assert "Simulation refusée" in check_page(answer)


@FUZZED
@given(data=st.data())
@pytest.mark.parametrize("kind", ["graphiques", "telechargement/csv", "telechargement/json"])
def test_any_comparison_is_drawn_or_refused(
    visitors: Visitors, kind: str, data: st.DataObject
) -> None:
    def saved(route: str) -> st.SearchStrategy[str]:
        query = changed_queries(QUERIES[route])
        rest = st.fixed_dictionaries(
            {}, optional={"name": VALUES, "version": VALUES, "sector": VALUES}
        )
        return st.builds(
            lambda query, rest: (
                json.dumps({"sector": SECTORS[route]} | rest)[:-1] + f', "query": {query}}}'
            ),
            query,
            rest,
        )

    several = st.lists(st.sampled_from(list(QUERIES)).flatmap(saved), max_size=4)
    text = data.draw(st.one_of(JSON_TEXTS, several.map(lambda items: f"[{', '.join(items)}]")))
    answer = one_of(visitors, data).post(f"/comparer/{kind}/", {"simulations": text})
    assert answer.status_code in (200, 400)
    if kind == "graphiques":
        check_page(answer)


@FUZZED
@given(data=st.data(), language=JUNK, following=JUNK)
def test_any_language_is_chosen_or_left(
    visitors: Visitors, data: st.DataObject, language: str, following: str
) -> None:
    visitor = one_of(visitors, data)
    answer = visitor.post("/langue/", {"language": language, "next": following})
    assert answer.status_code in (204, 302)
