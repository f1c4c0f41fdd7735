"""Why a version does not have a sector, in the language of the page."""

import re
from functools import cache
from typing import NamedTuple

from django.utils.translation import gettext

from scoring.answers.words.left_out import SENTENCES
from scoring.engine.manifest import Notice
from scoring.engine.method import Method
from scoring.web.labels import is_english

_VALUE = re.compile(r"\\\{(\w+)\\\}")
_END = re.compile(r"\.(?: |$)")
# Where a fault is: a file of the source, or a part of the profile, then a record and a field.
_PLACE = re.compile(r"(?P<place>(?:[\w-]+\.\w+|(?P<profile>profil))(?:, [^:]*)?) : (?P<fault>.*)")


class Reason(NamedTuple):
    """A reason; ``french`` if the page is in English and nobody knows how to say it."""

    text: str
    french: bool = False


def reason_of(method: Method, scope: str) -> Reason:
    """Why a version does not have a sector; an empty text if it does not say."""
    told = [
        told_reason(notice) for notice in method.dataset.manifest.left_out if notice.sector == scope
    ]
    return Reason(" ".join(one.text for one in told), any(one.french for one in told))


def told_reason(notice: Notice) -> Reason:
    """A reason in the language of the page."""
    if not is_english():
        return Reason(notice.fr)
    if notice.en:
        return Reason(notice.en)
    sentences = [_english(sentence) for sentence in _END.split(notice.fr) if sentence]
    known = [sentence for sentence in sentences if sentence is not None]
    if len(known) < len(sentences):
        return Reason(notice.fr, french=True)
    return Reason(" ".join(f"{sentence}." for sentence in known))


def _english(sentence: str) -> str | None:
    """A sentence as the installation wrote it, in English; None if it is not one of its own."""
    if found := _PLACE.fullmatch(sentence):
        fault = _english(found["fault"])
        place = found["place"]
        if found["profile"]:
            place = place.replace(found["profile"], "profile", 1)
        return None if fault is None else f"{place}: {fault[:1].lower()}{fault[1:]}"
    # The installation starts the first sentence with a capital.
    sentence = sentence[:1].lower() + sentence[1:]
    for known, pattern in _patterns():
        if found := pattern.fullmatch(sentence):
            values: dict[str, str] = found.groupdict()
            if known.startswith(("{a} (", "{a} ;")):
                # A fault within the sentence, and what was found in some records.
                inner = _english(values["a"])
                if inner is None:
                    continue
                values["a"] = inner
                if "c" in values:
                    values["c"] = values["c"].replace(" reçu)", " received)")
            said = gettext(known).format(**values)
            return said[:1].upper() + said[1:]
    return None


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (sentence, re.compile(_VALUE.sub(r"(?P<\1>.+)", re.escape(sentence)), re.DOTALL))
        for sentence in SENTENCES
    )
