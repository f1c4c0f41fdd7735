"""Rate limiting across clock changes: run inside an instance whose clock is patched.

Each counter belongs to one minute, so that setting the clock forward or back only starts another
minute; nobody is locked out for longer than one.
"""

import json
import time
from unittest.mock import patch

from django.test import Client

_HOUR = 3600


def run() -> None:
    """Print the number of accepted calls and the longest ``Retry-After``, for each clock change."""
    client = Client(headers={"host": "localhost"})
    start = time.time()
    found = []
    for jump in (0, _HOUR, -_HOUR):
        with patch("time.time", lambda jump=jump: start + jump):
            answers = [client.get("/api/textile/countries") for _ in range(120)]
        refused = [answer for answer in answers if answer.status_code == 429]
        waits = [int(answer["Retry-After"]) for answer in refused]
        found.append([len(answers) - len(refused), max(waits, default=0)])
    print(json.dumps(found))
