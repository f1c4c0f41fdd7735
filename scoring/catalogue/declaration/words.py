"""The words that the portal accepts, fewer than we do (catalogue.md 2.3, 2.11)."""

from scoring.catalogue.vocabulary.folding import folded, folded_header
from scoring.catalogue.vocabulary.labels import LABELS_FILE, names_of, read_labels
from scoring.engine.method import Method


class PortalWords:
    """The words that the portal accepts in each list, and the best one for each code."""

    def __init__(self, method: Method) -> None:
        self._codes = {(label.list, label.word): label.code for label in read_labels(LABELS_FILE)}
        self._written: dict[tuple[str, str], str] = {}
        for kind, code, names in names_of(method):
            for text in (*names, code):
                if self._codes.get((kind, folded(text))) == code:
                    self._written.setdefault((kind, code), text)

    def knows(self, kind: str, text: str) -> bool:
        """Whether the portal accepts a word, with or without the text in parentheses."""
        return (kind, folded(text)) in self._codes or (kind, folded_header(text)) in self._codes

    def written(self, kind: str, code: str) -> str | None:
        """The word for a code, preferably the French name; None if the portal has none."""
        return self._written.get((kind, code))

    def code(self, kind: str, text: str) -> str | None:
        """The code of a word; None if the portal does not know the word."""
        return self._codes.get((kind, folded(text)))
