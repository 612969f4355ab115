"""A real PostgreSQL for tests and measurements: a cluster of its own from Debian's package, on loopback, thrown away
afterwards."""

import ctypes
import itertools
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tools.ports import free_port

MISSING = "PostgreSQL is not installed (apt-get install postgresql)"
OWNER = "postgres"
"""PostgreSQL refuses to run as root; the package makes this user."""
PATIENCE_S = 300
"""How long it may take to come up, or to go down: each worker of the tests has one, on a machine that is busy."""


class Cluster:
    """A server that listens. Each database that is asked for is empty, or a copy of another one."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._numbers = itertools.count(1)

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://{OWNER}@127.0.0.1:{self.port}/{database}"

    def new_database(self, template: str = "template0") -> str:
        name = f"records_{next(self._numbers)}"
        with self.connected() as connection:
            connection.execute(f'create database "{name}" template "{template}"')
        return name

    def drop(self, database: str) -> None:
        with self.connected() as connection:
            connection.execute(f'drop database if exists "{database}" with (force)')

    def connected(self, database: str = "postgres") -> psycopg.Connection:
        return psycopg.connect(host="127.0.0.1", port=self.port, user=OWNER, dbname=database, autocommit=True)


def postgresql_programs() -> Path | None:
    """The folder of the newest version's programs; None where the package is not installed."""
    found = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    return max(found, key=lambda path: int(path.parent.name), default=None)


@contextmanager
def running_cluster(programs: Path) -> Generator[Cluster]:
    """Anybody on this machine may connect (trust), so it holds nothing but what was made for the run. Data go to the
    disk (fsync). Raises RuntimeError where it does not start."""
    folder = Path(tempfile.mkdtemp(prefix="pyramidion-postgresql-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, OWNER, OWNER)
        line = [programs / "initdb", "-D", folder / "data", "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C"]
        made = subprocess.run(line, **_as_owner(), cwd=folder, capture_output=True, text=True)
        if made.returncode:
            raise RuntimeError(made.stderr)
        yield from _served(programs, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _served(programs: Path, folder: Path) -> Generator[Cluster]:
    port = free_port()
    options = {"listen_addresses": "127.0.0.1", "unix_socket_directories": str(folder), "fsync": "on"}
    line = [programs / "postgres", "-D", folder / "data", "-p", str(port)]
    line += [f"--{name}={value}" for name, value in options.items()]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            line, **_as_owner(), cwd=folder, stdout=log, stderr=log, preexec_fn=_end_with_its_parent
        )
    try:
        cluster = Cluster(port)
        _wait(server, cluster, folder / "log")
        yield cluster
    finally:
        server.send_signal(signal.SIGINT)  # ends the connections, not the data
        server.wait(PATIENCE_S)


def _wait(server: subprocess.Popen[bytes], cluster: Cluster, log: Path) -> None:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        if server.poll() is not None:
            raise RuntimeError(log.read_text())
        try:
            cluster.connected().close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(log.read_text())


def _as_owner() -> dict:
    return {"user": OWNER, "group": OWNER, "extra_groups": []} if os.geteuid() == 0 else {}


def _end_with_its_parent() -> None:
    """A run that is killed takes its server along: the system sends it this signal (PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None).prctl(1, signal.SIGINT)
