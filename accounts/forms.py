"""Validation of submitted forms; the services carry out the actions (accounts.md 3)."""

from dataclasses import fields
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.core.validators import EmailValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.link_text import CutShort, TooLong, read_link_token
from accounts.models import User
from accounts.models.users import OrganizationType, canonical_address
from accounts.services.sign_up import Profile
from accounts.siren import check_siren, compact_siren

REQUIRED = {"required": _("Le champ est obligatoire")}
_EMAIL = EmailValidator(_("L'adresse e-mail est invalide"))
_EMAIL_LENGTH = 254
_PASSWORD_LENGTH = 1000


class EmailField(forms.CharField):
    """An e-mail address, in the canonical form in which it is stored and compared."""

    def __init__(self, autocomplete: str = "email", **options: Any) -> None:
        widget = forms.EmailInput(attrs={"autocomplete": autocomplete, "spellcheck": "false"})
        defaults: dict[str, Any] = {
            "label": _("Adresse email"),
            "max_length": _EMAIL_LENGTH,
            "validators": [_EMAIL],
        }
        super().__init__(widget=widget, error_messages=REQUIRED, **defaults | options)

    def to_python(self, value: Any) -> str:
        """Convert to the canonical form before validation."""
        return canonical_address(str(super().to_python(value)))


class SirenField(forms.CharField):
    """A company's SIREN number, with any separators between the digits."""

    def to_python(self, value: Any) -> str:
        """Remove the separators."""
        return compact_siren(str(super().to_python(value)))


class PasswordField(forms.CharField):
    """A password, without stripping spaces."""

    def __init__(self, autocomplete: str, **options: Any) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
        defaults: dict[str, Any] = {"label": _("Mot de passe"), "max_length": _PASSWORD_LENGTH}
        options = defaults | options
        super().__init__(widget=widget, strip=False, error_messages=REQUIRED, **options)


def _text(label: Any, autocomplete: str, **options: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, widget=widget, error_messages=REQUIRED, **options)


class ProfileForm(forms.Form):
    """Names, organisation and consent to mailings."""

    first_name = _text(_("Prénom"), "given-name", max_length=150)
    last_name = _text(_("Nom"), "family-name", max_length=150)
    organization_type = forms.ChoiceField(
        label=_("Type d'organisation"),
        required=False,
        choices=[("", _("Aucune")), *OrganizationType.choices],
    )
    organization_name = _text(
        _("Nom de l'organisation"), "organization", max_length=200, required=False
    )
    siren = SirenField(
        label=_("Numéro SIREN"),
        required=False,
        help_text=_("Facultatif, 9 chiffres."),
        validators=[check_siren],
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    newsletter = forms.BooleanField(
        label=_("J'accepte de recevoir des informations par email"), required=False
    )

    def clean(self) -> dict[str, Any]:
        """Require a name for an organisation that is not an individual."""
        data = super().clean() or {}
        kind = data.get("organization_type", "")
        if kind == "" and (data.get("organization_name") or data.get("siren")):
            # Discarding the other fields would lose what was typed without notice.
            message = _("Choisissez le type de l'organisation, ou effacez son nom et son numéro")
            self.add_error("organization_type", message)
        elif kind in ("", OrganizationType.INDIVIDUAL):
            data["organization_name"] = data["siren"] = ""
        elif not data.get("organization_name") and "organization_name" not in self.errors:
            self.add_error("organization_name", REQUIRED["required"])
        return data

    def profile(self) -> Profile:
        """Return the profile for the services."""
        return Profile(**{field.name: self.cleaned_data[field.name] for field in fields(Profile)})


class SignUpForm(ProfileForm):
    """A new account; with a mail server there is no password field."""

    email = EmailField()
    password = PasswordField(
        "new-password", help_text=_("Au moins 8 caractères ; une phrase convient bien.")
    )
    terms = forms.BooleanField(
        label=_("Je m'engage à respecter les conditions d'utilisation"),
        error_messages={"required": _("Vous devez accepter les conditions d'utilisation")},
    )
    field_order = (
        "email",
        "password",
        "first_name",
        "last_name",
        "organization_type",
        "organization_name",
        "siren",
        "terms",
        "newsletter",
    )

    def __init__(self, *args: Any, with_password: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not with_password:
            del self.fields["password"]

    def clean(self) -> dict[str, Any]:
        """Check the password's strength, also against the names."""
        data = super().clean()
        if data.get("password"):
            owner = User(**{n: data.get(n, "") for n in ("email", "first_name", "last_name")})
            _check_password(self, "password", owner)
        return data


class SignInForm(forms.Form):
    """An address and a password."""

    email = EmailField("username")
    password = PasswordField("current-password")


class EmailForm(forms.Form):
    """An address only."""

    email = EmailField()


class LinkForm(forms.Form):
    """A link received by e-mail, or its token, pasted by the user or filled in by a script."""

    token = forms.CharField(
        label=_("Lien reçu"),
        max_length=1000,
        error_messages=REQUIRED,
        help_text=_("Collez ici l'adresse complète du lien."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_token(self) -> str:
        """Extract the token from the fragment, without any text around it."""
        text = str(self.cleaned_data["token"]).rpartition("#")[2]
        try:
            return read_link_token(text)
        except CutShort:
            message = _(
                "Ce lien est incomplet : copiez l'adresse entière, jusqu'à son dernier caractère"
            )
        except TooLong:
            message = _("Ce lien est trop long : copiez l'adresse seule, sans le texte qui la suit")
        raise forms.ValidationError(message)


class AddressForm(forms.Form):
    """A new address, with the current password if the account has one."""

    email = EmailField(label=_("Nouvelle adresse email"))
    password = PasswordField("current-password", label=_("Mot de passe actuel"))

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        if not user.has_usable_password():
            del self.fields["password"]


class PasswordForm(forms.Form):
    """A new password, with the current one if the account has one and it was not forgotten."""

    current = PasswordField("current-password", label=_("Mot de passe actuel"))
    password = PasswordField(
        "new-password",
        label=_("Nouveau mot de passe"),
        help_text=_("Au moins 8 caractères ; une phrase convient bien."),
    )

    def __init__(self, *args: Any, user: User, ask_current: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        if not ask_current:
            del self.fields["current"]

    def clean_password(self) -> str:
        """Check the password's strength."""
        _check_password(self, "password", self.user)
        return str(self.cleaned_data.get("password", ""))


class TokenForm(forms.Form):
    """A new API token."""

    label = forms.CharField(
        label=_("Libellé"),
        max_length=100,
        error_messages=REQUIRED,
        help_text=_("Pour le reconnaître, par exemple le nom du logiciel qui l'utilisera."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    expires_on = forms.DateField(
        label=_("Date d'expiration"),
        required=False,
        help_text=_("Facultative : sans date, le jeton vaut jusqu'à sa révocation."),
        error_messages={"invalid": _("La date est invalide : 31/12/2030, par exemple.")},
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d"),
    )

    def clean_expires_on(self) -> date | None:
        """Reject a date in the past."""
        day: date | None = self.cleaned_data["expires_on"]
        if day is not None and day < timezone.localdate():
            raise forms.ValidationError(_("La date d'expiration est passée"))
        return day

    def expires_at(self) -> datetime | None:
        """Return the end of the chosen day: the token is still valid on the date displayed."""
        day: date | None = self.cleaned_data["expires_on"]
        return None if day is None else timezone.make_aware(datetime.combine(day, time.max))


class DeletionForm(forms.Form):
    """The address of the account, typed as confirmation."""

    email = EmailField("off", label=_("Adresse email du compte"))

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user

    def clean_email(self) -> str:
        """Require the account's own address."""
        email = str(self.cleaned_data["email"])
        if email != self.user.email:
            raise forms.ValidationError(_("Cette adresse n'est pas celle de votre compte"))
        return email


def _check_password(form: forms.Form, name: str, owner: User) -> None:
    try:
        password_validation.validate_password(form.cleaned_data[name], owner)
    except forms.ValidationError as error:
        form.add_error(name, error)
