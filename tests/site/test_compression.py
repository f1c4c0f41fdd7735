"""Pages are compressed for clients that accept it; pages with a secret, and the API, are not."""

import gzip

import pytest
from django.test import Client

TAKES_IT = {"Accept-Encoding": "gzip, br"}


def test_a_page_and_its_pieces_are_compressed(client: Client) -> None:
    plain = client.get("/textile/")
    packed = client.get("/textile/", headers=TAKES_IT)
    assert "Content-Encoding" not in plain.headers
    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed["Vary"]
    assert len(packed.content) < len(plain.content) / 3
    assert gzip.decompress(packed.content).startswith(plain.content[:15])


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/compte/connexion/", "/api/textile/countries"])
def test_accounts_and_the_api_are_not_compressed(client: Client, path: str) -> None:
    assert "Content-Encoding" not in client.get(path, headers=TAKES_IT, follow=True).headers
