"""Single-use links (accounts.md 2): only a hash is stored."""

from django.db import models
from django.utils import timezone

from accounts.models.users import User


class SignInLink(models.Model):
    """A link sent to ``email``. ``digest`` is the SHA-256 of its token, in hexadecimal.

    Used links are kept for a while, so that a second click gets an explanation.
    """

    class Purpose(models.TextChoices):
        """What confirming the link does."""

        SIGN_IN = "sign-in"
        PASSWORD = "password"  # noqa: S105 - opens the page that sets one
        OPERATOR = "operator"
        ADDRESS = "address"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="links")
    purpose = models.CharField(max_length=10, choices=Purpose)
    email = models.EmailField()
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"
