"""Servers in processes of their own: ours, ours with another script, and a plain ``streamlit run``."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.processes import PROJECT
from tools.ports import free_port

HERE = Path(__file__).resolve().parent
HELLO = HERE / "hello_page.py"
APP = PROJECT / "streamlit_app.py"
LONGEST_START_S = 120
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    """A running one. ``up_seconds``: from the start of the process until it said that it was ready."""

    port: int
    process: int
    up_seconds: float

    def cpu_seconds(self) -> float:
        """Spent so far, in the program and in the system on its behalf."""
        fields = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def resident_mb(self) -> float:
        status = Path(f"/proc/{self.process}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) / 1024


@contextmanager
def our_server(
    home: Path, *, script: Path | None = None, port: int | None = None, **environment: str
) -> Generator[Server]:
    """The product as its user starts it; with ``script`` the same server and warm-up, another page in place of the app.
    ``environment``: settings."""
    port = port or free_port()
    arguments = ["-m", "dashboard", "serve", "--port", str(port)]
    if script is not None:
        arguments = ["-m", "bench.page_server", str(port), str(script)]
    with _started(arguments, port, "readyz", home, **environment) as server:
        yield server


def our_server_saying_hello(home: Path) -> AbstractContextManager[Server]:
    """The same server and warm-up with the hello page in place of the app."""
    return our_server(home, script=HELLO)


@contextmanager
def streamlit_run(script: Path, home: Path) -> Generator[Server]:
    """``streamlit run`` with its defaults, except that it listens on this machine only and opens no browser.

    The app itself is run in the project's folder, so with our theme and safe settings; the collection after each run,
    which they turn off, is turned on again. Other scripts run in an empty folder, without any configuration.
    """
    port = free_port()
    arguments = ["-m", "streamlit", "run", str(script), "--server.port", str(port), "--server.address", "127.0.0.1"]
    arguments += ["--server.headless", "true", "--browser.gatherUsageStats", "false"]
    arguments += ["--browser.serverAddress", "localhost", "--runner.postScriptGC", "true"]
    with tempfile.TemporaryDirectory() as empty:
        folder = PROJECT if script == APP else Path(empty)
        with _started(arguments, port, "_stcore/health", home, folder) as server:
            yield server


@contextmanager
def _started(
    arguments: list[str], port: int, ready: str, home: Path, folder: Path = PROJECT, **environment: str
) -> Generator[Server]:
    """Raises RuntimeError with the last words of a server that does not become ready."""
    environment = {**os.environ, **environment, "DASHBOARD_HOME": str(home), "PYTHONPATH": str(PROJECT)}
    with tempfile.TemporaryFile("w+") as words:
        started = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *arguments], cwd=folder, env=environment, stdout=words, stderr=subprocess.STDOUT
        )
        try:
            while not _answers(f"http://127.0.0.1:{port}/{ready}"):
                if process.poll() is not None or time.perf_counter() - started > LONGEST_START_S:
                    words.seek(0)
                    raise RuntimeError(f"{' '.join(arguments)} did not become ready: {words.read()[-2000:]}")
                time.sleep(0.02)
            yield Server(port, process.pid, time.perf_counter() - started)
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()  # else Python complains, in whatever test comes later


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False
