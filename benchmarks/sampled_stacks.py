"""What the sampled processes and the program that reads their samples have in common."""

import signal
from typing import Final

# From the innermost call outwards: file, qualified name and first line of its function.
Stack = tuple[tuple[str, str, int], ...]
START: Final = signal.SIGRTMIN + 1
STOP: Final = signal.SIGRTMIN + 2
# The variable of the file that the samples are written into.
FILE: Final = "STACKS_FILE"
