"""Whether the mail server would take a message, asked before anyone reads that it was sent.

The server is asked as far as it answers without a message being sent: connection, encryption,
login, sender and recipient. Other ways of sending (files, in tests) are not asked.
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
# As long as a failed attempt is fresh, nobody is made to wait for another.
_SECONDS_OF_REST = 30
_REFUSED = 400


class MailRefused(Exception):
    """The server cannot be reached or does not take the message; the text is the reason, for the
    operator: it may name an address."""


class RecipientRefused(MailRefused):
    """The server is there, and does not take this address: others may be asked for at once."""


class _Rest:
    """Until when this process does not ask again."""

    until = float("-inf")


def ask_server(recipient: str = "") -> None:
    """Connect, sign in, and have the server accept the sender and a recipient.

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


def takes_mail_for(recipient: str) -> bool:
    """Whether the server takes a message to an address now; asked for any address alike.

    In a thread of its own, since the search for a server's name has no end that one could set.
    """
    if time.monotonic() < _Rest.until:
        return False
    answers: list[bool] = []
    asking = threading.Thread(target=_note_answer, args=(recipient, answers), daemon=True)
    asking.start()
    asking.join(_SECONDS + 1)
    if answers:
        return answers[0]
    _Rest.until = time.monotonic() + _SECONDS_OF_REST
    if is_due("mail"):
        # The server's words may hold an address that was submitted: "doctor" has them.
        logger.error("the mail server takes no message; see manage.py doctor")
    return False


def _note_answer(recipient: str, answers: list[bool]) -> None:
    """Whether the recipient is taken; nothing where the server itself is out of order."""
    try:
        ask_server(recipient)
    except RecipientRefused:
        answers.append(False)
    except MailRefused:
        pass
    else:
        answers.append(True)


def reason_of(error: Exception) -> str:
    """What a mail server, or the way to it, had to say: on one line, without our secrets."""
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
