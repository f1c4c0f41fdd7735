"""Pages and answers that belong to the site as a whole."""

import re

import pytest
from django.test import Client


def test_the_home_page_names_the_instance_and_shows_a_first_call(client: Client) -> None:
    response = client.get("/")
    text = response.content.decode()
    assert response.status_code == 200
    assert "<title>Ecobalyse libre</title>" in text
    assert "/api/textile/simulator" in text


def test_an_unknown_page_is_a_page(client: Client) -> None:
    response = client.get("/xxx")
    assert response.status_code == 404
    assert response["Content-Type"].startswith("text/html")
    assert "Page introuvable" in response.content.decode()


@pytest.mark.parametrize("path", ["/api/xxx", "/api/textile", "/versions/v7.0.0/api/xxx"])
@pytest.mark.parametrize("verb", ["get", "post"])
def test_an_unknown_address_of_the_api_is_json(client: Client, path: str, verb: str) -> None:
    response = getattr(client, verb)(path)
    assert response.status_code == 404
    assert response["Content-Type"] == "application/json"
    assert response.json()["error"] == {"general": "Endpoint doesn't exist"}


@pytest.mark.parametrize("path", ["/", "/xxx", "/api/textile/simulator"])
def test_every_answer_carries_the_safety_headers(client: Client, path: str) -> None:
    response = client.get(path)
    loads = "'none'" if path.startswith("/api") else "'self'"
    assert f"default-src {loads}" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert "geolocation=()" in response["Permissions-Policy"]
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"


def test_a_refused_host_is_told_the_variable_on_a_page(client: Client) -> None:
    response = client.get("/?secret=1", headers={"host": "autre.example:8000"})
    assert response.status_code == 400
    assert response["Content-Type"].startswith("text/plain")
    assert "ALLOWED_HOSTS=autre.example" in response.content.decode()


def test_a_refused_host_is_told_the_variable_in_json_on_the_api(client: Client) -> None:
    response = client.post("/api/textile/simulator", headers={"host": "autre.example"})
    assert response.status_code == 400
    assert "ALLOWED_HOSTS" in response.json()["error"]["general"]


@pytest.mark.parametrize("path", ["/static/css/site.css", "/static/xxx.css", "/", "/xxx"])
def test_a_refused_host_gets_nothing_of_the_instance(client: Client, path: str) -> None:
    response = client.get(path, headers={"host": "autre.example"})
    assert response.status_code == 400
    assert "ALLOWED_HOSTS=autre.example" in response.content.decode()
    assert "X-RateLimit-Remaining" in response


def test_no_page_loads_anything_from_elsewhere(client: Client) -> None:
    text = client.get("/").content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert 'style="' not in text
    assert 'src="http' not in text
    assert 'href="http' not in text
