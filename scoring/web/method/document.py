"""The sections of a sector's method document, by number."""

import re
from collections.abc import Mapping

from django.conf import settings

from foundation.markdown import rendered
from scoring.engine import scopes
from scoring.web.documentation.library import DOCUMENTS, address_of, read

_SLUGS = {
    scopes.TEXTILE: "methode-textile",
    scopes.FOOD: "methode-alimentaire",
    scopes.OBJECT: "methode-objets",
}
_NUMBER = re.compile(r"([0-9]+(?:\.[0-9]+)*)\.? ")


def section_addresses(scope: str) -> Mapping[str, str]:
    """The address of each section: "7.1" -> "/documentation/methode-textile/#71-material"."""
    document = DOCUMENTS[_SLUGS[scope]]
    file = next(iter(document.files.values()))
    text = read(settings.BASE_DIR, file)
    if text is None:
        return {}
    return {
        found[1]: f"{document.address}#{heading.identifier}"
        for heading in rendered(text, file, address_of).contents
        if (found := _NUMBER.match(heading.text))
    }
