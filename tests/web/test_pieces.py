"""Fragments written without a template are escaped too."""

from html import unescape

from scoring.web import pieces
from scoring.web.scores import ShareRow

HOSTILE = "<script>'\"&"


def test_every_text_is_escaped() -> None:
    fact = pieces.Fact(HOSTILE, HOSTILE, HOSTILE, wide=True)
    arrow = pieces.Arrow(HOSTILE, HOSTILE, [(HOSTILE, HOSTILE, HOSTILE)], HOSTILE, help=HOSTILE)
    bar = ShareRow(HOSTILE, HOSTILE, HOSTILE, 1, HOSTILE, HOSTILE, HOSTILE)
    for written, times in (
        (pieces.figure(HOSTILE, HOSTILE, HOSTILE, oob=True), 3),
        (pieces.facts(HOSTILE, [fact], oob=False), 4),
        (pieces.arrow(arrow, oob=True), 7),
        (pieces.bar_rows([bar], amounts=True), 6),
    ):
        assert "<script" not in written
        assert written.count("&lt;script&gt;&#x27;&quot;&amp;") == times
        assert HOSTILE in unescape(written)
