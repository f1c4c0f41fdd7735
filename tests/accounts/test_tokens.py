"""API tokens on the pages: cases 13 to 19 of the accounts' contract."""

import html
import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import ApiToken, User
from accounts.services.api_tokens import create_token
from accounts.tokens import digest, is_token
from scoring.engine.impacts import DETAILS
from tests.accounts.conftest import PASSWORD, sign_in, words
from tests.conformance.test_textile import PORTAL_TSHIRT, SIMULATOR

TOKENS = "/compte/jetons/"

pytestmark = pytest.mark.django_db


def created(client: Client, **form: str) -> str:
    response = client.post(TOKENS, {"label": "Boutique"} | form, follow=True)
    assert response.redirect_chain == [(TOKENS, 302)]
    found = re.search(r'id="new-token" readonly value="([^"]+)"', words(response))
    assert found
    return html.unescape(found[1])


def simulated(headers: dict[str, str]) -> Any:
    return Client().post(
        SIMULATOR, json.dumps(PORTAL_TSHIRT), content_type="application/json", headers=headers
    )


def is_detailed(response: Any) -> bool:
    assert response.status_code == 200
    answer = response.json()
    detailed = any(answer["impacts"][trigram] for trigram in DETAILS)
    assert detailed == (answer["impacts"]["cch"] > 0)
    assert (response["X-Ecobalyse-Impacts"] == "aggregated") is not detailed
    return detailed


def test_the_page_asks_to_sign_in(client: Client) -> None:
    response = client.get(TOKENS)
    assert response.status_code == 302
    assert response["Location"] == "/compte/connexion/?next=/compte/jetons/"


def test_a_token_is_shown_once(signed_in: Client) -> None:
    token = created(signed_in)
    assert is_token(token)
    page = words(signed_in.get(TOKENS))
    assert token not in page
    assert token[8:20] not in page
    assert "Boutique" in page
    assert "Jamais utilisé" in page
    assert f"{timezone.localdate():%d/%m/%Y}" in page


def test_what_the_browser_holds_between_two_pages_is_no_token(
    signed_in: Client, user: User
) -> None:
    response = signed_in.post(TOKENS, {"label": "Boutique"})
    cookie = response.cookies["nouveau_jeton"]
    assert (cookie["path"], cookie["samesite"], cookie["max-age"]) == (TOKENS, "Lax", 60)
    assert cookie["httponly"]
    thief = User.objects.create_user("bob@example.org", PASSWORD)
    stolen = Client()
    sign_in(stolen, thief.email)
    stolen.cookies["nouveau_jeton"] = cookie.value
    assert "new-token" not in words(stolen.get(TOKENS))
    page = words(signed_in.get(TOKENS))
    assert "new-token" in page
    assert cookie.value not in page
    assert ApiToken.objects.get().digest != digest(cookie.value)
    assert signed_in.cookies["nouveau_jeton"].value == ""


def test_a_token_is_not_shown_again_later(signed_in: Client) -> None:
    signed_in.post(TOKENS, {"label": "Boutique"})
    ApiToken.objects.update(created_at=timezone.now() - timedelta(minutes=3))
    assert "new-token" not in words(signed_in.get(TOKENS))


def test_two_tokens_are_different_secrets(signed_in: Client) -> None:
    assert created(signed_in) != created(signed_in)
    assert ApiToken.objects.count() == 2


def test_a_label_is_required(signed_in: Client) -> None:
    response = signed_in.post(TOKENS, {"label": " "})
    assert response.status_code == 400
    assert "Le champ est obligatoire" in words(response)
    assert not ApiToken.objects.exists()


def test_a_token_may_expire(signed_in: Client) -> None:
    today = timezone.localdate()
    token = created(signed_in, expires_on=today.isoformat())
    assert is_detailed(simulated({"token": token}))
    yesterday = (today - timedelta(days=1)).isoformat()
    response = signed_in.post(TOKENS, {"label": "x", "expires_on": yesterday})
    assert "La date d’expiration est passée" in words(response)
    response = signed_in.post(TOKENS, {"label": "x", "expires_on": "demain"})
    assert "La date est invalide" in words(response)


@pytest.mark.parametrize(
    ("typed", "shown"), [("2031-12-31", "31/12/2031"), ("31/12/9999", "31/12/9999")]
)
def test_the_day_of_expiry_shown_is_the_one_that_was_chosen(
    signed_in: Client, typed: str, shown: str
) -> None:
    created(signed_in, expires_on=typed)
    assert f"<td>{shown}</td>" in words(signed_in.get(TOKENS))


def test_english_dates_name_the_month(signed_in: Client) -> None:
    created(signed_in, expires_on="2031-05-04")
    assert "<td>4 May 2031</td>" in words(signed_in.get(TOKENS, headers={"Accept-Language": "en"}))


def test_a_token_opens_the_details_and_its_use_is_shown(signed_in: Client) -> None:
    token = created(signed_in)
    assert is_detailed(simulated({"authorization": f"Bearer {token}"}))
    page = words(signed_in.get(TOKENS))
    assert "Jamais utilisé" not in page
    assert f"{timezone.localdate():%d/%m/%Y}" in page


def test_another_accounts_token_is_unknown(signed_in: Client) -> None:
    other = User.objects.create_user("bob@example.org")
    token = create_token(user=other, label="à Bob")
    path = f"{TOKENS}{ApiToken.objects.get().pk}/revocation/"
    assert signed_in.get(path).status_code == 404
    assert signed_in.post(path).status_code == 404
    assert is_detailed(simulated({"token": token}))


def test_a_revoked_token_gets_the_aggregated_answer_and_is_told(signed_in: Client) -> None:
    token = created(signed_in)
    path = f"{TOKENS}{ApiToken.objects.get().pk}/revocation/"
    assert "Jamais utilisé" in words(signed_in.get(path))
    assert is_detailed(simulated({"token": token}))
    assert f"{timezone.localdate():%d/%m/%Y}" in words(signed_in.get(path))
    assert signed_in.post(path).status_code == 302
    response = simulated({"token": token})
    assert not is_detailed(response)
    assert response["WWW-Authenticate"] == 'Bearer error="invalid_token"'
    assert response["Warning"] == '199 - "jeton invalide"'


@pytest.mark.parametrize("header", ["Authorization", "token"])
def test_good_bad_and_tampered_tokens_in_either_header(user: User, header: str) -> None:
    token = create_token(user=user, label="essai")
    tampered = token[:-1] + ("A" if token[-1] != "A" else "B")
    prefix = "Bearer " if header == "Authorization" else ""
    for sent, good in ((token, True), ("nope", False), (tampered, False)):
        response = simulated({header: prefix + sent})
        assert is_detailed(response) is good
        assert ("Warning" in response) is not good


def test_a_deactivated_owner_loses_the_token_at_once(user: User) -> None:
    token = create_token(user=user, label="essai")
    assert is_detailed(simulated({"token": token}))
    User.objects.update(is_active=False)
    assert not is_detailed(simulated({"token": token}))


def test_a_session_opens_no_details_on_the_api(signed_in: Client) -> None:
    response = signed_in.post(SIMULATOR, json.dumps(PORTAL_TSHIRT), content_type="application/json")
    assert not is_detailed(response)


def test_a_label_is_shown_as_it_was_typed(client: Client, user: User) -> None:
    sign_in(client, user.email, PASSWORD)
    created(client, label="<script>alert(1)</script>")
    assert "<script>alert" not in client.get(TOKENS).content.decode()
