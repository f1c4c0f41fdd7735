"""Marking texts for translation where no translation can be done."""


def N_(text: str) -> str:  # noqa: N802 - the name by which texts are found
    """Mark a French text: pages translate it, everything else says it as it is."""
    return text
