"""What was found in the cells of a row, and what there is to say of it."""

from typing import Any, Final

from scoring.catalogue.faults import Fault, Remark
from scoring.catalogue.vocabulary.layout import Layout

# In the place of a cell that cannot be read.
UNREAD: Final = object()


class Found:
    """What the cells of a row say, by column, and what there is to say of them.

    A cell that cannot be read is known, and worth nothing.
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
        """The value of a column; None where it is empty or cannot be read."""
        value = self.values.get(key)
        return value if value is not UNREAD else None

    def says(self, key: str) -> bool:
        """Whether the column is filled in, readable or not."""
        return key in self.values

    def fault(self, key: str, message: str) -> None:
        """Refuse the row for a column."""
        self.faults.append(Fault(self.layout.name(key), key, message))

    def remark(self, code: str, key: str, message: str) -> None:
        """Say something of a column."""
        self.remarks.append(Remark(code, message, self.layout.name(key)))

    def against_portal(self, code: str, key: str, message: str) -> None:
        """Say that the portal would refuse a column (catalogue.md 2.7)."""
        self.portal.append((Remark(code, message, self.layout.name(key)), key))
