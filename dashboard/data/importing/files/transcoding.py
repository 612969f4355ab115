"""Large files in an old encoding to UTF-8 on several cores: decoding holds Python's lock, so it needs processes."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from dashboard.data.importing.files.transcoding_worker import line_start

WORKER = Path(__file__).with_name("transcoding_worker.py")
LINE_SAFE = frozenset(("gb18030", "big5", "cp1252"))
"""Encodings in which the byte of a line end is never part of another character, so a file can be cut there."""
RANGE_BYTES = 4 * 2**20
MIN_RANGES = 8
MAX_WORKERS = 4


def transcoded_ranges(path: Path, encoding: str) -> Iterator[tuple[int, bytes]]:
    """The beginning of a file as UTF-8, in order: the offset after each piece, and the piece, whole lines of text.

    Stops before the last range and before any that cannot be read strictly: how that is told, and what a cut-off end
    means, is the serial decoder's affair. Gives nothing for small files, for encodings that cannot be cut at line ends
    and where there is one core only.
    """
    ranges = path.stat().st_size // RANGE_BYTES  # the rest, less than a range more, is left over
    workers = min(os.cpu_count() or 1, MAX_WORKERS)
    if encoding not in LINE_SAFE or ranges < MIN_RANGES or workers < 2:
        return
    started = [_worker(path, encoding, number, workers, ranges - 1) for number in range(workers)]
    outputs = [worker.stdout for worker in started if worker.stdout]
    try:
        with path.open("rb") as stream:
            for number in range(ranges - 1):
                text = _next_text(outputs[number % workers])
                if text is None:
                    return
                yield line_start(stream, (number + 1) * RANGE_BYTES), text
    finally:
        for worker in started:
            worker.kill()
            worker.communicate()


def _worker(path: Path, encoding: str, first: int, step: int, ranges: int) -> subprocess.Popen[bytes]:
    numbers = [str(number) for number in (first, step, ranges, RANGE_BYTES)]
    return subprocess.Popen(  # our own worker, no shell
        [sys.executable, "-I", "-S", str(WORKER), str(path.absolute()), encoding, *numbers],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, env={}, pipesize=2**20,
    )  # fmt: skip


def _next_text(output: IO[bytes]) -> bytes | None:
    """The next piece; None where the worker gave up or died."""
    length = int.from_bytes(output.read(8), "little", signed=True)
    if length < 0:
        return None
    text = output.read(length)
    # a worker that died wrote nothing or half; the serial decoder goes on from there
    return text if length and len(text) == length else None
