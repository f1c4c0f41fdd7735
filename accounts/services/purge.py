"""Deleting the accounts that nobody uses (accounts.md 6)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from accounts import mail
from accounts.models import PurgeRun, User
from foundation.served import site_address

# What the sign-up page and the privacy policy promise.
RETENTION = timedelta(days=365)
NOTICE = timedelta(days=30)


def unused_accounts(*, since: datetime) -> Iterator[tuple[User, datetime]]:
    """Accounts without a sign-in, a visit or a token's use since then, with their last one.

    Sessions note visits as they do sign-ins. Administrators are never among them.
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
    """When an account goes if it is used no more; None for an administrator's, which stays.

    To be asked while it is used: what it was used for before does not count.
    """
    return None if user.is_superuser else timezone.localtime() + RETENTION


def is_due(*, user: User, last_use: datetime) -> bool:
    """Whether an unused account may go; its owner is told first, where e-mails are sent."""
    if not settings.MAIL_ENABLED:
        return True
    warned_at = user.purge_warned_at
    return warned_at is not None and last_use < warned_at <= timezone.now() - NOTICE


def is_warned(*, user: User, last_use: datetime) -> bool:
    """Whether the owner was told since the last use."""
    return user.purge_warned_at is not None and user.purge_warned_at > last_use


def warn(*, user: User) -> None:
    """Tell an owner that the account will go. Raises ``OSError``, and then nothing is noted."""
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
    """Note that unused accounts were purged: ``doctor`` says so on every machine."""
    PurgeRun.objects.update_or_create(
        pk=1, defaults={"finished_at": timezone.now(), "older_than_days": age.days}
    )
