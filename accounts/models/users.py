"""User accounts (accounts.md 3), identified by their e-mail address."""

import contextlib
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.encoding import punycode
from django.utils.translation import gettext_lazy as _

_LONGEST_DOMAIN = 253


def canonical_address(email: str) -> str:
    """Return the canonical form of an e-mail address: lower case, with an ASCII (punycode) domain.

    Case does not distinguish owners, and mail servers know an accented domain by its ASCII name.

    >>> canonical_address(" Ada@Exämple.org")
    'ada@xn--exmple-cua.org'
    """
    name, at, domain = email.strip().lower().rpartition("@")
    if len(domain) <= _LONGEST_DOMAIN:
        with contextlib.suppress(UnicodeError):
            domain = punycode(domain)
    return f"{name}{at}{domain}"


class OrganizationType(models.TextChoices):
    """Types of organisation; the values are the public service's."""

    ASSOCIATION = "association", _("Association")
    BUSINESS = "business", _("Entreprise")
    EDUCATION = "education", _("Enseignement/Recherche")
    INDIVIDUAL = "individual", _("Particulier")
    LOCAL_AUTHORITY = "localAuthority", _("Collectivité ou EPCI")
    MEDIA = "media", _("Média")
    PUBLIC = "public", _("Autre établissement public et État")
    STUDENT = "student", _("Étudiant·e")


class UserManager(BaseUserManager["User"]):
    """Creates and finds accounts regardless of the case of the address."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find an account by its address."""
        return self.get(email=canonical_address(username or ""))

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create an account; without a password, it can only be opened with a link."""
        user = self.model(email=canonical_address(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create an administrator."""
        return self.create_user(email, password, **fields, is_superuser=True)


class User(AbstractBaseUser):
    """An account with its profile. Superusers are administrators; there are no other roles."""

    email = models.EmailField(_("Adresse email"), unique=True)
    first_name = models.CharField(_("Prénom"), max_length=150, blank=True)
    last_name = models.CharField(_("Nom"), max_length=150, blank=True)
    organization_type = models.CharField(
        _("Type d'organisation"), max_length=20, choices=OrganizationType, blank=True
    )
    organization_name = models.CharField(_("Nom de l'organisation"), max_length=200, blank=True)
    siren = models.CharField(_("Numéro SIREN"), max_length=9, blank=True)
    newsletter_since = models.DateTimeField(_("Informations par email depuis"), null=True)
    terms_accepted_at = models.DateTimeField(_("Conditions acceptées le"), null=True)
    terms_version = models.CharField(_("Version des conditions"), max_length=20, blank=True)
    date_joined = models.DateTimeField(_("Inscription"), default=timezone.now, editable=False)
    is_active = models.BooleanField(_("Actif"), default=True)
    is_superuser = models.BooleanField(_("Administrateur"), default=False)
    purge_warned_at = models.DateTimeField(_("Suppression annoncée le"), null=True, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("compte")
        verbose_name_plural = _("comptes")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="email_in_lower_case"
            ),
        )

    def __str__(self) -> str:
        return self.email

    @property
    def is_staff(self) -> bool:
        """Whether the user may open the Django admin."""
        return self.is_superuser

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Administrators have all permissions, others none."""
        return self.is_active and self.is_superuser

    def has_perms(self, perm_list: list[str], obj: object = None) -> bool:
        """Same as ``has_perm``."""
        return self.is_active and self.is_superuser

    def has_module_perms(self, app_label: str) -> bool:
        """Same as ``has_perm``."""
        return self.is_active and self.is_superuser
