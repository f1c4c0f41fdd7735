"""``doctor`` checks of the mail server, and the optional test message."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email

from foundation import mail_server
from foundation.mail_server import MailRefused
from foundation.served import site_address
from operation.findings import Finding, fault, good, warning

_SUBJECT = "courriel"
_MEND = "vérifiez EMAIL_URL et EMAIL_FROM, puis doctor --send-test ADRESSE"


def mail() -> Finding:
    """Check that the server responds and accepts the login and the sender."""
    if not settings.MAIL_ENABLED:
        return warning(
            _SUBJECT,
            "aucun serveur : la connexion se fait par mot de passe",
            "EMAIL_URL et EMAIL_FROM pour les liens de connexion par courriel, si vous en voulez",
        )
    if settings.EMAIL_BACKEND != mail_server.SMTP:
        return fault(
            _SUBJECT,
            "aucun email ne part : EMAIL_URL les fait écrire ailleurs, liens de connexion compris",
            "EMAIL_URL=smtp+tls://utilisateur:secret@hote:587, ou sans EMAIL_URL",
        )
    server = f"{settings.EMAIL_HOST}, port {settings.EMAIL_PORT}"
    try:
        mail_server.ask_server()
    except MailRefused as refusal:
        return fault(_SUBJECT, f"{server} : {refusal}", _MEND)
    return good(_SUBJECT, f"{server}, répond et accepte {settings.DEFAULT_FROM_EMAIL}")


def send_test(address: str) -> Finding:
    """Send a real message."""
    subject = "courriel d'essai"
    try:
        validate_email(address)
    except ValidationError:
        return fault(subject, f"« {address} » n'est pas une adresse", "donnez la vôtre")
    if not settings.MAIL_ENABLED:
        return fault(subject, "aucun serveur de messagerie n'est réglé", "EMAIL_URL et EMAIL_FROM")
    message = EmailMessage(
        f"Essai d'envoi de {settings.INSTANCE_NAME}",
        f"Ce message a été demandé par « doctor --send-test » sur {site_address()}.\n",
        to=[address],
        headers={"Auto-Submitted": "auto-generated"},
    )
    try:
        message.send()
    except (OSError, ValueError) as error:
        return fault(subject, mail_server.reason_of(error), _MEND)
    if settings.EMAIL_BACKEND != mail_server.SMTP:
        return fault(subject, "écrit ailleurs, et non envoyé", "EMAIL_URL=smtp+tls://…")
    return good(subject, f"accepté par {settings.EMAIL_HOST} pour {address} ; voyez s'il arrive")
