"""The cost of checking a token, compared with a call without one, on the configured database."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measures import Figure, median

_MEASURE = """
from django.test import RequestFactory
from accounts.access import Access, access_of
from accounts.models import User
from accounts.services.api_tokens import create_token
from accounts.tokens import new_token
import json
from benchmarks.measures import microseconds

token = create_token(user=User.objects.create_user("bench@example.org"), label="bench")

def request_of(text):
    return RequestFactory().post("/", headers={"authorization": f"Bearer {text}"} if text else {})

def measured(label, text, expected):
    request = request_of(text)
    assert access_of(request) is expected
    print(json.dumps([label, microseconds(access_of, [request] * 500)]), flush=True)

measured("jeton valide", token, Access.GRANTED)
measured("jeton inconnu", new_token(), Access.REFUSED)
measured("sans jeton", "", Access.ANONYMOUS)
"""


TITLE = "Vérification d'un jeton, temps de processeur"


def figures(**variables: str) -> Iterator[Figure]:
    """Measure in a separate process, with temporary accounts; ``variables`` are its settings."""
    for label, values in measured(**variables):
        yield median(label, values, "µs")


def measured(**variables: str) -> Iterator[tuple[str, list[float]]]:
    """Yield what was measured, and the CPU time of each round in microseconds."""
    with tempfile.TemporaryDirectory() as directory:
        for arguments in (
            ["migrate", "--verbosity", "0"],
            ["shell", "--no-imports", "-c", _MEASURE],
        ):
            output = subprocess.run(
                [sys.executable, "manage.py", *arguments],
                cwd=Path(__file__).parents[1],
                env=os.environ | {"DATA_DIR": directory} | variables,
                check=True,
                stdout=subprocess.PIPE,
                text=True,
            ).stdout
        for line in output.splitlines():
            label, values = json.loads(line)
            yield label, values
