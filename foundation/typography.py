"""Typographic apostrophes, quotation marks and no-break spaces, set when a text is shown.

Texts are written with plain apostrophes and ordinary spaces everywhere (templates, modules, data,
engine messages): nobody has to type them, and what the API, the command line and the files say
stays as it is. In a page, only text between tags is changed, and attributes that are read or heard,
but not what is meant to be copied, sent back or run: values, addresses, code, scripts.
"""

import re

NO_BREAK = "\u00a0"
NARROW = "\u202f"
APOSTROPHE = "\u2019"

_TAG = r"<[^<>\"']*(?:\"[^\"]*\"[^<>\"']*|'[^']*'[^<>\"']*)*>"
# Elements whose content is no prose, comments, and tags. A ``<`` that does not start a tag is
# always escaped as ``&lt;``.
_KEPT = re.compile(
    rf"(<(pre|code|kbd|samp|script|style|textarea)\b.*?</\2\s*>|<!--.*?-->|{_TAG})", re.DOTALL
)
_OPENING = re.compile(_TAG)
# Stands for a tag between two texts; HTML has no such character.
_CUT = "\0"
_INDENTATION = re.compile(r"\n[ \t\r\n]+")
_NARROW_SPACE = re.compile(r" (?=[;!?%])")
_WIDE_SPACE = re.compile(r" (?=[:»])|(?<=«) ")
_MARK = "(?:'|&#x27;|&#39;)"
# Inside a word, or after an elision: « l'« étoffe » », « d'<b>un</b> », « <b>v7</b>'s ».
_APOSTROPHE = re.compile(
    rf"(?<=[^\W_]){_MARK}(?=[^\W_])|(?<=[cdjlmnstuCDJLMNSTU]){_MARK}(?=[\0«“&§(])"
    rf"|(?<=\0){_MARK}(?=s\b)"
)
# The owners of something, in English: « the brands' data », but not « the 'materials' list ».
_PLURAL = re.compile(rf"(?<![\w';])([A-Za-z]\w*s){_MARK}(?= )")
# In English: pairs of quotes.
_PAIR = re.compile(r"(?<![^\s\0(])(?:\"|&quot;)(?! )([^\"&\0]{0,80}[^\"&\0 ])(?:\"|&quot;)(?!\w)")
_SINGLE_PAIR = re.compile(rf"(?<![^\s\0(]){_MARK}(?! )([^'&\0]{{0,80}}[^'&\0 ]){_MARK}(?!\w)")
_SHOWN_ATTRIBUTE = re.compile(
    r"(?<=\s)(?:title|aria-label|aria-description|aria-roledescription|placeholder|alt|label"
    r"|data-announce|data-text|data-count|data-stake)=\"[^\"]*\""
)
_CONTENT = re.compile(r"(?<=\s)content=\"[^\"]*\"")


def typographic(text: str, *, french: bool) -> str:
    """A plain text as it is shown: « l'été : » with a curly apostrophe and a no-break space."""
    return _apostrophes(_spaces(text) if french else text, french=french)


def typographic_html(html: str, *, french: bool) -> str:
    """A page as it is shown, without its indentation.

    The time is linear in the size of the page, whatever a visitor submits.
    """
    # Each text, the tag or the element left alone after it, and the name of such an element, which
    # goes.
    parts = _KEPT.split(html.replace(_CUT, "\ufffd"))
    texts = _INDENTATION.sub("\n", _CUT.join(parts[::3]))
    parts[::3] = typographic(texts, french=french).split(_CUT)
    for place in range(1, len(parts), 3):
        kept, parts[place + 1] = parts[place], ""
        if ("'" in kept or "&#" in kept) and (opening := _OPENING.match(kept)):
            parts[place] = _shown(opening[0], french=french) + kept[opening.end() :]
    return "".join(parts)


def _spaces(text: str) -> str:
    return _WIDE_SPACE.sub(NO_BREAK, _NARROW_SPACE.sub(NARROW, text))


def _apostrophes(text: str, *, french: bool) -> str:
    text = _PLURAL.sub(rf"\1{APOSTROPHE}", _APOSTROPHE.sub(APOSTROPHE, text))
    return text if french else _SINGLE_PAIR.sub("‘\\1’", _PAIR.sub("“\\1”", text))


def _shown(tag: str, *, french: bool) -> str:
    """A tag whose attributes are typographic where someone reads or hears them."""
    pattern = _CONTENT if tag.startswith('<meta name="description"') else _SHOWN_ATTRIBUTE
    return pattern.sub(lambda found: _attribute(found[0], french=french), tag)


def _attribute(attribute: str, *, french: bool) -> str:
    name, value = attribute.split("=", 1)
    return f'{name}="{_apostrophes(value[1:-1], french=french)}"'
