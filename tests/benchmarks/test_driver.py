"""The load generator: it counts what a server answered, however the answer comes."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from benchmarks.driver import drive

REQUEST = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nhi"
OK = b"HTTP/1.1 200 OK\r\n"
WHOLE = OK + b"Content-Length: 5\r\n\r\nhello"
CLOSING = OK + b"Content-Length: 5\r\nConnection: close\r\n\r\nhello"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
UNTIL_THE_END = OK + b"\r\nhello"

Act = Callable[[socket.socket], bool]


@contextmanager
def server(act: Act) -> Iterator[int]:
    """Serve each connection until ``act`` says that it is done with it."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve(connection: socket.socket) -> None:
            with connection:
                while (received := connection.recv(65_536)) and len(received) >= len(REQUEST):
                    if not act(connection):
                        return

        def accept() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                threading.Thread(target=serve, args=(connection,), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)


def answering(answer: bytes, *, keeps: bool) -> Act:
    def act(connection: socket.socket) -> bool:
        connection.sendall(answer)
        return keeps

    return act


def in_pieces(connection: socket.socket) -> bool:
    for start in range(0, len(WHOLE), 7):
        connection.sendall(WHOLE[start : start + 7])
    return True


@pytest.mark.parametrize("answer", [WHOLE, CHUNKED])
def test_a_kept_connection_serves_one_request_after_another(answer: bytes) -> None:
    with server(answering(answer, keeps=True)) as port:
        load = drive(port, [REQUEST], 3, 0.1, kept=True)
    assert load.opened == 3
    assert load.served == len(load.latencies) > 3
    assert load.received == len(answer) * load.served


@pytest.mark.parametrize("answer", [CLOSING, UNTIL_THE_END])
def test_a_connection_that_the_server_does_not_keep_is_replaced(answer: bytes) -> None:
    with server(answering(answer, keeps=False)) as port:
        load = drive(port, [REQUEST], 3, 0.1, kept=True)
    assert load.refused == 0
    assert load.opened == load.served > 3


def test_without_keeping_each_request_has_a_connection() -> None:
    with server(answering(WHOLE, keeps=True)) as port:
        load = drive(port, [REQUEST], 3, 0.1)
    assert load.opened == load.served > 3


def test_an_answer_in_pieces_is_one_answer() -> None:
    with server(in_pieces) as port:
        load = drive(port, [REQUEST], 1, 0.1, kept=True)
    assert load.received == len(WHOLE) * load.served
    assert load.opened == 1


def test_a_connection_closed_between_two_requests_is_no_failure() -> None:
    turns = iter([True, True, False] * 1_000_000)

    def act(connection: socket.socket) -> bool:
        connection.sendall(WHOLE)
        return next(turns)

    with server(act) as port:
        load = drive(port, [REQUEST], 1, 0.1, kept=True)
    # The next request may have been sent before the end was seen, and then it is reset.
    assert load.opened > 1
    assert load.served > load.refused


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n",
        WHOLE[:-1],
        CHUNKED[:-3],
        b"HTTP/1.1 200 OK\r\nContent-Le",
    ],
)
def test_a_refusal_or_half_an_answer_is_a_failure(answer: bytes) -> None:
    with server(answering(answer, keeps=False)) as port:
        load = drive(port, [REQUEST], 2, 0.1)
    assert load.served == 0
    assert load.refused == len(load.latencies) > 0


def test_what_was_sent_is_waited_for_at_the_end() -> None:
    done = threading.Event()

    def act(connection: socket.socket) -> bool:
        done.wait(0.4)
        connection.sendall(WHOLE)
        return True

    with server(act) as port:
        load = drive(port, [REQUEST], 4, 0.1, kept=True)
    assert load.served == 4
    assert load.percentile(0) >= 100


def test_a_server_that_is_not_there_is_a_failure_and_not_an_endless_loop() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    load = drive(port, [REQUEST], 2, 0.2, kept=True)
    assert load.served == 0
    assert load.refused > 0
