"""The errors of a whole catalogue, counted by message (catalogue.md 3.4)."""

from typing import Any, Final

# There may be as many distinct errors as rows.
_MOST_KINDS: Final = 1000
_SHOWN: Final = 10


class ErrorTally:
    """Counts errors; tallies of parts of a file can be added, in any order."""

    def __init__(self) -> None:
        # By message: how many rows have it, and the first of their lines.
        self._found: dict[str, tuple[int, int]] = {}

    def count(self, message: str, line: int, rows: int = 1) -> None:
        """Count ``rows`` more with an error, of which ``line`` is the first."""
        known = self._found.get(message)
        if known is not None:
            self._found[message] = (known[0] + rows, min(known[1], line))
        elif len(self._found) < _MOST_KINDS:
            self._found[message] = (rows, line)

    def add(self, other: "ErrorTally") -> None:
        """Add the tally of another part."""
        for message, (rows, line) in other._found.items():
            self.count(message, line, rows)

    def summary(self) -> list[dict[str, Any]]:
        """The most frequent errors as JSON, with the line where each is first found.

        >>> tally = ErrorTally()
        >>> for line, message in ((2, "a"), (3, "b"), (4, "b")):
        ...     tally.count(message, line)
        >>> tally.summary()
        [{'message': 'b', 'rows': 2, 'line': 3}, {'message': 'a', 'rows': 1, 'line': 2}]
        """
        frequent = sorted(self._found.items(), key=lambda error: (-error[1][0], error[1][1]))
        return [
            {"message": message, "rows": rows, "line": line}
            for message, (rows, line) in frequent[:_SHOWN]
        ]
