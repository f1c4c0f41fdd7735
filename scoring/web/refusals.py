"""Refusals of the engine and of catalogues, in the language of the page.

They are written in French where they are found, with the values they are about, and the API gives
them so (api.md 7). A page in English recognises the sentence, and says it with the same values.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from django.utils.translation import gettext

from foundation.typography import typographic
from scoring.answers.cautions import SENTENCES as CAUTIONS
from scoring.answers.words.refusals import SENTENCES
from scoring.web.labels import is_english

_VALUE = re.compile(r"\\\{(\w+)\\\}")
# What a decoder adds for programs, in English already.
_TECHNICAL = re.compile(r" (?:Expecting an? [A-Z]+.*|Not a valid UUID)$")
# A longer text is no sentence of ours alone: what someone sent makes most of it.
_LONGEST = 6000
# A sentence may hold another one: « Le titrage » in « {a} doit être compris(e) entre … ».
_DEEPEST = 2
_REMEMBERED = 4096


def told(message: str) -> str:
    """A refusal in the language of the page; as it is if that is French, or if nobody knows it."""
    return _english(message, _DEEPEST) if is_english() else message


def told_all(faults: Mapping[str, str]) -> dict[str, str]:
    """Refusals by field, in the language of the page."""
    return {field: told(message) for field, message in faults.items()}


def shown(message: str) -> str:
    """A refusal as a script writes it into a page: in its language, and typographic."""
    return typographic(told(message), french=not is_english())


@lru_cache(maxsize=_REMEMBERED)
def _english(message: str, deep: int) -> str:
    if len(message) > _LONGEST:
        return message
    message = _TECHNICAL.sub("", message)
    for sentence, start, pattern in _patterns():
        if message.startswith(start) and (found := pattern.fullmatch(message)):
            values = {
                name: _english(value, deep - 1) if deep and " " in value else value
                for name, value in found.groupdict().items()
            }
            return gettext(sentence).format(
                **{name: _quoted(text) for name, text in values.items()}
            )
    return message


@cache
def _patterns() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """The sentences, those with the most words of their own first."""
    known = {*SENTENCES, *CAUTIONS.values()}
    longest = sorted(known, key=lambda sentence: (-len(re.sub(r"\{\w+\}", "", sentence)), sentence))
    return tuple(
        (
            sentence,
            sentence.partition("{")[0],
            re.compile(_VALUE.sub(r"(?P<\1>.+?)", re.escape(sentence)), re.DOTALL),
        )
        for sentence in longest
    )


def _quoted(value: str) -> str:
    """Names that a value quotes, as English does."""
    return value.replace("« ", "“").replace(" »", "”")
