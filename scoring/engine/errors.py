"""All the errors that the engine raises."""

from collections.abc import Iterable, Mapping


class EngineError(Exception):
    """Base class of the engine's errors."""


class InvalidData(EngineError):
    """A method version's data is unusable; ``faults`` lists every fault found, one line each."""

    def __init__(self, place: str, faults: Iterable[str]) -> None:
        self.place = place
        self.faults = tuple(faults)
        lines = "".join(f"\n  - {fault}" for fault in self.faults)
        super().__init__(f"Données inutilisables dans {place} :{lines}")


class InvalidQuery(EngineError):
    """A request cannot be computed.

    ``faults`` maps a field name of the request to its message in French. The key ``decoding``
    appears alone: the body does not have the right shape. The key ``general`` appears alone: every
    field is valid but their combination is not.
    """

    def __init__(self, faults: Mapping[str, str]) -> None:
        self.faults = dict(sorted(faults.items()))
        super().__init__(", ".join(self.faults))


class SectorLeftOut(InvalidQuery):
    """A version does not include the requested sector; ``reason`` is a French sentence, or ""."""

    def __init__(self, version: str, sector: str, reason: str) -> None:
        self.version = version
        self.sector = sector
        self.reason = reason
        sentence = f"Le secteur « {sector} » n'existe pas dans la version {version}."
        super().__init__({"general": f"{sentence} {reason}".rstrip()})
