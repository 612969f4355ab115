"""Files just made, for the short while until the browser has fetched them.

Streamlit forgets a file that a button has made as soon as two runs of anybody have ended: with many people here that
is before the browser asks for it. So whoever makes a file keeps it here too (widgets/downloads.py), and the server
answers from here what Streamlit has forgotten (serving/forgotten.py). Who may have it is asked elsewhere
(media_owners.py): here nobody is told apart.
"""

import threading
import time
from collections import OrderedDict
from typing import NamedTuple

KEPT_S = 60.0
MOST_FILES = 64
MOST_BYTES = 256 * 1024 * 1024
"""Of all files together. A single one that is larger is not kept."""


class KeptFile(NamedTuple):
    content: bytes
    mime: str
    file_name: str
    kept_at: float
    """Seconds of time.monotonic()."""


_lock = threading.Lock()
_files: OrderedDict[str, KeptFile] = OrderedDict()


def keep(file_id: str, content: bytes, *, mime: str, file_name: str) -> None:
    """``file_id``: what Streamlit calls the file in its address, without the ending."""
    with _lock:
        _files.pop(file_id, None)
        _files[file_id] = KeptFile(content, mime, file_name, time.monotonic())
        _drop()
    # Nobody may ask again for hours: what stands in the files is not to stay in memory until then.
    timer = threading.Timer(KEPT_S, _drop_in_time)
    timer.daemon = True
    timer.start()


def kept(file_id: str) -> KeptFile | None:
    """The file, if it was made within the last ``KEPT_S`` seconds and no newer ones have pushed it out."""
    with _lock:
        _drop()
        return _files.get(file_id)


def _drop_in_time() -> None:
    with _lock:
        _drop()


def _drop() -> None:
    """What is too old or too much, oldest first. The caller holds the lock."""
    too_old, size = time.monotonic() - KEPT_S, sum(len(file.content) for file in _files.values())
    while _files:
        oldest = next(iter(_files.values()))
        if oldest.kept_at > too_old and len(_files) <= MOST_FILES and size <= MOST_BYTES:
            return
        _files.popitem(last=False)
        size -= len(oldest.content)
