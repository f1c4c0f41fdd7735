"""The values parsed from the cells of a row, and the messages about them."""

from typing import Any, Final

from scoring.catalogue.faults import Fault, Remark
from scoring.catalogue.vocabulary.layout import Layout

# Placeholder for a cell that cannot be parsed.
UNREAD: Final = object()


class Found:
    """The parsed values of a row, by column, and the messages about them.

    A cell that cannot be parsed is present, but has no value.
    """

    __slots__ = ("faults", "layout", "portal", "remarks", "strict", "values")

    def __init__(self, layout: Layout, *, strict: bool) -> None:
        self.layout = layout
        self.strict = strict
        self.values: dict[str, Any] = {}
        self.faults: list[Fault] = []
        self.remarks: list[Remark] = []
        self.portal: list[tuple[Remark, str]] = []

    def get(self, key: str) -> Any:
        """The value of a column; None if it is empty or invalid."""
        value = self.values.get(key)
        return value if value is not UNREAD else None

    def says(self, key: str) -> bool:
        """Whether the column is filled in, valid or not."""
        return key in self.values

    def fault(self, key: str, message: str) -> None:
        """Record an error in a column: the row is rejected."""
        self.faults.append(Fault(self.layout.name(key), key, message))

    def remark(self, code: str, key: str, message: str) -> None:
        """Record a warning about a column."""
        self.remarks.append(Remark(code, message, self.layout.name(key)))

    def against_portal(self, code: str, key: str, message: str) -> None:
        """Record that the portal would reject a column (catalogue.md 2.7)."""
        self.portal.append((Remark(code, message, self.layout.name(key)), key))
