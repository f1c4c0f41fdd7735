"""A port chosen for a server stays free until the server takes it."""

import socket

from tests.site.ports import free_port


def test_no_outgoing_connection_is_given_the_port_of_a_server_to_come() -> None:
    chosen = {free_port() for _ in range(50)}
    with socket.create_server(("127.0.0.1", 0)) as listener:
        clients = [socket.create_connection(listener.getsockname()) for _ in range(20)]
    used = {client.getsockname()[1] for client in clients}
    for client in clients:
        client.close()
    assert max(chosen) < min(used)
