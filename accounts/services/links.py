"""Single-use links (accounts.md 2): valid for a day, stored as a hash, used with a POST only."""

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
# How long a used link is kept, so that a second click gets an explanation.
MEMORY = timedelta(days=30)
_TEMPLATES = {
    Purpose.SIGN_IN: "accounts/mail/sign_in.txt",
    Purpose.PASSWORD: "accounts/mail/password.txt",
    Purpose.ADDRESS: "accounts/mail/address.txt",
}


class Fault(enum.Enum):
    """Why a link is rejected."""

    UNKNOWN = "unknown"
    EXPIRED = "expired"
    USED = "used"
    INACTIVE = "inactive"
    ELSEWHERE = "elsewhere"
    TAKEN = "taken"


class LinkRefused(Exception):
    """An invalid link; ``purpose`` is None if the link is unknown."""

    def __init__(self, fault: Fault, purpose: Purpose | None = None) -> None:
        self.fault = fault
        self.purpose = purpose
        super().__init__(fault.value)


def issue_link(*, user: User, purpose: Purpose, email: str) -> str:
    """Create a link and return its token; earlier links expire at once.

    Only the token's hash is stored. Raises ``User.DoesNotExist`` if the account has just been
    deleted.
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
    """Return the URL to send: its token is in the fragment, hence never in a log or a Referer."""
    return f"{site}{reverse('account_login')}#{token}"


def send_link(*, email: str, purpose: Purpose, site: str) -> None:
    """Send a link to the owner of an address, if there is one."""
    user = User.objects.filter(email=email.lower(), is_active=True).first()
    if user is not None:
        _send(user=user, purpose=purpose, email=user.email, site=site)


def send_address_link(*, user: User, email: str, site: str) -> None:
    """Send a link that changes the account's address; if it is taken, tell its owner instead."""
    if User.objects.filter(email=email.lower()).exists():
        send_known_address(email=email.lower(), site=site)
    else:
        _send(user=user, purpose=Purpose.ADDRESS, email=email.lower(), site=site)


def send_known_address(*, email: str, site: str) -> None:
    """Tell the owner of an address that someone tried to sign up with it."""
    user = User.objects.filter(email=email.lower(), is_active=True).first()
    if user is not None:
        template = "accounts/mail/already_registered.txt"
        _send(user=user, purpose=Purpose.SIGN_IN, email=user.email, site=site, template=template)


def renew_link(*, token: str, site: str) -> None:
    """Replace a rejected link with a new one, sent to the account's current address.

    Links that change the address are never renewed: a mistyped address may belong to anyone, so
    that only the account's owner may request another.
    """
    found = _find(token)
    if found is None or not found.user.is_active or found.purpose == Purpose.ADDRESS:
        return
    purpose = Purpose.SIGN_IN if found.purpose == Purpose.OPERATOR else Purpose(found.purpose)
    _send(user=found.user, purpose=purpose, email=found.user.email, site=site)


def link_email(*, token: str) -> str:
    """Return the address that a link was sent to; empty if unknown."""
    found = _find(token)
    return found.email if found else ""


@dataclass(frozen=True, slots=True)
class Used:
    """A link just used: its account, purpose, and whether a password and tokens were removed."""

    user: User
    purpose: Purpose
    ended: bool = False


def use_link(*, token: str, visitor: User | None) -> Used:
    """Mark a link as used and carry out its purpose, except signing in.

    ``visitor`` is the user signed in to the browser. A new address can only be confirmed by its own
    account: an attacker may request a link to someone else's address, and that person's click must
    not attach the address to an account the attacker has prepared.

    Raises ``LinkRefused``. Two concurrent clicks use it once.
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
        # Lock the account first, in the same order as its deletion, to avoid a deadlock.
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
    """Look up the link again: it may just have been used, or deleted with its account."""
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
    # The address is changed even if the e-mail that announces it cannot be sent.
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
