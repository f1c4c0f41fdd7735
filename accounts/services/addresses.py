"""The address of an account: verified with a link, changed by its owner."""

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Session, User


class AddressTaken(Exception):
    """Another account has this address."""


def set_address(*, user: User, email: str, verified: bool) -> None:
    """Set the only address of an account. Raises ``AddressTaken``."""
    user.email = email.lower()
    try:
        with transaction.atomic():
            user.save(update_fields=["email"])
            EmailAddress.objects.filter(user=user).delete()
            EmailAddress.objects.create(
                user=user, email=user.email, primary=True, verified=verified
            )
            # Links sent to the previous address are no longer valid.
            user.links.filter(used_at=None).update(expires_at=timezone.now())
    except IntegrityError:
        user.refresh_from_db(fields=["email"])
        raise AddressTaken from None


@transaction.atomic
def verify_address(*, user: User) -> bool:
    """Mark the address as verified; return whether a password and tokens were removed.

    Whoever created the account with a password before that may not own the address, so that their
    password, sessions and tokens are removed.
    """
    if EmailAddress.objects.filter(user=user, email=user.email, verified=True).exists():
        return False
    set_address(user=user, email=user.email, verified=True)
    prepared = user.has_usable_password()
    if prepared:
        user.tokens.all().delete()
        user.set_unusable_password()
        user.save(update_fields=["password"])
    Session.objects.filter(user=user).delete()
    return prepared


def confirm_address(*, user: User) -> None:
    """Mark the address as verified, from a browser that was signed in to the account.

    Nothing is removed: nobody else can have confirmed it in that browser.
    """
    if not EmailAddress.objects.filter(user=user, email=user.email, verified=True).exists():
        set_address(user=user, email=user.email, verified=True)
