"""The language requested in the URL; the browser's ``Accept-Language`` is ignored."""

from django.http import HttpRequest


def language_of(request: HttpRequest) -> str:
    """English for ``?lang=en``, French otherwise."""
    return "en" if request.GET.get("lang") == "en" else "fr"
