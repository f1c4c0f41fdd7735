"""The errors the engine raises, and nothing else."""

from collections.abc import Iterable, Mapping


class EngineError(Exception):
    """Base of every error of the engine."""


class InvalidData(EngineError):
    """A method version's data are unusable; ``faults`` lists every fault found, one line each."""

    def __init__(self, place: str, faults: Iterable[str]) -> None:
        self.place = place
        self.faults = tuple(faults)
        lines = "".join(f"\n  - {fault}" for fault in self.faults)
        super().__init__(f"Données inutilisables dans {place} :{lines}")


class InvalidQuery(EngineError):
    """A request cannot be computed.

    ``faults`` maps a field name of the request to its message in French. The key ``decoding``
    stands alone: the body has not the right shape. The key ``general`` stands alone: every field
    is acceptable but their combination is not.
    """

    def __init__(self, faults: Mapping[str, str]) -> None:
        self.faults = dict(sorted(faults.items()))
        super().__init__(", ".join(self.faults))


class SectorLeftOut(InvalidQuery):
    """A version does not have the sector asked for; ``reason`` is a French sentence, or ""."""

    def __init__(self, version: str, sector: str, reason: str) -> None:
        self.version = version
        self.sector = sector
        self.reason = reason
        sentence = f"Le secteur « {sector} » n'existe pas dans la version {version}."
        super().__init__({"general": f"{sentence} {reason}".rstrip()})
