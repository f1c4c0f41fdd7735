"""Each test of a session once, for one of its parameters: a rehearsal of the tests of mutants.

Loaded with ``-p`` by ``tests/repository/test_mutation.py``, which asks whether these tests find
their modules and their data where mutants are.
"""

import pytest


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the first item of each test function."""
    first = {item.nodeid.partition("[")[0]: item for item in reversed(items)}
    kept = list(reversed(first.values()))
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept
