"""The words of ``scoring.answers.words.breakdown`` in the visitor's language."""

from scoring.answers.words import breakdown
from scoring.web.labels import in_language

FAMILIES = in_language(breakdown.FAMILIES)
SUB_SCORES = in_language(breakdown.SUB_SCORES)
