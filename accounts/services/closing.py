"""Ending sessions and deleting accounts (accounts.md 6)."""

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from accounts import background, mail
from accounts.models import Session, User

# Maximum open sessions per account: more than anyone's browsers, but a list of reasonable length.
MOST_SESSIONS = 30


def sign_out_everywhere(*, user: User) -> None:
    """End all sessions of an account."""
    Session.objects.filter(user=user).delete()


def end_oldest_sessions(*, user: User) -> None:
    """End the sessions with the oldest visits, to make room for a new one within the maximum."""
    sessions = Session.objects.filter(user=user).order_by("-expire_date", "session_key")
    excess = sessions.values_list("session_key", flat=True)[MOST_SESSIONS - 1 :]
    Session.objects.filter(session_key__in=list(excess)).delete()


def delete_account(*, user: User) -> None:
    """Delete an account and everything that belongs to it, at once, and send a last e-mail."""
    email = user.email
    erase_account(user=user)
    background.run(send_deletion_notice, email=email)


def erase_account(*, user: User) -> None:
    """Delete an account and everything that belongs to it, at once."""
    with transaction.atomic():
        # Lock the row: concurrent additions to the account happen before or wait until it is
        # deleted.
        kept = User.objects.select_for_update().filter(pk=user.pk).first()
        if kept is None:
            return
        # The admin log keeps its entries, without the address.
        entries = LogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(User), object_id=str(user.pk)
        )
        entries.update(object_repr=f"compte n° {user.pk}")
        kept.delete()


def send_deletion_notice(*, email: str) -> None:
    """Tell the former owner of an account that it was deleted. Raises ``OSError``."""
    mail.send(template="accounts/mail/goodbye.txt", to=email)
