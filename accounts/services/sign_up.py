"""Account creation (accounts.md 2 and 3)."""

from dataclasses import dataclass, fields

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from accounts.services.addresses import AddressTaken


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The user's profile; the organisation is optional."""

    first_name: str
    last_name: str
    organization_type: str = ""
    organization_name: str = ""
    siren: str = ""
    newsletter: bool = False


def sign_up(*, email: str, password: str | None, profile: Profile) -> User:
    """Create an account whose owner has accepted the terms. Raises ``AddressTaken``.

    Takes as long if the address is taken, since the password is hashed before that is checked.
    """
    now = timezone.now()
    user = User(
        email=email.lower(),
        password=make_password(password),
        terms_accepted_at=now,
        terms_version=settings.TERMS_VERSION,
    )
    fill_profile(user=user, profile=profile)
    try:
        with transaction.atomic():
            user.save()
            EmailAddress.objects.create(user=user, email=user.email, primary=True)
    except IntegrityError:
        raise AddressTaken from None
    return user


def update_profile(*, user: User, profile: Profile) -> None:
    """Update the profile and nothing else."""
    fill_profile(user=user, profile=profile)
    names = {field.name for field in fields(Profile)} - {"newsletter"}
    user.save(update_fields=[*names, "newsletter_since"])


def fill_profile(*, user: User, profile: Profile) -> None:
    """Set the fields; an existing consent keeps its original date."""
    user.first_name = profile.first_name
    user.last_name = profile.last_name
    user.organization_type = profile.organization_type
    user.organization_name = profile.organization_name
    user.siren = profile.siren
    if not profile.newsletter:
        user.newsletter_since = None
    elif user.newsletter_since is None:
        user.newsletter_since = timezone.now()
