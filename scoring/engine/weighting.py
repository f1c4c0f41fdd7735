"""Scores made of detailed impacts: normalised, weighted, summed (textile.md 12)."""

from collections.abc import Mapping

from scoring.engine.records import ImpactDefinition

# Scores are counted in millionths of the yearly impact of a person.
MICROPOINTS = 1_000_000


def weighed_terms(
    definitions: Mapping[str, ImpactDefinition], score: str, impacts: Mapping[str, float]
) -> list[float]:
    """What each detailed impact adds to ``ecs`` or ``pef``, in points; some have no part in it."""
    terms = []
    for trigram, impact in impacts.items():
        definition = definitions[trigram]
        if score == "ecs":
            normalization, weighting = definition.ecs_normalization, definition.ecs_weighting
        else:
            normalization, weighting = definition.pef_normalization, definition.pef_weighting
        if normalization and weighting is not None:
            terms.append(MICROPOINTS * (impact / normalization * weighting))
    return terms
