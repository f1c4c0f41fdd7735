"""Gunicorn's threaded worker with non-blocking I/O: a thread is used only for a complete request.

Gunicorn's own threads read from the client, so that as many slow clients as threads block the
worker, and its loop waits up to two seconds for each client to close the connection. Here the event
loop reads from all clients without blocking. A complete request is dispatched to its lane
(``lanes.py``); short ones run in the loop itself, which avoids a thread switch. The loop also
finishes sending responses to slow clients.

Each client has ten seconds to send its request, and ten seconds to read the response. When the
worker reaches its maximum number of connections, the one that has been waiting longest is closed.

Batches have large bodies and larger responses. The number of large bodies in memory is limited, and
batch responses are generated while the client reads them (``streaming.py``), by threads that yield
the interpreter to the loop.
"""

import contextlib
import errno
import selectors
import socket
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

from foundation.notices import log_throttled
from foundation.turns import turns
from operation.connection import Connection, Step
from operation.lanes import Lane, lane_of
from operation.refusals import BUSY, BUSY_WITH_BATCHES, FAULT, REQUEST_TIMEOUT, Refusal, refusal_of
from operation.streaming import ClientDisconnected, StreamedResponse

CLIENT_SECONDS = 10
# Interval of housekeeping: on each iteration of the loop, it would cost as much as a request.
_TICK_SECONDS = 0.5
# Maximum connections accepted in a row before the loop handles existing ones.
_MAX_ACCEPTS = 8
# Maximum requests queued per lane; further ones are answered with 503.
_MAX_QUEUED = 256
_MAX_QUEUED_BATCHES = 16
# Maximum batch bodies (over the ordinary limit) in memory at once, and the time to send one.
_MAX_LARGE_BODIES = 4
_LARGE_BODY_SECONDS = 30
# How long a thread may hold the GIL while the loop is waiting for it.
_SWITCH_SECONDS = 0.001
_SECONDS = {
    Step.READING: CLIENT_SECONDS,
    Step.WRITING: CLIENT_SECONDS,
    Step.LINGERING: 2,
}
_EVENTS = {
    Step.READING: selectors.EVENT_READ,
    Step.WRITING: selectors.EVENT_WRITE,
    Step.LINGERING: selectors.EVENT_READ,
}


class ReadingWorker(ThreadWorker):
    """A worker whose threads never wait for a client, except in the batch lane.

    A new connection wakes all idle processes, as with gunicorn's own workers. Waking only one
    (``EPOLLEXCLUSIVE``) uses less CPU, but the client then waits for that process even if its core
    is busy and another is free: with one or four connections to two processes, throughput was up to
    a third lower.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Connections waiting for their client, oldest first.
        self.waiting: dict[Connection, Step] = {}
        self.lanes: dict[Lane, ThreadPoolExecutor] = {}
        self.queued = dict.fromkeys(Lane, 0)
        self._next_tick = 0.0
        self._is_tick = True
        self._large: set[Connection] = set()
        self._server_addresses: dict[int, Any] = {}

    def get_thread_pool(self) -> ThreadPoolExecutor:
        """Create a thread pool per lane; gunicorn's own pool stays unused."""
        for lane in (Lane.LONG, Lane.AUTHENTICATED, Lane.ACCOUNTS, Lane.BATCH):
            # CPU-bound work is no faster with several threads, and each delays the loop.
            threads = 1 if lane is Lane.LONG else self.cfg.threads
            self.lanes[lane] = ThreadPoolExecutor(threads, lane.name)
        return self.lanes[Lane.LONG]

    def run(self) -> None:
        """Serve until the worker is stopped."""
        sys.setswitchinterval(_SWITCH_SECONDS)
        self._server_addresses = {
            listener.fileno(): listener.getsockname() for listener in self.sockets
        }
        try:
            super().run()
        finally:
            for pool in self.lanes.values():
                pool.shutdown(wait=False)

    def notify(self) -> None:
        """Send the heartbeat to the arbiter, at most once per tick."""
        now = time.monotonic()
        self._is_tick = now >= self._next_tick
        if self._is_tick:
            self._next_tick = now + _TICK_SECONDS
            super().notify()

    def is_parent_alive(self) -> bool:
        """Check that the arbiter is alive, at most once per tick."""
        return not self._is_tick or bool(super().is_parent_alive())

    def murder_pending(self) -> None:
        """Close connections past their deadline, at most once per tick."""
        if not self._is_tick:
            return
        now = time.monotonic()
        for connection in [late for late in self.waiting if late.deadline <= now]:
            self._time_out(connection)

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        """Wait for events and handle them, with priority over running batches."""
        if not self.queued[Lane.BATCH]:
            super().wait_for_and_dispatch_events(timeout)
            return
        others = any(count for lane, count in self.queued.items() if lane is not Lane.BATCH)
        if not others:
            turns.end_work()
        events = self.poller.select(timeout)
        turns.begin_work()
        try:
            for key, _ in events:
                key.data(key.fileobj)
        finally:
            if not self.queued[Lane.BATCH]:
                turns.end_work()

    def accept(self, listener: socket.socket) -> None:
        """Accept pending connections, and serve those whose request is already complete."""
        for _ in range(_MAX_ACCEPTS):
            try:
                client, peer = listener.accept()
            except OSError as error:
                if error.errno not in (errno.EAGAIN, errno.ECONNABORTED):
                    raise
                return
            self.nr_conns += 1
            if self.nr_conns >= self.worker_connections and self.waiting:
                self._time_out(next(iter(self.waiting)))
            name = self._server_addresses[listener.fileno()]
            self._handle_event(Connection(self.cfg, client, peer, name))
            if not self.alive:
                return

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        """Send an error response, and log the error without the request data or the client."""
        refusal = refusal_of(exc)
        if refusal is FAULT:
            self.log.exception("Error handling request")
        else:
            log_throttled(self.log.warning, "malformed", "rejected a malformed request")
        with contextlib.suppress(OSError):
            client.sendall(refusal.answer())

    def _handle_event(self, connection: Connection) -> None:
        """Read from or write to a client that is ready."""
        try:
            if connection.step is Step.WRITING:
                connection.flush()
            elif connection.step is Step.LINGERING:
                connection.discard_input()
            elif connection.receive():
                if self._dispatch(connection):
                    return
            elif connection.incoming.is_large() and connection not in self._large:
                self._allow_large_body(connection)
        except Exception:
            self.log.exception("Error handling request")
            connection.step = Step.CLOSED
        self._update_polling(connection)

    def _dispatch(self, connection: Connection) -> bool:
        """Serve the request here, or queue it in its lane; return whether it was queued.

        The lane owns a queued connection until ``_finish``.
        """
        incoming = connection.incoming
        if incoming.error is not None:
            self.handle_error(None, connection.sock, connection.client, incoming.error)
            connection.flush()
            return False
        lane = lane_of(incoming.request, incoming.size)
        if lane is Lane.AT_ONCE:
            self._serve(connection)
            return False
        if self.queued[lane] >= (_MAX_QUEUED_BATCHES if lane is Lane.BATCH else _MAX_QUEUED):
            self._refuse(connection, BUSY_WITH_BATCHES if lane is Lane.BATCH else BUSY)
            return False
        self._stop_polling(connection)
        self.queued[lane] += 1
        self.lanes[lane].submit(self._serve_in_lane, connection, lane)
        return True

    def _allow_large_body(self, connection: Connection) -> None:
        """Extend the deadline of a large body, or refuse it if too many are in memory."""
        if len(self._large) >= _MAX_LARGE_BODIES:
            self._refuse(connection, BUSY_WITH_BATCHES)
            return
        self._large.add(connection)
        connection.deadline = time.monotonic() + _LARGE_BODY_SECONDS

    def _refuse(self, connection: Connection, refusal: Refusal) -> None:
        connection.sock.sendall(refusal.answer())
        connection.flush()

    def _serve_in_lane(self, connection: Connection, lane: Lane) -> None:
        if lane is Lane.BATCH:
            connection.sock = StreamedResponse(connection.socket)
        try:
            self._serve(connection)
        except BaseException:
            connection.step = Step.CLOSED
            raise
        finally:
            connection.incoming.release()
            self.method_queue.defer(self._finish, connection, lane)

    def _finish(self, connection: Connection, lane: Lane) -> None:
        self.queued[lane] -= 1
        self._large.discard(connection)
        self._update_polling(connection)

    def _serve(self, connection: Connection) -> None:
        """Run the application, and send as much of the response as the client accepts now."""
        request = connection.incoming.request
        request.force_close()
        try:
            self.handle_request(request, connection)
        except ClientDisconnected:
            connection.step = Step.CLOSED
            return
        except StopIteration:
            # Raised by gunicorn if the response had started; it has logged the reason.
            if connection.sock.is_started:
                # Close without completing it, so that the client sees a truncated response.
                connection.step = Step.CLOSED
                return
            connection.sock.sendall(FAULT.answer())
        except Exception as error:
            self.handle_error(request, connection.sock, connection.client, error)
        connection.flush()

    def _update_polling(self, connection: Connection) -> None:
        """Poll for the event that the connection's step needs, or close it if it is done."""
        step = connection.step
        if self.waiting.get(connection) is step:
            return
        self._stop_polling(connection)
        if step is Step.CLOSED:
            self._large.discard(connection)
            self.nr_conns -= 1
            connection.socket.close()
            return
        self.poller.register(connection, _EVENTS[step], self._handle_event)
        self.waiting[connection] = step
        seconds = _SECONDS[step]
        if step is Step.READING and connection in self._large:
            seconds = _LARGE_BODY_SECONDS
        connection.deadline = time.monotonic() + seconds

    def _stop_polling(self, connection: Connection) -> None:
        """Remove a connection from the poller."""
        if self.waiting.pop(connection, None):
            self.poller.unregister(connection)

    def _time_out(self, connection: Connection) -> None:
        """Close a connection that timed out, with a 408 if it has sent part of a request."""
        if connection.step is Step.READING and connection.incoming.received:
            connection.sock.sendall(REQUEST_TIMEOUT.answer())
            connection.flush()
        connection.step = Step.CLOSED
        self._update_polling(connection)
