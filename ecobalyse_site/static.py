"""Static files with content hashes in their names."""

from functools import cache

from whitenoise.storage import CompressedManifestStaticFilesStorage


class CollectedStaticStorage(CompressedManifestStaticFilesStorage):
    """Falls back to the plain name when files were not collected, as in tests."""

    manifest_strict = False

    @cache  # noqa: B019
    def url(self, name: str | None, force: bool = False) -> str:
        """Return the URL of a file; cached, since it never changes while the process runs."""
        return str(super().url(name, force))
