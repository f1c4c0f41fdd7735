"""Single-use links (accounts.md 2): valid for a day, known by their hash, spent by a POST only."""

import enum
from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts import background, mail
from accounts.models import SignInLink, User
from accounts.services.addresses import AddressTaken, set_address, verify_address
from accounts.tokens import digest, new_secret

Purpose = SignInLink.Purpose

LIFETIME = timedelta(hours=24)
# A spent link is remembered this long, so that a second click is told what happened.
MEMORY = timedelta(days=30)
_TEMPLATES = {
    Purpose.SIGN_IN: "accounts/mail/sign_in.txt",
    Purpose.PASSWORD: "accounts/mail/password.txt",
    Purpose.ADDRESS: "accounts/mail/address.txt",
}


class Fault(enum.Enum):
    """Why a link is refused."""

    UNKNOWN = "unknown"
    EXPIRED = "expired"
    USED = "used"
    INACTIVE = "inactive"
    TAKEN = "taken"


class LinkRefused(Exception):
    """A link that opens nothing; ``purpose`` is what it was for, None for an unknown one."""

    def __init__(self, fault: Fault, purpose: Purpose | None = None) -> None:
        self.fault = fault
        self.purpose = purpose
        super().__init__(fault.value)


def issue_link(*, user: User, purpose: Purpose, email: str) -> str:
    """Make a link and give its token, which is kept nowhere. Earlier ones expire at once."""
    now = timezone.now()
    token = new_secret()
    with transaction.atomic():
        user.links.filter(created_at__lt=now - MEMORY).delete()
        user.links.filter(used_at=None, expires_at__gt=now).update(expires_at=now)
        SignInLink.objects.create(
            user=user,
            purpose=purpose,
            email=email,
            digest=digest(token),
            created_at=now,
            expires_at=now + LIFETIME,
        )
    return token


def link_address(*, site: str, token: str) -> str:
    """The address to send: the token is in the fragment, which no log and no referrer holds."""
    return f"{site}{reverse('account_login')}#{token}"


def send_link(*, email: str, purpose: Purpose, site: str) -> None:
    """Send a link to the owner of an address, if there is one."""
    user = User.objects.filter(email=email.lower(), is_active=True).first()
    if user is not None:
        _send(user=user, purpose=purpose, email=user.email, site=site)


def send_address_link(*, user: User, email: str, site: str) -> None:
    """Send a link that will make ``email`` the account's address; its present owner is told."""
    if User.objects.filter(email=email.lower()).exists():
        send_known_address(email=email.lower(), site=site)
    else:
        _send(user=user, purpose=Purpose.ADDRESS, email=email.lower(), site=site)


def send_known_address(*, email: str, site: str) -> None:
    """Tell the owner of an address that someone has tried to sign up with it."""
    user = User.objects.filter(email=email.lower(), is_active=True).first()
    if user is not None:
        token = issue_link(user=user, purpose=Purpose.SIGN_IN, email=user.email)
        link = link_address(site=site, token=token)
        mail.send(template="accounts/mail/already_registered.txt", to=user.email, link=link)


def renew_link(*, token: str, site: str) -> None:
    """Send a new link in place of one that was refused, to the account's present address.

    Never one that changes the address: who received that may be anyone, after a slip of the pen,
    and once it is replaced or has expired only the account's owner may ask again.
    """
    found = _find(token)
    if found is None or not found.user.is_active or found.purpose == Purpose.ADDRESS:
        return
    purpose = Purpose.SIGN_IN if found.purpose == Purpose.OPERATOR else Purpose(found.purpose)
    _send(user=found.user, purpose=purpose, email=found.user.email, site=site)


def link_email(*, token: str) -> str:
    """The address that a link was sent to; empty for an unknown one."""
    found = _find(token)
    return found.email if found else ""


def use_link(*, token: str) -> SignInLink:
    """Spend a link, and do what it is for except opening the session.

    Raises ``LinkRefused``. Two clicks at once spend it once.
    """
    now = timezone.now()
    found = _find(token)
    if found is None:
        raise LinkRefused(Fault.UNKNOWN)
    purpose = Purpose(found.purpose)
    if not found.user.is_active:
        raise LinkRefused(Fault.INACTIVE, purpose)
    with transaction.atomic():
        spent = SignInLink.objects.filter(pk=found.pk, used_at=None, expires_at__gt=now)
        if not spent.update(used_at=now):
            found.refresh_from_db()
            raise LinkRefused(Fault.USED if found.used_at else Fault.EXPIRED, purpose)
        if purpose in (Purpose.SIGN_IN, Purpose.PASSWORD):
            verify_address(user=found.user)
    if purpose == Purpose.ADDRESS:
        _change_address(found)
    return found


def _change_address(link: SignInLink) -> None:
    former = link.user.email
    try:
        set_address(user=link.user, email=link.email, verified=True)
    except AddressTaken:
        raise LinkRefused(Fault.TAKEN, Purpose.ADDRESS) from None
    # The address is changed, whatever becomes of the e-mail that says so.
    background.run(
        mail.send, template="accounts/mail/address_changed.txt", to=former, email=link.email
    )


def _find(token: str) -> SignInLink | None:
    links = SignInLink.objects.select_related("user")
    return links.filter(digest=digest(token)).first()


def _send(*, user: User, purpose: Purpose, email: str, site: str) -> None:
    token = issue_link(user=user, purpose=purpose, email=email)
    mail.send(template=_TEMPLATES[purpose], to=email, link=link_address(site=site, token=token))
