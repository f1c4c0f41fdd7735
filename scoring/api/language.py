"""The language that a call asks for in its address; a browser's own changes nothing."""

from django.http import HttpRequest


def language_of(request: HttpRequest) -> str:
    """English for ``?lang=en``, and French whatever else is said."""
    return "en" if request.GET.get("lang") == "en" else "fr"
