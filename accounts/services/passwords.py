"""Changing a password."""

from django.utils import timezone

from accounts.models import Session, User


def set_password(*, user: User, password: str) -> None:
    """Change the password; all sessions and links of the account are invalidated."""
    user.set_password(password)
    user.save(update_fields=["password"])
    Session.objects.filter(user=user).delete()
    user.links.filter(used_at=None).update(expires_at=timezone.now())
