"""What a check of an installation finds: a fault, how grave, and how to mend it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the diagnosis: good when there is no fault."""

    subject: str
    text: str
    fault: bool = False
    advice: str = ""
    # The server refuses to start with it.
    refused: bool = False


def good(subject: str, text: str) -> Finding:
    """What is as it should be."""
    return Finding(subject, text)


def warning(subject: str, text: str, advice: str) -> Finding:
    """What may be meant, and is better known."""
    return Finding(subject, text, advice=advice)


def fault(subject: str, text: str, advice: str) -> Finding:
    """What must be mended."""
    return Finding(subject, text, fault=True, advice=advice)


def refusal(subject: str, text: str, advice: str) -> Finding:
    """What no server may start with."""
    return Finding(subject, text, fault=True, advice=advice, refused=True)
