"""The English catalogue says in English what the French text says, and keeps all its elements."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

CATALOGUE = Path(__file__).parents[2] / "locale" / "en" / "LC_MESSAGES" / "django.po"
# What must be kept as it is: variables, tags, code.
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{[\w:.]*\}|%%|%[sd](?!\w)")
TAG = re.compile(r"</?[a-z][^>]*>")
CODE = re.compile(r"<code>.*?</code>|/[a-z]+/[\w/-]*|\b[A-Z]+_[A-Z_]+\b")
# Names and units that contain a dot (meta.impactsLevel, picks.m); a space follows a full stop.
DOTTED = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)+")
# Codes of the API (not-applicable) belong to no language.
HYPHENATED = re.compile(r"\b[a-z]+(?:-[a-z]+)+\b")
END = re.compile(r"[.:;!?…]$")
# Words that the other language does not have.
FRENCH = re.compile(
    r"\b(le|la|les|du|des|un|une|est|sont|et|ou|où|pour|dans|avec|sans|qui|que|aux?|ces?|cette|sur|"
    r"vous|votre|vos|par|pas|il|elle|ne|ont|être|leur|nombre|valeurs?|demande|"
    r"[ldnscjm]['’](?=\w{2})\w+|qu['’]\w+|\w*[éèêàçùûîôœ]\w*)\b",
    re.IGNORECASE,
)
ENGLISH = re.compile(
    r"\b(the|of|is|are|and|or|with|without|which|that|this|these|your|from|by|to|it|its|not|has|"
    r"have|been|was|were|will|can|for)\b",
    re.IGNORECASE,
)
# French names on an English page, and English ones on a French page.
NAMES = (
    "Défenseur des droits",
    "Libre réponse",
    "Commission nationale de l’informatique et des libertés",
    "place de Fontenoy",
    "Bleu-Blanc-Cœur",
    "Étienne",
    "Français",
    "coût environnemental",
)
SHORTEST_SENTENCE = 30


def entries() -> list[Message]:
    """Every text of the catalogue."""
    with CATALOGUE.open("rb") as file:
        return [message for message in read_po(file, locale="en") if message.id]


def pairs(message: Message) -> Iterator[tuple[str, str]]:
    """Each French form with its English translation."""
    if isinstance(message.id, str):
        yield message.id, str(message.string)
    else:
        yield from zip(message.id, message.string, strict=True)


def faults_of(french: str, english: str) -> Iterator[str]:
    """What an English text lacks, or should not have."""
    for what, pattern in (("variable", PLACEHOLDER), ("tag", TAG), ("code", CODE)):
        wanted, found = (Counter(pattern.findall(text)) for text in (french, english))
        if wanted != found:
            yield f"{what}: {dict(wanted - found)} lost, {dict(found - wanted)} added"
    if END.findall(french.rstrip()) != END.findall(english.rstrip()):
        yield "another final punctuation"
    dotted = DOTTED.findall(plain(english))
    if len(dotted) > len(DOTTED.findall(plain(french))):
        yield f"two texts joined at one of {dotted}"
    for language, pattern, text in (
        ("French", FRENCH, english),
        ("English", ENGLISH, french),
    ):
        words = pattern.findall(plain(text))
        if words:
            yield f"{language} words: {words}"


def plain(text: str) -> str:
    """A text as read: without variables, tags, code and names."""
    for pattern in (CODE, TAG, PLACEHOLDER, HYPHENATED):
        text = pattern.sub(" ", text)
    for name in NAMES:
        text = text.replace(name, " ")
    return text


def test_every_english_text_is_whole_and_english() -> None:
    found = [
        f"{french!r} → {english!r}: {fault}"
        for message in entries()
        for french, english in pairs(message)
        for fault in faults_of(french, english)
    ]
    assert found == []


def test_no_text_holds_another_one() -> None:
    forms = [pair for message in entries() for pair in pairs(message)]
    sentences = [french for french, _ in forms if len(french) >= SHORTEST_SENTENCE]
    held = [
        (english, sentence) for _, english in forms for sentence in sentences if sentence in english
    ]
    assert held == []


@pytest.mark.parametrize(
    ("french", "english", "fault"),
    [
        ("Un procédé.", "A process.out.", "two texts joined"),
        ("Un procédé.", "A process. Le lien est incomplet.", "French words"),
        ("Un procédé. The link is broken.", "A process. The link is broken.", "English words"),
        ("%(n)s procédés", "Processes", "variable"),
        ("{n} procédés", "{m} processes", "variable"),
        ("Un <strong>procédé</strong>", "A process", "tag"),
        ('<a href="/api">Lien</a>', '<a href="/">Link</a>', "tag"),
        ("L'en-tête <code>token</code>", "The header <code>jeton</code>", "code"),
        ("Un procédé :", "A process", "final punctuation"),
        ("Un procédé", "A process.", "final punctuation"),
    ],
)
def test_each_fault_is_seen(french: str, english: str, fault: str) -> None:
    assert any(fault in found for found in faults_of(french, english))


def test_a_faithful_text_passes() -> None:
    french = "Chaque réponse dit son niveau dans <code>meta.impactsLevel</code> : {n}."
    english = "Every answer tells its level in <code>meta.impactsLevel</code>: {n}."
    assert list(faults_of(french, english)) == []
