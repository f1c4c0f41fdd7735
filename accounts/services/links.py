"""Single-use links (accounts.md 2): valid for a day, known by their hash, spent by a POST only."""

import enum
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts import background, mail
from accounts.models import SignInLink, User
from accounts.services.addresses import (
    AddressTaken,
    confirm_address,
    set_address,
    verify_address,
)
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
    ELSEWHERE = "elsewhere"
    TAKEN = "taken"


class LinkRefused(Exception):
    """A link that opens nothing; ``purpose`` is what it was for, None for an unknown one."""

    def __init__(self, fault: Fault, purpose: Purpose | None = None) -> None:
        self.fault = fault
        self.purpose = purpose
        super().__init__(fault.value)


def issue_link(*, user: User, purpose: Purpose, email: str) -> str:
    """Make a link and give its token, which is kept nowhere. Earlier ones expire at once.

    Raises ``User.DoesNotExist`` for an account that was deleted a moment ago.
    """
    now = timezone.now()
    token = new_secret()
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
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
        template = "accounts/mail/already_registered.txt"
        _send(user=user, purpose=Purpose.SIGN_IN, email=user.email, site=site, template=template)


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


@dataclass(frozen=True, slots=True)
class Used:
    """A link that was spent: whose it is, what it was for, and whether something ended by it."""

    user: User
    purpose: Purpose
    ended: bool = False


def use_link(*, token: str, visitor: User | None) -> Used:
    """Spend a link, and do what it is for except opening the session.

    ``visitor`` is who is signed in to the browser. A new address is confirmed by its account alone:
    anyone may ask for the address of another, whose press would give them what they have prepared.

    Raises ``LinkRefused``. Two clicks at once spend it once.
    """
    now = timezone.now()
    found = _find(token)
    if found is None:
        raise LinkRefused(Fault.UNKNOWN)
    purpose = Purpose(found.purpose)
    if not found.user.is_active:
        raise LinkRefused(Fault.INACTIVE, purpose)
    own = visitor is not None and visitor.pk == found.user_id
    usable = found.used_at is None and found.expires_at > now
    if purpose == Purpose.ADDRESS and usable and not own:
        raise LinkRefused(Fault.ELSEWHERE, purpose)
    ended = False
    with transaction.atomic():
        # The account first, as whoever deletes it does: two that wait for each other would fail.
        if not User.objects.select_for_update().filter(pk=found.user_id).exists():
            raise LinkRefused(Fault.UNKNOWN)
        spent = SignInLink.objects.filter(pk=found.pk, used_at=None, expires_at__gt=now)
        if not spent.update(used_at=now):
            raise LinkRefused(_why_spent(found), purpose)
        if purpose in (Purpose.SIGN_IN, Purpose.PASSWORD):
            if own:
                confirm_address(user=found.user)
            else:
                ended = verify_address(user=found.user)
    if purpose == Purpose.ADDRESS:
        _change_address(found)
    return Used(found.user, purpose, ended)


def _why_spent(link: SignInLink) -> Fault:
    """What was found first may have been spent, or gone with its account, a moment later."""
    now = SignInLink.objects.filter(pk=link.pk).first()
    if now is None:
        return Fault.UNKNOWN
    return Fault.USED if now.used_at else Fault.EXPIRED


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


def _send(*, user: User, purpose: Purpose, email: str, site: str, template: str = "") -> None:
    try:
        token = issue_link(user=user, purpose=purpose, email=email)
    except User.DoesNotExist:
        return
    link = link_address(site=site, token=token)
    mail.send(template=template or _TEMPLATES[purpose], to=email, link=link)
