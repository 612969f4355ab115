"""Which sign-ins may fetch which downloadable files of this server process.

Streamlit serves a file to anybody who knows its address, and addresses follow from the content. So whoever makes a
file registers it here (widgets/downloads.py), and the server lets it through to nobody else (serving/login.py).
"""

import hashlib
import threading
from collections import OrderedDict

MOST_FILES = 10_000
"""Of the newest files; an older download is asked for again."""
MOST_OWNERS = 1_000
"""Of one file: the newest ones."""

_lock = threading.Lock()
_owners: OrderedDict[str, OrderedDict[str, None]] = OrderedDict()


def digest_of(content: bytes) -> str:
    """What a file is known by here: SHA-256 of its bytes, in hex."""
    return hashlib.sha256(content).hexdigest()


def register(digest: str, session_id: str) -> None:
    """The sign-in with this id may fetch the file with this digest. Without a login (no id) nothing is kept."""
    if not session_id:
        return
    with _lock:
        owners = _owners.setdefault(digest, OrderedDict())
        _owners.move_to_end(digest)
        owners[session_id] = None
        owners.move_to_end(session_id)
        if len(owners) > MOST_OWNERS:
            owners.popitem(last=False)
        if len(_owners) > MOST_FILES:
            _owners.popitem(last=False)


def may_have(digest: str, session_id: str) -> bool:
    """Whether this sign-in made the file with this digest (or another one with the same content)."""
    with _lock:
        return bool(session_id) and session_id in _owners.get(digest, ())
