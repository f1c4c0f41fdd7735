"""Gunicorn's threaded worker with non-blocking I/O: a thread is used only for a complete request.

Gunicorn's own threads read from the client, so that as many slow clients as threads block the
worker, and its loop waits up to two seconds for each client to close the connection. Here the event
loop reads from all clients without blocking. A complete request is dispatched to its lane
(``lanes.py``); short ones run in the loop itself, which avoids a thread switch. The loop also
finishes sending responses to slow clients.

Each client has ten seconds to send a request, and ten seconds to read the response. A connection is
kept for further requests, and closed when none comes for gunicorn's ``keepalive`` seconds. When the
worker reaches its maximum number of connections, the one that has been idle longest is closed, or
else the one that has been waiting longest. After any error response, and after a request whose end
is uncertain, the connection is closed: what follows could be taken for a request.

A kept connection belongs to no process: one that would have to wait is passed to a process that
rests, and a process that stops passes its connections to the others (``handover.py``).

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
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import Any, ClassVar

from gunicorn.workers.gthread import ThreadWorker

from foundation.frames import roomy
from foundation.notices import log_throttled
from foundation.turns import turns
from operation.connection import EVENTS, SECONDS, Connection, Step
from operation.descriptors import allow_connections
from operation.handover import Handover, received_from
from operation.lanes import Lane, lane_of
from operation.refusals import BUSY, BUSY_WITH_BATCHES, FAULT, REQUEST_TIMEOUT, Refusal, refusal_of
from operation.replies import RememberedSettings
from operation.serving import respond
from operation.streaming import ClientDisconnected, StreamedResponse

# Interval of housekeeping: on each iteration of the loop, it would cost as much as a request.
_TICK_SECONDS = 0.5
# Maximum connections accepted in a row before the loop handles existing ones.
_MAX_ACCEPTS = 8
# Maximum requests queued per lane; further ones are answered with 503.
_MAX_QUEUED, _MAX_QUEUED_BATCHES = 256, 16
# Maximum batch bodies (over the ordinary limit) in memory at once, and the time to send one.
_MAX_LARGE_BODIES, _LARGE_BODY_SECONDS = 4, 30
# How long a stopping worker that could not pass on its idle connections waits for their requests.
_STOPPING_SECONDS = 2
# How long a thread may hold the GIL while the loop is waiting for it.
_SWITCH_SECONDS = 0.001


class ReadingWorker(ThreadWorker):
    """A worker whose threads never wait for a client, except in the batch lane.

    A new connection wakes all idle processes, as with gunicorn's own workers. Waking only one
    (``EPOLLEXCLUSIVE``) uses less CPU, but the client then waits for that process even if its core
    is busy and another is free: with one or four connections to two processes, throughput was up to
    a third lower.
    """

    # Of all workers; made by the master with the first one, before it forks.
    handover: ClassVar[Handover | None] = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Connections waiting for their client, oldest first.
        self.waiting: dict[Connection, Step] = {}
        self.lanes: dict[Lane, ThreadPoolExecutor] = {}
        self.queued = dict.fromkeys(Lane, 0)
        self._next_tick = 0.0
        self._is_tick = True
        self._large: set[Connection] = set()
        self._server_addresses: list[Any] = []
        # Connections whose next request came with the one before.
        self._resumed: deque[Connection] = deque()
        self._served_last: Connection | None = None
        # Whether the events at hand came while this process was at work.
        self._is_behind = False
        self._settings: Any = RememberedSettings(self.cfg)
        if ReadingWorker.handover is None:
            # During a reload, the former workers are still there.
            ReadingWorker.handover = Handover(2 * self.cfg.workers + 2)
        self._others: Handover = ReadingWorker.handover
        self._place = self._others.assign()

    def get_thread_pool(self) -> ThreadPoolExecutor:
        """Create a thread pool per lane; gunicorn's own pool stays unused."""
        for lane in (Lane.LONG, Lane.AUTHENTICATED, Lane.ACCOUNTS, Lane.BATCH):
            # CPU-bound work is no faster with several threads, and each delays the loop.
            threads = 1 if lane is Lane.LONG else self.cfg.threads
            self.lanes[lane] = ThreadPoolExecutor(threads, lane.name)
        return self.lanes[Lane.LONG]

    @roomy
    def run(self) -> None:
        """Serve until the worker is stopped."""
        sys.setswitchinterval(_SWITCH_SECONDS)
        allow_connections(self.worker_connections)
        self._server_addresses = [listener.getsockname() for listener in self.sockets]
        if self._place is not None:
            box = self._others.box(self._place)
            self.poller.register(box, selectors.EVENT_READ, self._receive_connections)
            self._others.work(self._place)
        try:
            super().run()
        finally:
            if self._place is not None:
                self._others.leave(self._place)
            for pool in self.lanes.values():
                pool.shutdown(wait=False)

    def forget(self) -> None:
        """Called by the master when this worker's process has ended."""
        if self._place is not None:
            self._others.withdraw(self._place)

    def set_accept_enabled(self, enabled: bool) -> None:
        """Accept connections or not; a worker that stops passes on those that are idle."""
        super().set_accept_enabled(enabled)
        if not self.alive:
            self._retire()

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
        has_batches = self.queued[Lane.BATCH] > 0
        is_busy = any(count for lane, count in self.queued.items() if lane is not Lane.BATCH)
        if has_batches and not is_busy:
            turns.end_work()
        events = self.poller.select(0)
        self._is_behind = bool(events) or is_busy
        if not events and not self._resumed:
            events = self._wait(timeout, rests=not is_busy and not has_batches)
        if has_batches:
            turns.begin_work()
        try:
            for key, _ in events:
                key.data(key.fileobj)
            for _ in range(len(self._resumed)):
                connection = self._resumed.popleft()
                if connection.has_more and connection.step is Step.READING:
                    self._handle_event(connection)
        finally:
            if has_batches and not self.queued[Lane.BATCH]:
                turns.end_work()

    def accept(self, listener: socket.socket) -> None:
        """Accept pending connections, and serve those whose request is already complete."""
        number = self.sockets.index(listener)
        for _ in range(_MAX_ACCEPTS):
            try:
                client, peer = listener.accept()
            except OSError as error:
                if error.errno not in (errno.EAGAIN, errno.ECONNABORTED):
                    raise
                return
            self._handle_event(self._connection(client, peer, number))
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

    def _wait(self, timeout: float, *, rests: bool) -> Any:
        """Wait for events, and let the other processes know that this one has nothing to do."""
        if not rests or self._place is None or not self.alive:
            return self.poller.select(timeout)
        self._others.rest(self._place)
        try:
            return self.poller.select(timeout)
        finally:
            self._others.work(self._place)

    def _connection(self, client: socket.socket, peer: Any, number: int) -> Connection:
        """A new connection, in place of another one if there are too many."""
        self.nr_conns += 1
        if self.nr_conns >= self.worker_connections and self.waiting:
            idle = (connection for connection in self.waiting if connection.idle)
            self._time_out(next(idle, None) or next(iter(self.waiting)))
        address = self._server_addresses[number]
        return Connection(self._settings, client, peer, address, listener=number)

    def _receive_connections(self, box: socket.socket) -> None:
        """Go on with the connections that other processes passed to this one."""
        for client, number in received_from(box):
            try:
                peer = client.getpeername()
            except OSError:
                # The client is gone.
                client.close()
                continue
            connection = self._connection(client, peer, number)
            # Its next request is usually there.
            connection.idle = True
            self._handle_event(connection)

    def _handle_event(self, connection: Connection) -> None:
        """Read from or write to a client that is ready."""
        if connection.idle and self._pass_to_resting(connection):
            return
        try:
            if connection.step is Step.WRITING:
                connection.flush()
            elif connection.step is Step.LINGERING:
                connection.discard_input()
            elif connection.resume() if connection.has_more else connection.receive():
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
            self._note_served(connection)
            return False
        if self.queued[lane] >= (_MAX_QUEUED_BATCHES if lane is Lane.BATCH else _MAX_QUEUED):
            self._refuse(connection, BUSY_WITH_BATCHES if lane is Lane.BATCH else BUSY)
            return False
        self._stop_polling(connection)
        self._is_behind = True
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

    @roomy
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
        self._note_served(connection)
        self._update_polling(connection)

    def _note_served(self, connection: Connection) -> None:
        """What comes next has waited for this one, unless it is from the same client."""
        self._served_last = connection
        self._is_behind = True

    def _serve(self, connection: Connection) -> None:
        """Run the application, and send as much of the response as the client accepts now."""
        self.nr += 1
        if self.nr >= self.max_requests:
            self.alive = False
        request = connection.incoming.request
        try:
            connection.keep = respond(self.wsgi, connection, may_keep=self.alive)
        except ClientDisconnected:
            connection.step = Step.CLOSED
            return
        except Exception as error:
            if connection.broken_off and connection.sock.is_started:
                self.log.exception("Error handling request")
                # Close without completing it, so that the client sees a truncated response.
                connection.step = Step.CLOSED
                return
            connection.sock.data.clear()
            self.handle_error(request, connection.sock, connection.client, error)
        connection.flush()

    def _update_polling(self, connection: Connection) -> None:
        """Poll for the event that the connection's step needs, or close it if it is done."""
        step = connection.step
        before = self.waiting.get(connection)
        if step is Step.CLOSED:
            self._stop_polling(connection)
            self._large.discard(connection)
            self.nr_conns -= 1
            connection.socket.close()
            return
        if connection.has_more:
            self._resumed.append(connection)
        if before is step and not connection.starts_waiting():
            return
        if before is None:
            self.poller.register(connection, EVENTS[step], self._handle_event)
        elif EVENTS[before] != EVENTS[step]:
            self.poller.modify(connection, EVENTS[step], self._handle_event)
        # At the end: those before it have been waiting longer.
        self.waiting.pop(connection, None)
        self.waiting[connection] = step
        connection.deadline = time.monotonic() + self._seconds(connection)

    def _seconds(self, connection: Connection) -> float:
        """How long the connection may wait for what its step needs."""
        if connection.idle:
            return self._settings.keepalive if self.alive else _STOPPING_SECONDS
        if connection.step is Step.READING and connection in self._large:
            return _LARGE_BODY_SECONDS
        return SECONDS[connection.step]

    def _stop_polling(self, connection: Connection) -> None:
        """Remove a connection from the poller."""
        if self.waiting.pop(connection, None):
            self.poller.unregister(connection)

    def _time_out(self, connection: Connection) -> None:
        """Close a connection that timed out, with a 408 if it has sent part of a request."""
        if connection.step is Step.READING and connection.incoming.begun:
            connection.sock.sendall(REQUEST_TIMEOUT.answer())
            connection.flush()
        connection.step = Step.CLOSED
        self._update_polling(connection)

    def _pass_to_resting(self, connection: Connection) -> bool:
        """Pass a connection whose request would wait here to a process that rests, if any."""
        return (
            self._is_behind
            and connection is not self._served_last
            and self._others.pass_to_resting(connection.socket, connection.listener)
            and self._let_go(connection)
        )

    def _retire(self) -> None:
        """Pass the idle connections to other processes; some may get a request for a while."""
        if self._place is not None:
            self._others.leave(self._place)
        now = time.monotonic()
        for connection in [one for one in self.waiting if one.idle]:
            if self._others.pass_on(connection.socket, connection.listener):
                self._let_go(connection)
            else:
                connection.deadline = min(connection.deadline, now + _STOPPING_SECONDS)

    def _let_go(self, connection: Connection) -> bool:
        """Forget a connection that another process has."""
        connection.step = Step.CLOSED
        self._update_polling(connection)
        return True
