"""Fixtures of the pages' tests."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client


@pytest.fixture
def member(client: Client, db: None) -> Client:
    """A signed-in visitor."""
    user = get_user_model().objects.create_user(email="membre@example.org")
    client.force_login(user)
    return client
