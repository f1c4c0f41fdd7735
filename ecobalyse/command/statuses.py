"""The exit statuses of the command (catalogue.md 5), from best to worst."""

from typing import Final

DONE: Final = 0
SOME_REFUSED: Final = 1
UNUSABLE: Final = 2
INTERRUPTED: Final = 130
