"""Check that the mail server would accept a message, before telling the user it was sent.

The check goes as far as SMTP allows without sending a message: connect, TLS, login, sender and
recipient. Other e-mail backends (files, in tests) are not checked.
"""

import logging
import smtplib
import threading
import time
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.smtp import EmailBackend

from foundation.notices import is_due

logger = logging.getLogger("ecobalyse.mail")

SMTP = "django.core.mail.backends.smtp.EmailBackend"
_SECONDS = 3
# For this long after a failure, requests fail at once instead of waiting for another attempt.
_BACKOFF_SECONDS = 30
_REFUSED = 400


class MailRefused(Exception):
    """The server is unreachable or rejects the message.

    The text is the reason, meant for the operator: it may contain an address.
    """


class RecipientRefused(MailRefused):
    """The server works but rejects this recipient: others may be tried at once."""


class _Backoff:
    """Holds the time until which this process does not contact the server."""

    until = float("-inf")


def ask_server(recipient: str = "") -> None:
    """Connect, log in, and check that the server accepts the sender and a recipient.

    Raises ``MailRefused``.
    """
    connection = get_connection(timeout=_SECONDS)
    if not isinstance(connection, EmailBackend):
        return
    try:
        connection.open()
        server = connection.connection
        if recipient.isascii() and server is not None:
            _ask(server, recipient)
    except (OSError, ValueError) as error:
        raise MailRefused(reason_of(error)) from None
    finally:
        connection.close()


def accepts_mail_for(recipient: str) -> bool:
    """Return whether the server accepts mail for an address, with or without an account.

    Runs in its own thread, since a DNS lookup cannot be given a timeout.
    """
    if time.monotonic() < _Backoff.until:
        return False
    answers: list[bool] = []
    asking = threading.Thread(target=_record_answer, args=(recipient, answers), daemon=True)
    asking.start()
    asking.join(_SECONDS + 1)
    if answers:
        return answers[0]
    _Backoff.until = time.monotonic() + _BACKOFF_SECONDS
    if is_due("mail"):
        # The server's reply may contain a submitted address; "doctor" shows it instead.
        logger.error("mail server unavailable or rejecting messages; see manage.py doctor")
    return False


def _record_answer(recipient: str, answers: list[bool]) -> None:
    """Append whether the recipient is accepted; append nothing if the server itself fails."""
    try:
        ask_server(recipient)
    except RecipientRefused:
        answers.append(False)
    except MailRefused:
        pass
    else:
        answers.append(True)


def reason_of(error: Exception) -> str:
    """Return the server's reply or the connection error, on one line, without credentials."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
        return f"{code} {_text(words)}"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    strerror = getattr(error, "strerror", None)
    return str(strerror or error or type(error).__name__).partition("\n")[0]


def _ask(server: smtplib.SMTP, recipient: str) -> None:
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    server.ehlo_or_helo_if_needed()
    _check(*server.mail(sender))
    if recipient:
        code, words = server.rcpt(recipient)
        if code >= _REFUSED:
            raise RecipientRefused(f"{code} {_text(words)}")
    server.rset()


def _check(code: int, words: bytes) -> None:
    if code >= _REFUSED or code < 0:
        raise smtplib.SMTPResponseException(code, words)


def _text(words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return " ".join(text.split())
