"""What a step does: the energy it draws and the processes it calls on."""

from typing import NamedTuple

from scoring.engine.impacts import Flow

MJ_PER_KWH = 3.6


class PreTreatments(NamedTuple):
    """The part of ennobling that prepares the fibres; ``operations`` are process names."""

    elec_kwh: float = 0.0
    heat_mj: float = 0.0
    energy: tuple[Flow, ...] = ()
    toxicity: tuple[Flow, ...] = ()
    operations: tuple[str, ...] = ()


NO_PRE_TREATMENT = PreTreatments()


class Work(NamedTuple):
    """Energy of a step and its flows; the energy is in the flows already.

    ``thread_density`` is in threads a cm, ``picking`` in picks.m: woven fabric only.
    """

    flows: tuple[Flow, ...] = ()
    elec_kwh: float = 0.0
    heat_mj: float = 0.0
    thread_density: float | None = None
    picking: float | None = None
    pre_treatments: PreTreatments = NO_PRE_TREATMENT


IDLE = Work()
