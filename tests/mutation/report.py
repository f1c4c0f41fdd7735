"""What ``make mutants`` found: how many mutants of each module the tests killed, and which live on.

``python -m tests.mutation.report``, after a run from the root of the repository; it ends with an
error where fewer than 95 % of the mutants that were tried are killed. With a number, and another
for the draw, it looks at the sample of that size and at nothing else (``tests.mutation.sample``).
"""

import json
import sys

from tests.mutation.sample import MUTANTS, SEED, sample

ENOUGH = 0.95
# How the session of tests of a mutant ended; one that runs for ever is noticed too.
_SURVIVED = 0
_UNTESTED = (5, 33)


def main(size: int = 0, seed: int = SEED) -> int:
    """Print a line a module, then the survivors; of a sample where it has a ``size``."""
    looked_at = set(sample(size, seed))
    tried = killed = made = 0
    survivors: list[str] = []
    for path in sorted(MUTANTS.rglob("*.meta")):
        ends = json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
        found = {
            name: end
            for name, end in ends.items()
            if end is not None and (name in looked_at or not size)
        }
        alive = [name for name, end in found.items() if end in {_SURVIVED, *_UNTESTED}]
        module = path.relative_to(MUTANTS).as_posix().removesuffix(".py.meta")
        if found:
            print(f"{module:45} {len(found) - len(alive):5} / {len(found):5}  ({len(ends)})")
        survivors += alive
        made += len(ends)
        tried += len(found)
        killed += len(found) - len(alive)
    for name in survivors:
        print(f"survivor: {name}")
    share = killed / tried if tried else 0.0
    print(f"{killed} killed of {tried} tried ({share:.1%}), of {made} in all")
    return 0 if share >= ENOUGH else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
