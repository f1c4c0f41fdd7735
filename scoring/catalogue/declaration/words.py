"""The words that the portal itself knows: fewer than ours (catalogue.md 2.3, 2.11)."""

from scoring.catalogue.vocabulary.folding import folded, folded_header
from scoring.catalogue.vocabulary.labels import LABELS_FILE, names_of, read_labels
from scoring.engine.method import Method


class PortalWords:
    """Which words of a list the portal reads, and how a code is best written for it."""

    def __init__(self, method: Method) -> None:
        self._codes = {(label.list, label.word): label.code for label in read_labels(LABELS_FILE)}
        self._written: dict[tuple[str, str], str] = {}
        for kind, code, names in names_of(method):
            for text in (*names, code):
                if self._codes.get((kind, folded(text))) == code:
                    self._written.setdefault((kind, code), text)

    def knows(self, kind: str, text: str) -> bool:
        """Whether the portal reads a word, what stands in parentheses included or left out."""
        return (kind, folded(text)) in self._codes or (kind, folded_header(text)) in self._codes

    def written(self, kind: str, code: str) -> str | None:
        """The word for a code, a French name where the portal has it; None where it has none."""
        return self._written.get((kind, code))

    def code(self, kind: str, text: str) -> str | None:
        """The code of a word; None for one that the portal does not know."""
        return self._codes.get((kind, folded(text)))
