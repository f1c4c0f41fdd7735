"""The application that scores."""

from django.apps import AppConfig


class ScoringConfig(AppConfig):
    """Scoring: no model, since nothing submitted or computed is stored."""

    name = "scoring"
    verbose_name = "Calcul du coût environnemental"
