"""Keep the English catalogue in sync with the strings in templates and modules.

``python scripts/messages.py`` rewrites ``locale/en/LC_MESSAGES/django.po``: new strings are added
untranslated, unused ones are removed, translations are kept. With ``--check`` nothing is written
and the problems are listed. Entries are sorted, on one line each, and without source locations, to
avoid merge conflicts.
"""

import os
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

REPOSITORY = Path(__file__).parents[1]
sys.path.insert(0, str(REPOSITORY))
CATALOGUE = REPOSITORY / "locale" / "en" / "LC_MESSAGES" / "django.po"
HEADER = """\
# English texts of the pages; the source language is French. "make messages" keeps it in order.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: en\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
PACKAGES = ("accounts", "ecobalyse_site", "foundation", "operation", "scoring")
KEYWORDS = {
    "N_": None,
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def main() -> int:
    """Rewrite the catalogue, or check it."""
    current = read_catalogue()
    wanted = extract_catalogue()
    if "--check" in sys.argv[1:]:
        faults = list(faults_of(current, wanted))
        sys.stdout.writelines(f"{fault}\n" for fault in faults)
        return 1 if faults else 0
    for message in wanted:
        known = current.get(message.id, message.context) if message.id else None
        if known is not None:
            message.string = known.string
    written = BytesIO()
    write_po(written, wanted, width=0, no_location=True, sort_output=True, omit_header=True)
    CATALOGUE.write_bytes(HEADER.encode() + written.getvalue().lstrip())
    return 0


def read_catalogue() -> Catalog:
    """Read the current catalogue."""
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en", abort_invalid=True)


def extract_catalogue() -> Catalog:
    """Extract every string marked for translation, untranslated."""
    catalogue = Catalog(locale="en", fuzzy=False)
    for identifier, context in _texts():
        catalogue.add(identifier, context=context)
    return catalogue


def faults_of(current: Catalog, wanted: Catalog) -> Iterator[str]:
    """Yield the strings that are missing, untranslated, or no longer used."""
    for message in wanted:
        if not message.id:
            continue
        known = current.get(message.id, message.context)
        texts = [] if known is None else known.string
        if not (all(texts) if isinstance(texts, (list, tuple)) and texts else texts):
            yield f"non traduit : {message.id!r}"
        elif known is not None:
            problems = known.check()
            yield from (f"{message.id!r} : {problem}" for problem in problems)
    for message in current:
        if message.id and wanted.get(message.id, message.context) is None:
            yield f"inutilisé : {message.id!r}"


def _texts() -> Iterator[tuple[str | tuple[str, str], str | None]]:
    for package in PACKAGES:
        for path in sorted((REPOSITORY / package).rglob("*.py")):
            yield from _texts_of(path.read_bytes())
    yield from _rules()
    for path in sorted((REPOSITORY / "templates").rglob("*.*")):
        if path.suffix in {".html", ".txt"}:
            yield from _texts_of(_as_code(path))
    yield from ((text, None) for text in sorted(_texts_of_the_document()))


def _texts_of_the_document() -> set[str]:
    """Return the descriptions in the request and response schemas."""
    from scoring.api.schema.texts import texts  # noqa: PLC0415

    return texts()


def _rules() -> Iterator[tuple[str, None]]:
    """Yield the labels of the calculation rules, which the engine keeps in tables, in French."""
    from scoring.engine.trace.words import composites, food, objects, textile  # noqa: PLC0415

    for module in (textile, composites, food, objects):
        for rule in module.RULES.values():
            yield rule.label, None


def _texts_of(code: bytes) -> Iterator[tuple[str | tuple[str, str], str | None]]:
    for _line, identifier, _comments, context in extract(
        "python", BytesIO(code), keywords=KEYWORDS, options={"encoding": "utf-8"}
    ):
        yield identifier, context  # type: ignore[misc]


def _as_code(template: Path) -> bytes:
    """Convert a template to a sequence of calls, with everything else blanked out."""
    from django.utils.translation.template import templatize  # noqa: PLC0415

    code = templatize(template.read_text(encoding="utf-8"), origin=str(template))
    # Indentation and stray words would not be valid Python, but each call on its own line is.
    return "\n".join(line.strip() for line in code.splitlines()).encode()


def _configure() -> None:
    import django  # noqa: PLC0415

    sys.path.insert(0, str(REPOSITORY))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecobalyse_site.settings")
    django.setup()


if __name__ == "__main__":
    _configure()
    sys.exit(main())
