"""Records of maintenance of the accounts."""

from django.db import models


class PurgeRun(models.Model):
    """The last purge of unused accounts: one row, shared by all machines of an instance."""

    finished_at = models.DateTimeField()
    older_than_days = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.finished_at:%Y-%m-%d}"
