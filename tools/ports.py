"""Ports for servers that a test or a measurement starts."""

import random
import socket
from contextlib import suppress

OURS = range(20_000, 32_000)
"""Below the ports that Linux gives to outgoing connections (32768 and up): one of those may take a port that was free a
moment ago, before the server that is to listen on it has started."""


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    for port in random.SystemRandom().sample(OURS, 100):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise RuntimeError("no free port")
