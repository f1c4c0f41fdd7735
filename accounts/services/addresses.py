"""The address of an account: verified by a link, changed by its owner."""

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Session, User


class AddressTaken(Exception):
    """Another account has this address."""


def set_address(*, user: User, email: str, verified: bool) -> None:
    """Give an account its address, the only one it has. Raises ``AddressTaken``."""
    user.email = email.lower()
    try:
        with transaction.atomic():
            user.save(update_fields=["email"])
            EmailAddress.objects.filter(user=user).delete()
            EmailAddress.objects.create(
                user=user, email=user.email, primary=True, verified=verified
            )
            # What was sent to the former address opens nothing any more.
            user.links.filter(used_at=None).update(expires_at=timezone.now())
    except IntegrityError:
        user.refresh_from_db(fields=["email"])
        raise AddressTaken from None


@transaction.atomic
def verify_address(*, user: User) -> bool:
    """Note that the owner of the address holds the account; say whether something ended by it.

    Whoever made the account with a password before that may not have been the owner: the password
    they chose, the sessions they opened and the tokens they made end here.
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
    """Note that the owner of the address holds the account, which they were signed in to.

    Nothing ends: nobody else can have pressed the button in that browser.
    """
    if not EmailAddress.objects.filter(user=user, email=user.email, verified=True).exists():
        set_address(user=user, email=user.email, verified=True)
