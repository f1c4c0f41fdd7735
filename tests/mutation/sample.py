"""Some mutants chosen at random, every one with the same chance: the same ones at each run.

``python -m tests.mutation.sample 600`` writes their names, a line each, once mutmut has made the
mutants. A larger sample begins with the smaller one, so that a run goes on where another stopped.
A second number draws others: tests written after the survivors of one sample are judged by another.
"""

import json
import random
import sys
from pathlib import Path

MUTANTS = Path(__file__).parents[2] / "mutants"
SEED = 20261126


def sample(size: int, seed: int = SEED) -> list[str]:
    """The names of as many mutants, of all if there are no more."""
    names = [
        name
        for path in sorted(MUTANTS.rglob("*.meta"))
        for name in json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
    ]
    random.Random(seed).shuffle(names)  # noqa: S311 - no secret
    return names[:size]


if __name__ == "__main__":
    print(*sample(*map(int, sys.argv[1:])), sep="\n")
