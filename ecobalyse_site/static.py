"""Static files under names that change with their content."""

from functools import cache

from whitenoise.storage import CompressedManifestStaticFilesStorage


class CollectedStaticStorage(CompressedManifestStaticFilesStorage):
    """Falls back on the plain name where files were not collected, as in tests."""

    manifest_strict = False

    @cache  # noqa: B019
    def url(self, name: str | None, force: bool = False) -> str:
        """The address of a file; it stays the same for as long as the process runs."""
        return str(super().url(name, force))
