"""Making and revoking API tokens (accounts.md 5)."""

from datetime import datetime

from accounts.models import ApiToken, User
from accounts.tokens import digest, new_token


def create_token(*, user: User, label: str, expires_at: datetime | None = None) -> str:
    """Make a token and give it, this once: it is kept nowhere."""
    token = new_token()
    ApiToken.objects.create(user=user, label=label, digest=digest(token), expires_at=expires_at)
    return token


def revoke_token(*, token: ApiToken) -> None:
    """Refuse a token from the next request on."""
    token.delete()
