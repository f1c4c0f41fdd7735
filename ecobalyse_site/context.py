"""What every page knows of the instance."""

from django.conf import settings
from django.http import HttpRequest


def instance(request: HttpRequest) -> dict[str, str]:
    """The instance's name."""
    return {"instance_name": settings.INSTANCE_NAME}
