"""Script runs of the Pyramid page beside a hello page, both on our server, over the real websocket."""

import os
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from bench.processes import PROJECT
from bench.websocket import ScriptRun, Session


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def _server(arguments: list[str], port: int, home: Path) -> Generator[float]:
    """A server in a process of its own; yields the seconds until it was ready."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments], cwd=PROJECT, env={**os.environ, "DASHBOARD_HOME": str(home)}
    )
    try:
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
                    if answer.status == 200:
                        break
            except OSError:
                if process.poll() is not None or time.perf_counter() - started > 120:
                    raise RuntimeError(f"{arguments} did not become ready") from None
                time.sleep(0.05)
        yield time.perf_counter() - started
    finally:
        process.terminate()
        process.wait(20)


def _resident_mb(port: int) -> float | None:
    """Resident memory of the process that listens on this port, from /proc."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes().decode().split("\0")
            if str(port) in command:
                status = (folder / "status").read_text()
                return int(status.split("VmRSS:")[1].split()[0]) / 1024
        except (OSError, IndexError):
            continue
    return None


def measure_pages(home: Path, moves: int, think: float) -> list[dict]:
    """Hello and Pyramid, interleaved: median milliseconds with think time, bytes, and the first visitor after start."""
    hello_port, app_port = _free_port(), _free_port()
    with (
        _server(["-m", "bench.hello_server", str(hello_port)], hello_port, home) as hello_up,
        _server(["-m", "dashboard", "serve", "--port", str(app_port)], app_port, home) as app_up,
        Session(hello_port) as hello,
        Session(app_port) as app,
    ):
        first_hello, first_app = hello.rerun(), app.rerun()
        runs: dict[str, list[ScriptRun]] = {"hello": [], "pyramid": []}
        for _ in range(moves):
            for name, session in (("hello", hello), ("pyramid", app)):
                time.sleep(think)
                runs[name].append(session.rerun())
        memory = _resident_mb(app_port)
    assert first_app.bytes > 5000, "the start page was measured, not the pyramid"
    errors = [e for r in (first_app, *runs["pyramid"]) for e in r.errors]
    assert not errors, errors
    ms = {name: 1000 * statistics.median(r.seconds for r in measured) for name, measured in runs.items()}
    return [
        {"what": "hello page", "rerun_ms": round(ms["hello"], 1), "bytes": runs["hello"][0].bytes,
         "first_visit_ms": round(first_hello.seconds * 1000), "up_s": round(hello_up, 1)},
        {"what": "Pyramid page", "rerun_ms": round(ms["pyramid"], 1), "bytes": max(r.bytes for r in runs["pyramid"]),
         "first_visit_ms": round(first_app.seconds * 1000), "first_bytes": first_app.bytes, "up_s": round(app_up, 1),
         "over_hello_ms": round(ms["pyramid"] - ms["hello"], 1), "resident_mb": memory and round(memory)},
    ]  # fmt: skip
