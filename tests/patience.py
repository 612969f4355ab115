"""Servers on loopback, asked with patience: how long a busy machine takes is no property of the program."""

import subprocess
import time
import urllib.request
from functools import partial

import httpx

PATIENCE_S = 120
"""For one answer. Only there so that a hang ends; httpx itself gives up after 5 seconds."""
READY_WITHIN_S = 300

get, put, request = (partial(one, timeout=PATIENCE_S) for one in (httpx.get, httpx.put, httpx.request))


def client() -> httpx.Client:
    """One that keeps cookies. Each request has a connection of its own: servers end those that rest for 5 seconds, and
    what is sent at that very moment gets no answer."""
    return httpx.Client(timeout=PATIENCE_S, limits=httpx.Limits(max_keepalive_connections=0))


def wait_for(url: str, process: subprocess.Popen, what: str) -> None:
    """Until the server that this process is answers there."""
    deadline = time.monotonic() + READY_WITHIN_S
    while True:
        try:
            with urllib.request.urlopen(url, timeout=PATIENCE_S) as answer:
                if answer.status == 200:
                    return
        except OSError:
            assert process.poll() is None, f"{what} ended"
            assert time.monotonic() < deadline, f"{what} did not become ready"
            time.sleep(0.1)
