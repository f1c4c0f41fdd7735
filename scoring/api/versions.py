"""The method version that a URL selects (api.md 2)."""

from scoring.api.errors import ApiError
from scoring.engine.method import Method
from scoring.methods import default_method, installed_versions, method_of

UNKNOWN = "Version not found"
MALFORMED = "Invalid version format"


class VersionError(ApiError):
    """The URL pins a version that is not installed, or is malformed.

    Unlike in other errors, ``error`` is a string, as in the public service.
    """

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(404, {"version": message})


def pinned_method(version: str | None) -> Method:
    """The method of a pinned version, or the instance's default if none is pinned."""
    if version is None:
        return default_method()
    if version not in installed_versions():
        raise VersionError(UNKNOWN)
    return method_of(version)
