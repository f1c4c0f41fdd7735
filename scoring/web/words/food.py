"""The words of ``scoring.answers.words.food`` in the visitor's language."""

from scoring.answers.words import food
from scoring.web.labels import in_language

FIELDS = in_language(food.FIELDS)
PARTS = in_language(food.PARTS)
DISTRIBUTIONS = in_language(food.DISTRIBUTIONS)
PREPARATIONS = in_language(food.PREPARATIONS)
PLANES = in_language(food.PLANES)
SERVICES = in_language(food.SERVICES)
MODES = in_language(food.MODES)
