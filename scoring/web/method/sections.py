"""What the texts of the method are made of."""

from collections.abc import Sequence
from typing import Any, NamedTuple


class Paragraph(NamedTuple):
    """A paragraph, and the explorer's table of its figures."""

    text: Any
    table: str = ""
    link: Any = ""


class SectionText(NamedTuple):
    """The paragraphs of a section; ``code`` is its stage, or a topic common to all stages."""

    code: str
    title: Any
    paragraphs: Sequence[Paragraph]
