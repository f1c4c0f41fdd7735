"""Maximum size of a request body, per route (api.md 8)."""

from django.conf import settings

from foundation.paths import is_batch_path


def body_limit(method: str | None, path: str) -> int:
    """Return the maximum size in bytes."""
    if method == "POST" and is_batch_path(path):
        return int(settings.BATCH_MAX_BYTES)
    return int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
