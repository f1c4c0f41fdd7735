"""The words of ``scoring.answers.words.textile`` in the visitor's language."""

from scoring.answers.words import textile
from scoring.web.labels import in_language

FIELDS = in_language(textile.FIELDS)
STEPS = in_language(textile.STEPS)
BUSINESSES = in_language(textile.BUSINESSES)
FABRICS = in_language(textile.FABRICS)
COMPLEXITIES = in_language(textile.COMPLEXITIES)
DYEINGS = in_language(textile.DYEINGS)
PRINTINGS = in_language(textile.PRINTINGS)
SPINNINGS = in_language(textile.SPINNINGS)
ORIGINS = in_language(textile.ORIGINS)
MODES = in_language(textile.MODES)
