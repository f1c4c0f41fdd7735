"""The result of one check of an installation: its severity, and how to fix it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the diagnosis, a success unless there is a fault or some advice."""

    subject: str
    text: str
    fault: bool = False
    advice: str = ""
    # Whether the server refuses to start.
    refused: bool = False


def good(subject: str, text: str) -> Finding:
    """A check that passed."""
    return Finding(subject, text)


def warning(subject: str, text: str, advice: str) -> Finding:
    """Something that may be intended, but that the operator should know."""
    return Finding(subject, text, advice=advice)


def fault(subject: str, text: str, advice: str) -> Finding:
    """Something that must be fixed."""
    return Finding(subject, text, fault=True, advice=advice)


def refusal(subject: str, text: str, advice: str) -> Finding:
    """A fault with which the server refuses to start."""
    return Finding(subject, text, fault=True, advice=advice, refused=True)
