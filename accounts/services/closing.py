"""Ending sessions and accounts (accounts.md 6)."""

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from accounts import background, mail
from accounts.models import Session, User


def sign_out_everywhere(*, user: User) -> None:
    """End all sessions of an account."""
    Session.objects.filter(user=user).delete()


def delete_account(*, user: User) -> None:
    """Delete an account and all that belongs to it, at once; a last e-mail says so."""
    email = user.email
    erase_account(user=user)
    background.run(say_goodbye, email=email)


def erase_account(*, user: User) -> None:
    """Delete an account and all that belongs to it, at once."""
    with transaction.atomic():
        # The journal of the administration keeps its entries, without the address.
        entries = LogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(User), object_id=str(user.pk)
        )
        entries.update(object_repr=f"compte n° {user.pk}")
        user.delete()


def say_goodbye(*, email: str) -> None:
    """Tell the former owner of an account that it is deleted. Raises ``OSError``."""
    mail.send(template="accounts/mail/goodbye.txt", to=email)
