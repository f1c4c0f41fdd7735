"""A mail server for a test, which accepts messages, rejects them, or does not answer."""

import socketserver
import threading
from types import TracebackType
from typing import Self


class _Conversation(socketserver.StreamRequestHandler):
    server: "MailServer"
    timeout = 30

    def handle(self) -> None:
        if self.server.silent:
            self.server.ended.wait(self.timeout)
            return
        self._say("220 mail.example")
        while line := self.rfile.readline().decode().strip():
            word = line.split(":")[0].split()[0].upper()
            self.server.heard.append(line)
            if refusal := next(
                (
                    said
                    for start, said in self.server.refusals.items()
                    if line.upper().startswith(start)
                ),
                None,
            ):
                self._say(refusal)
            elif word == "EHLO":
                self._say("250-mail.example\r\n250 AUTH PLAIN")
            elif word == "AUTH":
                self._say("235 welcome")
            elif word == "DATA":
                self._say("354 go on")
                message = b""
                while not message.endswith(b"\r\n.\r\n"):
                    message += self.rfile.readline()
                self.server.messages.append(message.decode())
                self._say("250 taken")
            elif word == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    """Listens on a free port until the end of its ``with`` block.

    ``refusals`` maps the beginning of a line to the answer: ``{"RCPT": "550 no such user"}``.
    """

    daemon_threads = True

    def __init__(self, silent: bool = False, **refusals: str) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.silent = silent
        self.refusals = refusals
        self.heard: list[str] = []
        self.messages: list[str] = []
        self.ended = threading.Event()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.ended.set()
        self.shutdown()
        self.server_close()
