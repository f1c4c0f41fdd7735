"""Static files under names that change with their content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class CollectedStaticStorage(CompressedManifestStaticFilesStorage):
    """Falls back on the plain name where files were not collected, as in tests."""

    manifest_strict = False
