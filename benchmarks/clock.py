"""The rate limit while the clock jumps: run inside an instance, whose clock this sets.

Counters bear the minute they are for, so that a clock set on or back only begins another minute;
nobody is locked out for longer than one.
"""

import json
import time
from unittest.mock import patch

from django.test import Client

_HOUR = 3600


def run() -> None:
    """Print, for each jump of the clock, how many calls were admitted and the longest wait told."""
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
