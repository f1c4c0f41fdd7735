"""Gunicorn's threaded worker, with a loop that reads: only a whole request gets a thread.

Its own threads read from their client, so that as many slow ones as there are threads stop it, and
its loop waits up to two seconds for each client to hang up. Here the loop takes what has come from
all clients and waits for none; a request that is whole goes by its lane (``lanes.py``), the short
ones at once in the loop itself, which costs no change of thread; and the loop sends what a slow
client did not take at once.

Each client has ten seconds for its request, and as many to take its answer. When there are as many
connections as a worker takes, the one that has waited for its client for longest gives way.

Batches are large, and their answers larger. Only some of their bodies are held at a time, and their
answers are made as they are read (``paced.py``), by threads that leave the interpreter to the loop.
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

from foundation.notices import say
from foundation.turns import turns
from operation.connection import Connection, Step
from operation.lanes import Lane, lane_of
from operation.paced import ClientGone, PacedAnswer
from operation.refusals import BUSY, BUSY_WITH_BATCHES, FAULT, TOO_SLOW, Refusal, refusal_of

CLIENT_SECONDS = 10
# How often the loop does what is no client's: at each turn, it would take as long as a client.
_TICK_SECONDS = 0.5
# Taken in a row before the loop looks at those that it has.
_ROW = 8
# Requests that may wait for a thread of a lane; what comes then is told to come back.
_QUEUE = 256
_QUEUE_OF_BATCHES = 16
# Bodies larger than most routes take that are held at a time, and what their clients have for them.
_LARGE_BODIES = 4
_LARGE_BODY_SECONDS = 30
# How long a thread may keep the interpreter when the loop has something to do.
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
    """A worker whose threads wait for no client.

    A connection that comes wakes all processes that have nothing to do, as with gunicorn's own
    workers. To wake one alone (``EPOLLEXCLUSIVE``) takes less processor, but the caller then waits
    for that one, be its core busy while another is free: with one or four connections to two
    processes, up to a third fewer answers a second.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Those that wait for their client, in the order in which they began to.
        self.waiting: dict[Connection, Step] = {}
        self.lanes: dict[Lane, ThreadPoolExecutor] = {}
        self.queued = dict.fromkeys(Lane, 0)
        self._next_tick = 0.0
        self._is_due = True
        self._large: set[Connection] = set()
        self._names: dict[int, Any] = {}

    def get_thread_pool(self) -> ThreadPoolExecutor:
        """Make the lanes; gunicorn's own pool has nothing to do."""
        for lane in (Lane.LONG, Lane.KNOWN, Lane.ACCOUNTS, Lane.BATCH):
            # What waits for nothing is not quicker with several, and holds up the loop with each.
            threads = 1 if lane is Lane.LONG else self.cfg.threads
            self.lanes[lane] = ThreadPoolExecutor(threads, lane.name)
        return self.lanes[Lane.LONG]

    def run(self) -> None:
        """Serve until told to stop."""
        sys.setswitchinterval(_SWITCH_SECONDS)
        self._names = {listener.fileno(): listener.getsockname() for listener in self.sockets}
        try:
            super().run()
        finally:
            for pool in self.lanes.values():
                pool.shutdown(wait=False)

    def notify(self) -> None:
        """Tell the arbiter that the worker lives: at each turn of the loop, if it is time to."""
        now = time.monotonic()
        self._is_due = now >= self._next_tick
        if self._is_due:
            self._next_tick = now + _TICK_SECONDS
            super().notify()

    def is_parent_alive(self) -> bool:
        """Look for the arbiter, if it is time to."""
        return not self._is_due or bool(super().is_parent_alive())

    def murder_pending(self) -> None:
        """End the wait for those who are too slow, if it is time to look."""
        if not self._is_due:
            return
        now = time.monotonic()
        for connection in [late for late in self.waiting if late.deadline <= now]:
            self._give_up(connection)

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        """Wait for events, and do what they let be done, before batches go on."""
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
        """Take some of the connections that are there, and serve at once what is whole."""
        for _ in range(_ROW):
            try:
                client, peer = listener.accept()
            except OSError as error:
                if error.errno not in (errno.EAGAIN, errno.ECONNABORTED):
                    raise
                return
            self.nr_conns += 1
            if self.nr_conns >= self.worker_connections and self.waiting:
                self._give_up(next(iter(self.waiting)))
            name = self._names[listener.fileno()]
            self._attend(Connection(self.cfg, client, peer, name))
            if not self.alive:
                return

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        """Answer what could not be served, and log that it happened, not what was sent by whom."""
        refusal = refusal_of(exc)
        if refusal is FAULT:
            self.log.exception("Error handling request")
        else:
            say(self.log.warning, "malformed", "a malformed request was refused")
        with contextlib.suppress(OSError):
            client.sendall(refusal.answer())

    def _attend(self, connection: Connection) -> None:
        """Do what a client now lets be done."""
        try:
            if connection.step is Step.WRITING:
                connection.flush()
            elif connection.step is Step.LINGERING:
                connection.throw_away()
            elif connection.receive():
                if self._hand_over(connection):
                    return
            elif connection.arrival.is_large() and connection not in self._large:
                self._await_large_body(connection)
        except Exception:
            self.log.exception("Error handling request")
            connection.step = Step.OVER
        self._settle(connection)

    def _hand_over(self, connection: Connection) -> bool:
        """Answer what has come, or have a lane do so, which the connection then belongs to."""
        arrival = connection.arrival
        if arrival.error is not None:
            self.handle_error(None, connection.sock, connection.client, arrival.error)
            connection.flush()
            return False
        lane = lane_of(arrival.request, arrival.size)
        if lane is Lane.AT_ONCE:
            self._serve(connection)
            return False
        if self.queued[lane] >= (_QUEUE_OF_BATCHES if lane is Lane.BATCH else _QUEUE):
            self._refuse(connection, BUSY_WITH_BATCHES if lane is Lane.BATCH else BUSY)
            return False
        self._forget(connection)
        self.queued[lane] += 1
        self.lanes[lane].submit(self._serve_in_lane, connection, lane)
        return True

    def _await_large_body(self, connection: Connection) -> None:
        """Give a client longer for its body, unless there are too many such in memory."""
        if len(self._large) >= _LARGE_BODIES:
            self._refuse(connection, BUSY_WITH_BATCHES)
            return
        self._large.add(connection)
        connection.deadline = time.monotonic() + _LARGE_BODY_SECONDS

    def _refuse(self, connection: Connection, refusal: Refusal) -> None:
        connection.sock.sendall(refusal.answer())
        connection.flush()

    def _serve_in_lane(self, connection: Connection, lane: Lane) -> None:
        if lane is Lane.BATCH:
            connection.sock = PacedAnswer(connection.socket)
        try:
            self._serve(connection)
        except BaseException:
            connection.step = Step.OVER
            raise
        finally:
            connection.arrival.forget()
            self.method_queue.defer(self._leave, connection, lane)

    def _leave(self, connection: Connection, lane: Lane) -> None:
        self.queued[lane] -= 1
        self._large.discard(connection)
        self._settle(connection)

    def _serve(self, connection: Connection) -> None:
        """Have the application answer, and send as much as the client takes."""
        request = connection.arrival.request
        request.force_close()
        try:
            self.handle_request(request, connection)
        except ClientGone:
            connection.step = Step.OVER
            return
        except StopIteration:
            # The answer had begun: gunicorn has logged why it does not go on.
            if connection.sock.begun:
                # Cut short, it passes for no whole one.
                connection.step = Step.OVER
                return
            connection.sock.sendall(FAULT.answer())
        except Exception as error:
            self.handle_error(request, connection.sock, connection.client, error)
        connection.flush()

    def _settle(self, connection: Connection) -> None:
        """Wait for the client's part of what a connection is at, or be done with it."""
        step = connection.step
        if self.waiting.get(connection) is step:
            return
        self._forget(connection)
        if step is Step.OVER:
            self._large.discard(connection)
            self.nr_conns -= 1
            connection.socket.close()
            return
        self.poller.register(connection, _EVENTS[step], self._attend)
        self.waiting[connection] = step
        seconds = _SECONDS[step]
        if step is Step.READING and connection in self._large:
            seconds = _LARGE_BODY_SECONDS
        connection.deadline = time.monotonic() + seconds

    def _forget(self, connection: Connection) -> None:
        """Wait for a client no longer."""
        if self.waiting.pop(connection, None):
            self.poller.unregister(connection)

    def _give_up(self, connection: Connection) -> None:
        """End with a client that is too slow; one that has sent something is told so."""
        if connection.step is Step.READING and connection.arrival.received:
            connection.sock.sendall(TOO_SLOW.answer())
            connection.flush()
        connection.step = Step.OVER
        self._settle(connection)
