"""Ports for servers that a test or a measurement starts."""

import atexit
import random
import socket

OURS = range(20_000, 32_000)
"""Below the ports that Linux gives to outgoing connections (32768 and up): one of those may take a port that was free a
moment ago, before the server that is to listen on it has started."""


def free_port() -> int:
    """A port of loopback that nobody listens on. This process holds it to its end: a server may listen there, because
    servers ask for their port with SO_REUSEADDR, but nobody else is given it before the server has started."""
    for port in random.SystemRandom().sample(OURS, 100):
        held = socket.socket()
        try:
            held.bind(("127.0.0.1", port))
        except OSError:
            held.close()
        else:
            # Not before: two that both ask so would both get it.
            held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            atexit.register(held.close)
            return port
    raise RuntimeError("no free port")
