"""The warnings of an answer."""

from typing import Any


def messages(answer: dict[str, Any]) -> list[str]:
    """Their sentences, in order."""
    return [warning["message"] for warning in answer["meta"]["warnings"]]


def codes(answer: dict[str, Any]) -> list[str]:
    """Their codes, in order."""
    return [warning["code"] for warning in answer["meta"]["warnings"]]
