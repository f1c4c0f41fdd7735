"""Deletion of unused accounts (accounts.md 6)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from accounts import mail
from accounts.models import PurgeRun, User
from foundation.served import site_address

# As promised on the sign-up page and in the privacy policy.
RETENTION = timedelta(days=365)
NOTICE = timedelta(days=30)


def unused_accounts(*, since: datetime) -> Iterator[tuple[User, datetime]]:
    """Yield accounts without a sign-in, visit or token use since then, with their last date.

    Visits update ``last_login`` as sign-ins do. Administrators are never included.
    """
    users = User.objects.filter(is_superuser=False, date_joined__lt=since).annotate(
        token_used_at=Max("tokens__last_used_at")
    )
    for user in users.order_by("pk"):
        seen = (user.date_joined, user.last_login, user.token_used_at)
        last = max(moment for moment in seen if moment is not None)
        if last < since:
            yield user, last


def kept_until(*, user: User) -> datetime | None:
    """Return when an account will be deleted if it is not used again; None for an administrator's.

    Only valid while the account is being used, since earlier uses are not considered.
    """
    return None if user.is_superuser else timezone.localtime() + RETENTION


def is_due(*, user: User, last_use: datetime) -> bool:
    """Return whether an unused account may be deleted; with e-mail, its owner is warned first."""
    if not settings.MAIL_ENABLED:
        return True
    warned_at = user.purge_warned_at
    return warned_at is not None and last_use < warned_at <= timezone.now() - NOTICE


def is_warned(*, user: User, last_use: datetime) -> bool:
    """Return whether the owner was warned since the last use."""
    return user.purge_warned_at is not None and user.purge_warned_at > last_use


def warn(*, user: User) -> None:
    """Warn an owner that the account will be deleted. Records nothing if it raises ``OSError``."""
    now = timezone.now()
    mail.send(
        template="accounts/mail/purge_warning.txt",
        to=user.email,
        day=now + NOTICE,
        site=site_address(),
    )
    user.purge_warned_at = now
    user.save(update_fields=["purge_warned_at"])


def note_run(*, age: timedelta) -> None:
    """Record that unused accounts were purged; ``doctor`` reports it on every machine."""
    PurgeRun.objects.update_or_create(
        pk=1, defaults={"finished_at": timezone.now(), "older_than_days": age.days}
    )
