"""Serving one complete request: the application's answer, written as an HTTP response.

This replaces gunicorn's own function, which also writes an access log and calls hooks; there are
none here. Gunicorn builds the WSGI environment and checks and frames the response.
"""

from collections.abc import Callable, Iterable
from typing import Any

from gunicorn.http.message import Request
from gunicorn.http.wsgi import FileWrapper, create

from operation.connection import Connection
from operation.replies import Reply

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


def respond(application: Application, connection: Connection, *, may_keep: bool) -> bool:
    """Run the application and write its response; return whether the connection may be kept.

    Raises ``OSError`` if the client is gone, and whatever the application raised; the response is
    then ``broken_off`` if its head was written.
    """
    incoming = connection.incoming
    request = incoming.request
    has_end = incoming.check_chunks()
    reply, environ = create(
        request, connection.sock, connection.client, connection.server, connection.cfg, Reply
    )
    environ["wsgi.multithread"] = True
    keeps = may_keep and has_end and incoming.complete and connection.cfg.keepalive > 0
    if not keeps or _asks_to_close(request):
        reply.force_close()
    try:
        body = application(environ, reply.start_response)
        try:
            if isinstance(body, FileWrapper):
                reply.write_file(body)
            else:
                for part in body:
                    reply.write(part)
            reply.close()
        finally:
            if hasattr(body, "close"):
                body.close()
    except Exception:
        connection.broken_off = reply.headers_sent
        raise
    return not reply.should_close()


def _asks_to_close(request: Request) -> bool:
    """Whether the client closes the connection; gunicorn only knows the word alone."""
    return any(
        name == "CONNECTION" and "close" in [word.strip(" \t").lower() for word in value.split(",")]
        for name, value in request.headers
    )
