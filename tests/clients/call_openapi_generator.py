"""Calls every operation with the Python client that openapi-generator has made.

Arguments: the directory of the package ``generated``, the document, the server's address, a token.
"""

import importlib
import json
import sys
from pathlib import Path
from typing import Any

from document import Operation, operations


def main(directory: str, document: str, address: str, token: str) -> None:
    """Call each once, without a token and with it."""
    sys.path.insert(0, directory)
    generated = importlib.import_module("generated")
    anonymous = generated.Configuration(host=address)
    entitled = generated.Configuration(host=address, access_token=token)
    for operation in operations(json.loads(Path(document).read_text(encoding="utf-8"))):
        call(operation, generated, anonymous)
        answer = call(operation, generated, entitled)
        if operation.is_batch:
            assert [item["status"] for item in answer] == [200, 200], operation.name
        elif operation.body is not None:
            assert answer["meta"]["impactsLevel"] == operation.level, operation.name
        print(operation.name)


def call(operation: Operation, generated: Any, configuration: Any) -> Any:
    """What is answered, which the client has read to the last figure."""
    with generated.ApiClient(configuration) as client:
        api = getattr(generated, f"{operation.tag.capitalize()}Api")(client)
        given: list[Any] = ["ecs"] if operation.is_about_an_impact else []
        if operation.body is not None:
            record = getattr(generated, operation.record.replace("_", ""))
            if operation.is_batch:
                given.append([record.from_dict(item) for item in operation.body])
            else:
                given.append(record.from_dict(operation.body))
        answer = getattr(api, f"{operation.snake}_with_http_info")(*given)
    assert answer.status_code == 200, (operation.name, answer.status_code)
    sent = json.loads(answer.raw_data)
    data = answer.data
    read = [item.to_dict() for item in data] if isinstance(data, list) else data.to_dict()
    assert json.loads(json.dumps(read)) == sent, operation.name
    return sent


if __name__ == "__main__":
    main(*sys.argv[1:])
