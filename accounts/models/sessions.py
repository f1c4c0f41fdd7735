"""Sessions that belong to their user and whose keys are hashed."""

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.module_loading import import_string

from accounts.models.users import User


class Session(AbstractBaseSession):
    """A session; ``session_key`` is the SHA-256 of what the cookie holds, in hexadecimal."""

    session_key = models.CharField(max_length=64, primary_key=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="sessions")

    def __str__(self) -> str:
        return f"session {self.user_id or ''}"

    @classmethod
    def get_session_store_class(cls) -> type:
        """The store that writes these: that of the settings, which imports this model."""
        store: type = import_string(f"{settings.SESSION_ENGINE}.SessionStore")
        return store
