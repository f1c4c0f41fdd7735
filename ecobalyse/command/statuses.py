"""What the exit status of the command says (catalogue.md 5), from the best to the worst."""

from typing import Final

DONE: Final = 0
SOME_REFUSED: Final = 1
UNUSABLE: Final = 2
INTERRUPTED: Final = 130
