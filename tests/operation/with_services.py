"""Run a command with its own PostgreSQL and Redis servers: python -m tests.operation.with_services

The command finds them in ``DATABASE_URL`` and ``REDIS_URL``.
"""

import os
import subprocess
import sys

from tests.operation.services import PostgreSQL, Redis


def main() -> int:
    """Start both, run, stop both."""
    with PostgreSQL() as database, Redis() as redis:
        variables = {
            # Connecting takes long on a busy machine.
            "DATABASE_URL": f"{database.url}?connect_timeout=60",
            "REDIS_URL": redis.url,
            # Creating a test database is slower than any request.
            "DATABASE_TIMEOUT": "60",
        }
        return subprocess.run(sys.argv[1:], env=os.environ | variables, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
