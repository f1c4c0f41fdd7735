"""Complements: points of ``ecs`` outside life-cycle assessment (textile.md 10)."""

from typing import NamedTuple

from scoring.engine.textile.resolve import Garment
from scoring.engine.trace.data import constant, datum
from scoring.engine.trace.recorder import Recorder

# Points per kg of garment (textile.md 3.7).
MICROFIBRES = {
    "NaturalFromVegetal": 250.0,
    "ArtificialFromOrganic": 330.0,
    "NaturalFromAnimal": 390.0,
    "Synthetic": 820.0,
}
OUT_OF_EUROPE_POINTS = 5000.0
_OUT_OF_EUROPE_PROBABILITY = 0.049
_OUT_OF_EUROPE_PROBABILITY_SYNTHETIC = 0.121


class Complements(NamedTuple):
    """Points added to ``ecs``; positive is a malus."""

    microfibers: float = 0.0
    out_of_europe_eol: float = 0.0

    @property
    def total(self) -> float:
        """Both together."""
        return self.microfibers + self.out_of_europe_eol


def microfibers(garment: Garment, trace: Recorder | None = None) -> float:
    """Points for the microfibres that the garment sheds, based on its finished mass."""
    total = 0.0
    for position, fibre in enumerate(garment.fibres):
        points = MICROFIBRES[fibre.material.origin] * garment.mass * fibre.share
        total += points
        if trace is not None:
            origin = fibre.material.origin
            trace.line(
                "microfibres.fibre",
                "points * mass * share",
                points,
                at=position,
                subject=fibre.material.name,
                points=constant(MICROFIBRES[origin], "3.7", f"microfibres.{origin}", unit="Pts/kg"),
                mass="mass",
                share=f"materials.{position}.share",
                origin=datum(f"materials.{fibre.material.id}.origin", origin),
            )
    if trace is not None:
        terms = [f"microfibres.fibre.{position}" for position in range(len(garment.fibres))]
        trace.sum("microfibres", terms, total)
    return total


def out_of_europe_end_of_life(garment: Garment, trace: Recorder | None = None) -> float:
    """Points for end of life outside Europe, more likely when at least half of it is synthetic."""
    synthetic = 0.0
    for fibre in garment.fibres:
        if fibre.material.origin == "Synthetic":
            synthetic += fibre.share
    probability = (
        _OUT_OF_EUROPE_PROBABILITY_SYNTHETIC if synthetic >= 0.5 else _OUT_OF_EUROPE_PROBABILITY
    )
    points = probability * garment.mass * OUT_OF_EUROPE_POINTS
    if trace is not None:
        _record_out_of_europe(trace, garment, synthetic, probability, points)
    return points


def _record_out_of_europe(
    trace: Recorder, garment: Garment, synthetic: float, probability: float, points: float
) -> None:
    shares = [
        f"materials.{position}.share"
        for position, fibre in enumerate(garment.fibres)
        if fibre.material.origin == "Synthetic"
    ]
    origins = {
        f"origin_{position}": datum(f"materials.{fibre.material.id}.origin", fibre.material.origin)
        for position, fibre in enumerate(garment.fibres, start=1)
    }
    trace.sum("out_of_europe.synthetic", shares, synthetic, more=origins)
    trace.line(
        "out_of_europe.probability",
        "if(synthetic >= 0.5, likely, unlikely)",
        probability,
        synthetic="out_of_europe.synthetic",
        likely=constant(_OUT_OF_EUROPE_PROBABILITY_SYNTHETIC, "3.7", "outOfEurope.synthetic"),
        unlikely=constant(_OUT_OF_EUROPE_PROBABILITY, "3.7", "outOfEurope.other"),
    )
    trace.line(
        "out_of_europe",
        "probability * mass * points",
        points,
        probability="out_of_europe.probability",
        mass="mass",
        points=constant(OUT_OF_EUROPE_POINTS, "3.7", "outOfEurope.points", "Pts/kg"),
    )
