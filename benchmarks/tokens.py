"""The cost of checking a token, compared with a call without one, on the configured database."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

_MEASURE = """
from django.test import RequestFactory
from accounts.access import Access, access_of
from accounts.models import User
from accounts.services.api_tokens import create_token
from accounts.tokens import new_token
from benchmarks.measures import microseconds, show

token = create_token(user=User.objects.create_user("bench@example.org"), label="bench")

def request_of(text):
    return RequestFactory().post("/", headers={"authorization": f"Bearer {text}"} if text else {})

def measured(label, text, expected):
    request = request_of(text)
    assert access_of(request) is expected
    show(label, microseconds(access_of, [request] * 500), "µs")

measured("jeton valide", token, Access.GRANTED)
measured("jeton inconnu", new_token(), Access.REFUSED)
measured("sans jeton", "", Access.ANONYMOUS)
"""


def run() -> None:
    """Measure in a separate process, with temporary accounts."""
    with tempfile.TemporaryDirectory() as directory:
        environment = os.environ | {"DATA_DIR": directory}
        print("\nVérification d'un jeton, temps de processeur", flush=True)
        for arguments in (
            ["migrate", "--verbosity", "0"],
            ["shell", "--no-imports", "-c", _MEASURE],
        ):
            subprocess.run(
                [sys.executable, "manage.py", *arguments],
                cwd=Path(__file__).parents[1],
                env=environment,
                check=True,
            )
