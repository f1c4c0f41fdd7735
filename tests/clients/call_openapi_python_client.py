"""Calls every operation with the client that openapi-python-client has made.

Arguments: the directory of the package ``generated``, the document, the server's address, a token.
"""

import importlib
import json
import sys
import typing
from pathlib import Path
from typing import Any

from document import Operation, operations


def main(directory: str, document: str, address: str, token: str) -> None:
    """Call each once, without a token and with it."""
    sys.path.insert(0, directory)
    clients = importlib.import_module("generated")
    anonymous = clients.Client(base_url=address)
    entitled = clients.AuthenticatedClient(base_url=address, token=token)
    for operation in operations(json.loads(Path(document).read_text(encoding="utf-8"))):
        call(operation, anonymous)
        answer = call(operation, entitled)
        if operation.is_batch:
            assert [item["status"] for item in answer] == [200, 200], operation.name
        elif operation.body is not None:
            assert answer["meta"]["impactsLevel"] == operation.level, operation.name
        print(operation.name)


def call(operation: Operation, client: Any) -> Any:
    """What is answered, which the client has read to the last figure."""
    tag = operation.tag if operation.tag != "object" else "object_"
    module = importlib.import_module(f"generated.api.{tag}.{operation.snake}")
    models = importlib.import_module("generated.models")
    given: dict[str, Any] = {}
    if operation.body is not None:
        record = getattr(models, operation.record.replace("_", ""))
        if operation.is_batch:
            given["body"] = [record.from_dict(item) for item in operation.body]
            assert [item.to_dict() for item in given["body"]] == operation.body
        else:
            given["body"] = record.from_dict(operation.body)
            assert given["body"].to_dict() == operation.body
        if operation.is_about_an_impact:
            hints = typing.get_type_hints(module.sync_detailed, vars(module))
            given["impact"] = hints["impact"]("ecs")
    answer = module.sync_detailed(client=client, **given)
    assert answer.status_code == 200, (operation.name, answer.status_code)
    sent = json.loads(answer.content)
    parsed = answer.parsed
    read = [item.to_dict() for item in parsed] if isinstance(parsed, list) else parsed.to_dict()
    assert read == sent, operation.name
    return sent


if __name__ == "__main__":
    main(*sys.argv[1:])
