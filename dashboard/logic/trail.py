"""What the trail writes down, in which form, and how one entry hangs on the one before it (trail_chain.py follows)."""

import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum


class Action(StrEnum):
    """What is written down. A word once used keeps its meaning: old entries stay readable."""

    SIGN_IN = "sign_in"
    SIGN_OUT = "sign_out"
    REFUSED = "refused"
    OPEN_PAGE = "open_page"
    VIEW_AS = "view_as"
    EXPORT = "export"
    EXPORT_REFUSED = "export_refused"
    REVEAL = "reveal"
    REVEAL_REFUSED = "reveal_refused"
    ROLE_GRANTED = "role_granted"
    ROLE_CHANGED = "role_changed"
    ROLE_ENDED = "role_ended"
    DEPUTY_NAMED = "deputy_named"
    DEPUTY_ENDED = "deputy_ended"
    SESSION_ENDED = "session_ended"
    SAVED = "saved"
    SAVED_REMOVED = "saved_removed"
    ERASED = "erased"
    REJECTS_READ = "rejects_read"
    FILES_BROUGHT = "files_brought"
    IMPORTED = "imported"
    IMPORT_UNDONE = "import_undone"
    IMPORT_REDONE = "import_redone"
    PROFILE_SAVED = "profile_saved"
    PROFILE_REMOVED = "profile_removed"
    INTEREST_DECLARED = "interest_declared"
    CONFLICT_ALLOWED = "conflict_allowed"
    FINDING_ENTERED = "finding_entered"
    FINDING_PUBLISHED = "finding_published"
    FINDING_CLOSED = "finding_closed"
    FIX_ASSIGNED = "fix_assigned"
    FIX_REPLIED = "fix_replied"
    FIX_EVALUATED = "fix_evaluated"
    LOW_SCORE_TAKEN = "low_score_taken"
    LOW_SCORE_CLOSED = "low_score_closed"
    RETENTION = "retention"
    BACKUP = "backup"
    RESTORED = "restored"


GENESIS = "0" * 64
"""The "hash of the one before" of entry 1."""
LONGEST_DETAIL = 200
MOST_DETAILS = 100


@dataclass(frozen=True)
class Entry:
    """One thing somebody did. ``at`` with its zone; ``details`` hold codes and ids only; ``rows`` of an export."""

    seq: int
    at: datetime
    who: str
    session_id: str
    action: str
    subject: str
    details: Mapping[str, object]
    rows: int | None
    reason: str
    previous_hash: str = ""
    hash: str = ""


def entry_hash(previous_hash: str, entry: Entry) -> str:
    """SHA-256 over the hash before and the canonical entry. The hashes that stand in ``entry`` do not count.

    Raises ValueError for what has no canonical form (a number that is none).
    """
    return hashlib.sha256(f"{previous_hash}\n{_canonical(entry)}".encode("ascii")).hexdigest()


def _canonical(entry: Entry) -> str:
    """The same text whichever database the entry came from: sorted keys, ASCII, UTC to the microsecond."""
    fields = asdict(entry)
    del fields["previous_hash"], fields["hash"]
    fields["at"] = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def one_line(text: str, longest: int) -> str:
    """The text as an entry holds it: no line breaks or control characters (they could fake a second entry where the
    trail is printed), cut with an ellipsis where the column ends."""
    whole = "".join(_shown(character) for character in text)
    return whole if len(whole) <= longest else whole[: longest - 1] + "…"


def _shown(character: str) -> str:
    if character in "\t\n\r\u2028\u2029":
        return " "
    # Cc control, Cs half a character, Cf turns the line round or is not seen at all.
    return "\ufffd" if unicodedata.category(character) in ("Cc", "Cs", "Cf") else character


def plain_details(details: Mapping[str, object]) -> dict[str, object]:
    """Details as both databases give them back exactly: texts, whole numbers, yes and no, lists and mappings of them.

    Dates become ISO texts, other numbers texts. Raises TypeError for anything else: it is the caller's mistake.
    """
    return {one_line(str(name), LONGEST_DETAIL): _plain(value) for name, value in details.items()}


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, str):
        return one_line(str(value), LONGEST_DETAIL)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float | Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return plain_details({str(name): one for name, one in value.items()})
    if isinstance(value, frozenset | set):
        return _plain(sorted(value, key=str))
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        shown = [_plain(one) for one in value[:MOST_DETAILS]]
        return shown if len(value) <= MOST_DETAILS else [*shown, f"… {len(value) - MOST_DETAILS}"]
    raise TypeError(f"the trail cannot hold a {type(value).__name__}")
