"""What the texts of the method are made of."""

from collections.abc import Sequence
from typing import Any, NamedTuple


class Paragraph(NamedTuple):
    """A paragraph, and the explorer's table that has its figures."""

    text: Any
    table: str = ""
    link: Any = ""


class Text(NamedTuple):
    """The paragraphs of a section; ``code`` is its stage, or what no stage has by itself."""

    code: str
    title: Any
    paragraphs: Sequence[Paragraph]
