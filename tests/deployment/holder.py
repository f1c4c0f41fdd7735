"""Stands in for systemd: holds the socket of the service, starts and restarts the service.

    python -m tests.deployment.holder SOCKET RELEASE STATE

SIGHUP restarts what RELEASE (a symbolic link) points to. STATE contains the number of starts, the
result of the last one and its pid, so that whoever requests a restart can wait for its end.
"""

import signal
import socket
import subprocess
import sys
from pathlib import Path

_START_SECONDS = 60
_STOP_SECONDS = 40
# systemd's protocol: sockets are passed from descriptor 3 on, for this process only.
_HAND_OVER = """
import os, signal, sys
os.dup2(int(sys.argv[1]), 3)
os.environ |= {"LISTEN_FDS": "1", "LISTEN_PID": str(os.getpid())}
signal.pthread_sigmask(signal.SIG_SETMASK, [])
os.execv(".venv/bin/gunicorn", [".venv/bin/gunicorn", "-c", "deploy/gunicorn.conf.py"])
"""


class Holder:
    """One socket, one service after another."""

    def __init__(self, path: Path, release: Path, state: Path) -> None:
        self.release = release
        self.state = state
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(path))
        self.listener.listen(2048)
        self.process: subprocess.Popen[bytes] | None = None
        self.starts = 0

    def restart(self) -> None:
        """Stop the running service, if any; start what the link points to; record the result."""
        self.stop()
        self.process = subprocess.Popen(
            [sys.executable, "-c", _HAND_OVER, str(self.listener.fileno())],
            cwd=self.release,
            pass_fds=(self.listener.fileno(),),
        )
        good = self._await_ready()
        self.starts += 1
        how = "ok" if good else "failed"
        self.state.write_text(f"{self.starts} {how} {self.process.pid}", encoding="ascii")

    def stop(self) -> None:
        """Let the service finish its requests."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(_STOP_SECONDS)

    def _await_ready(self) -> bool:
        """Ready when a worker answers, as gunicorn's own notice to systemd would say."""
        assert self.process is not None
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(0.2)
            probe.connect(self.listener.getsockname())
            probe.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
            for _ in range(_START_SECONDS * 5):
                if self.process.poll() is not None:
                    return False
                try:
                    return probe.recv(12) == b"HTTP/1.0 200"
                except TimeoutError:
                    continue
        return False


def main() -> None:
    """Serve until SIGTERM."""
    holder = Holder(*map(Path, sys.argv[1:4]))
    awaited = {signal.SIGTERM, signal.SIGHUP}
    signal.pthread_sigmask(signal.SIG_BLOCK, awaited)
    print("ready", flush=True)
    while signal.sigwait(awaited) == signal.SIGHUP:
        holder.restart()
    holder.stop()


if __name__ == "__main__":
    main()
