"""Sessions with a foreign key to their user and hashed keys."""

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.module_loading import import_string

from accounts.models.users import User


class Session(AbstractBaseSession):
    """A session; ``session_key`` is the SHA-256 of the cookie's value, in hexadecimal."""

    session_key = models.CharField(max_length=64, primary_key=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="sessions")

    def __str__(self) -> str:
        return f"session {self.user_id or ''}"

    @classmethod
    def get_session_store_class(cls) -> type:
        """Return the store from the settings; imported lazily, since it imports this model."""
        store: type = import_string(f"{settings.SESSION_ENGINE}.SessionStore")
        return store
