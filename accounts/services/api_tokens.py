"""Creation and revocation of API tokens (accounts.md 5)."""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import ApiToken, User
from accounts.tokens import digest, new_secret, new_token, token_of_seed

# The page that shows a token is loaded right after the form.
_SHOWN_FOR = timedelta(minutes=2)


def create_token(*, user: User, label: str, expires_at: datetime | None = None) -> str:
    """Create a token and return it; this is the only time, since only its hash is stored."""
    token = new_token()
    _keep(user, token, label, expires_at)
    return token


def create_token_to_show(*, user: User, label: str, expires_at: datetime | None = None) -> str:
    """Create a token and return the seed from which the next page derives it; neither is stored."""
    seed = new_secret()
    _keep(user, token_of_seed(seed, user.pk), label, expires_at)
    return seed


def token_to_show(*, user: User, seed: str) -> str:
    """Return the token just created from a seed; empty if this account has none."""
    token = token_of_seed(seed, user.pk)
    just_made = user.tokens.filter(digest=digest(token), created_at__gt=timezone.now() - _SHOWN_FOR)
    return token if just_made.exists() else ""


def _keep(user: User, token: str, label: str, expires_at: datetime | None) -> None:
    ApiToken.objects.create(user=user, label=label, digest=digest(token), expires_at=expires_at)


def revoke_token(*, token: ApiToken) -> None:
    """Revoke a token, which is rejected from the next request on."""
    token.delete()
