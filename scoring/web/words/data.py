"""The codes of the data in words, in the visitor's language."""

from django.utils.functional import Promise

from scoring.answers.words import data, impacts
from scoring.web.labels import in_language

Text = str | Promise

SCOPES = in_language(data.SCOPES)
FIBRE_ORIGINS = in_language(data.FIBRE_ORIGINS)
DEFAULT_ORIGINS = in_language(data.DEFAULT_ORIGINS)
PROCESS_CATEGORIES = in_language(data.PROCESS_CATEGORIES)
INGREDIENT_CATEGORIES = in_language(data.INGREDIENT_CATEGORIES)
CROP_GROUPS = in_language(data.CROP_GROUPS)
SCENARIOS = in_language(data.SCENARIOS)
IMPACT_DESCRIPTIONS = in_language(impacts.DESCRIPTIONS)
