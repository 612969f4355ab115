"""Ports of servers that tests start."""

import socket

import pytest

from tools.ports import free_port


def test_a_port_that_was_given_is_given_to_nobody_else_and_a_server_may_listen_there() -> None:
    port = free_port()
    for _ in range(2):  # the second one after the first has ended
        with socket.socket() as other, pytest.raises(OSError, match="in use"):
            other.bind(("127.0.0.1", port))
        with (
            socket.create_server(("127.0.0.1", port)) as server,
            socket.create_connection(("127.0.0.1", port)),
        ):
            server.accept()[0].close()
