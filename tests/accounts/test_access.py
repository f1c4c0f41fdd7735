"""What a token gives access to: the database is asked each time."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.access import Access, access_of
from accounts.models import ApiToken, User
from accounts.tokens import digest, is_token, new_token


def asked(**headers: str) -> Access:
    return access_of(RequestFactory().post("/api/textile/simulator", headers=headers))


def bearer(token: str) -> Access:
    return asked(authorization=f"Bearer {token}")


@pytest.fixture
def owner(db: None) -> User:
    return User.objects.create_user("Owner@Example.org")


@pytest.fixture
def token(owner: User) -> str:
    text = new_token()
    ApiToken.objects.create(user=owner, label="essai", digest=digest(text))
    return text


def test_a_token_holds_256_bits_and_two_are_never_alike() -> None:
    tokens = {new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert all(len(token) == len("eco_api_") + 43 and is_token(token) for token in tokens)


def test_either_header_carries_a_token_and_the_bearer_comes_first(token: str) -> None:
    assert bearer(token) is Access.GRANTED
    assert asked(authorization=f"bearer  {token}") is Access.GRANTED
    assert asked(token=token) is Access.GRANTED
    assert asked(authorization="Basic abc", token=token) is Access.GRANTED
    assert asked(authorization=f"Bearer {new_token()}", token=token) is Access.REFUSED
    assert asked(authorization=f"Bearer {token}", token="x") is Access.GRANTED


@pytest.mark.parametrize(
    "headers",
    [
        {"authorization": "Bearer nope"},
        {"authorization": "Bearer"},
        {"authorization": "Basic abc"},
        {"token": "eco_api_"},
        {"token": "é" * 51},
    ],
)
def test_whatever_else_is_sent_is_refused_without_a_query(headers: dict[str, str]) -> None:
    assert asked(**headers) is Access.REFUSED


def test_nothing_sent_is_anonymous_without_a_query() -> None:
    assert asked() is Access.ANONYMOUS
    assert asked(authorization="", token=" ") is Access.ANONYMOUS


def test_a_tampered_token_is_refused(token: str) -> None:
    for place in (8, 20, 50):
        other = "A" if token[place] != "A" else "B"
        assert bearer(token[:place] + other + token[place + 1 :]) is Access.REFUSED


def test_a_token_is_refused_once_it_is_deleted(token: str) -> None:
    ApiToken.objects.all().delete()
    assert bearer(token) is Access.REFUSED


def test_a_token_is_refused_once_it_has_expired(token: str) -> None:
    ApiToken.objects.update(expires_at=timezone.now() + timedelta(minutes=1))
    assert bearer(token) is Access.GRANTED
    ApiToken.objects.update(expires_at=timezone.now())
    assert bearer(token) is Access.REFUSED


def test_a_token_is_refused_once_its_owner_is_inactive_or_gone(token: str, owner: User) -> None:
    owner.is_active = False
    owner.save()
    assert bearer(token) is Access.REFUSED
    owner.delete()
    assert bearer(token) is Access.REFUSED


def test_the_last_use_is_written_once_a_minute(token: str) -> None:
    assert bearer(token) is Access.GRANTED
    first = ApiToken.objects.get().last_used_at
    assert first is not None
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert bearer(token) is Access.GRANTED
    assert len(queries) == 1
    assert ApiToken.objects.get().last_used_at == first
    ApiToken.objects.update(last_used_at=first - timedelta(seconds=61))
    assert bearer(token) is Access.GRANTED
    assert ApiToken.objects.get().last_used_at > first - timedelta(seconds=1)
