"""Read queries on accounts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from accounts.models import ApiToken, Session, SignInLink, User
from accounts.sessions import SessionStore, key_digest


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session, as shown to its owner."""

    device: str
    signed_in_at: datetime | None
    last_seen_at: datetime
    current: bool


def is_verified(user: User) -> bool:
    """Return whether the account's address is verified."""
    verified: bool = EmailAddress.objects.filter(
        user=user, email=user.email, verified=True
    ).exists()
    return verified


def tokens_of(user: User) -> QuerySet[ApiToken]:
    """Return the tokens of an account, newest first."""
    return ApiToken.objects.filter(user=user)


def sessions_of(user: User, current_key: str | None = None) -> list[OpenSession]:
    """Return an account's open sessions, latest first; the last visit is accurate to the hour."""
    lifetime = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    rows = Session.objects.filter(user=user, expire_date__gt=timezone.now())
    sessions = []
    for row in rows.order_by("-expire_date"):
        data = SessionStore().decode(row.session_data)
        sessions.append(
            OpenSession(
                device=data.get("device", ""),
                signed_in_at=parse_datetime(data.get("signed_in_at", "")),
                last_seen_at=row.expire_date - lifetime,
                current=row.session_key == key_digest(current_key or ""),
            )
        )
    return sessions


def personal_data(user: User) -> dict[str, Any]:
    """Return everything stored about a person, with the public service's field names."""
    return {
        "email": user.email,
        "isVerified": is_verified(user),
        "joinedAt": user.date_joined,
        "lastLoginAt": user.last_login,
        "isActive": user.is_active,
        "isSuperuser": user.is_superuser,
        "hasPassword": user.has_usable_password(),
        "deletionAnnouncedAt": user.purge_warned_at,
        "profile": {
            "firstName": user.first_name,
            "lastName": user.last_name,
            "organization": {
                "type": user.organization_type or None,
                "name": user.organization_name or None,
                "siren": user.siren or None,
            },
            "emailOptin": user.newsletter_since is not None,
            "emailOptinSince": user.newsletter_since,
            "termsAccepted": user.terms_accepted_at is not None,
            "termsAcceptedAt": user.terms_accepted_at,
            "termsVersion": user.terms_version or None,
        },
        "tokens": [
            {
                "label": token.label,
                "createdAt": token.created_at,
                "lastAccessedAt": token.last_used_at,
                "expiresAt": token.expires_at,
            }
            for token in tokens_of(user)
        ],
        "sessions": [
            {
                "device": session.device or None,
                "signedInAt": session.signed_in_at,
                "lastSeenAt": session.last_seen_at,
            }
            for session in sessions_of(user)
        ],
        "links": [
            {
                "purpose": link.purpose,
                "email": link.email,
                "createdAt": link.created_at,
                "expiresAt": link.expires_at,
                "usedAt": link.used_at,
            }
            for link in SignInLink.objects.filter(user=user).order_by("-created_at")
        ],
    }
