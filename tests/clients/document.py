"""The operations of a document, as the callers of every generated client go through them."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple


class Operation(NamedTuple):
    """An operation to call; ``body`` is the example of the document."""

    name: str
    tag: str
    verb: str
    path: str
    record: str
    body: Any

    @property
    def snake(self) -> str:
        """Its name in Python's style."""
        return re.sub(r"([A-Z])", r"_\1", self.name).lower()

    @property
    def is_batch(self) -> bool:
        """Whether it takes many requests in one call."""
        return isinstance(self.body, list)

    @property
    def level(self) -> str:
        """The level of impacts with a token; two versions are compared by their scores alone."""
        return "aggregated" if self.name.endswith("VersionDifferences") else "indicative"

    @property
    def is_about_an_impact(self) -> bool:
        """Whether its URL has an impact."""
        return "{impact}" in self.path


def operations(document: dict[str, Any]) -> Iterator[Operation]:
    """Every operation, with the first example of its request."""
    for path, verbs in document["paths"].items():
        for verb, operation in verbs.items():
            record, body = "", None
            if "requestBody" in operation:
                content = operation["requestBody"]["content"]["application/json"]
                schema = content["schema"]
                record = schema.get("items", schema)["$ref"].rpartition("/")[2]
                body = next(iter(content["examples"].values()))["value"]
            yield Operation(
                operation["operationId"], operation["tags"][0], verb, path, record, body
            )
