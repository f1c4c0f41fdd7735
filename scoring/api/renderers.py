"""JSON as the API writes it."""

from typing import Any

import orjson
from rest_framework.renderers import BaseRenderer


class JSONRenderer(BaseRenderer):
    """Full double precision; a figure that is not finite is null (api.md 9)."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: dict[str, Any] | None = None,
    ) -> bytes:
        """Write ``data`` as UTF-8 JSON."""
        return orjson.dumps(data)
