"""Plain-text e-mails, sent only if a mail server is configured (accounts.md 7.8)."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string


def send(*, template: str, to: str, **context: Any) -> None:
    """Send a template, whose first line is the subject, if a mail server is configured."""
    if not settings.MAIL_ENABLED:
        return
    known = {"instance_name": settings.INSTANCE_NAME, "contact": settings.OPERATOR_CONTACT}
    text = render_to_string(template, known | context)
    subject, _, body = text.strip().partition("\n")
    # Prevents automatic replies.
    headers = {"Auto-Submitted": "auto-generated"}
    EmailMessage(subject.strip(), body.strip() + "\n", to=[to], headers=headers).send()
