"""What the trail writes down, how one entry hangs on the one before it, and how to see that nobody touched them.

Each entry carries the hash of the one before it, so a change, a gap or a swap anywhere breaks the chain from there on.
A chain that was cut off at its end, or written anew as a whole, is a sound chain: that takes a head, the number and
hash of a last entry that was kept elsewhere (data/records/trail_heads.py).
"""

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from dashboard.logic.words import N_


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


@dataclass(frozen=True)
class Head:
    """The trail's last entry at some moment of ``day`` (UTC), kept outside the store.

    kind    "" ; restored = a backup took the store's place and this is its first new entry, what stood after it is
            gone by intent; replaced = the same with another store's backup, whose trail is not the one of before
    """

    day: date
    seq: int
    hash: str
    kind: Literal["", "restored", "replaced"] = ""


def heads_in_force(heads: Iterable[Head]) -> list[Head]:
    """In the order in which they were written, without those that a restored backup made void."""
    kept: list[Head] = []
    for head in heads:
        if head.kind == "replaced":
            kept = []
        elif head.kind == "restored":
            kept = [one for one in kept if one.seq < head.seq]
        kept.append(head)
    return kept


@dataclass(frozen=True)
class Verdict:
    """``entries``: how many are sound before the first broken one. ``text`` is a text to translate, ``values`` fill it.

    ``remarks`` are of the same kind: what a reader should know of a trail that is not broken by it.
    """

    ok: bool
    entries: int
    first_broken: int | None
    text: str
    values: Mapping[str, object] = field(default_factory=dict)
    remarks: tuple[tuple[str, Mapping[str, object]], ...] = ()

    @property
    def sentence(self) -> str:
        return self.text.format(**self.values)


SOUND = N_("All {entries} entries of the trail are as they were written.")
CHANGED = N_("Entry {seq} of the trail was changed.")
MISSING = N_("Entry {seq} of the trail is missing.")
REPEATED = N_("Entry {seq} of the trail stands where another should.")
TORN = N_("Entry {seq} of the trail does not follow from the one before it: one of the two was rewritten.")
REWRITTEN = N_("Entry {seq} of the trail is not the one whose hash was kept on {day}: the trail was rewritten.")
CUT = N_("The trail ends at entry {last}, but entry {seq} was kept on {day}: its end was cut off.")
RESTORED = N_("On {day} a backup took the store's place, from entry {seq} on.")
REPLACED = N_("On {day} the backup of another store took the store's place: entries up to {seq} prove nothing before.")


def verified(entries: Iterable[Entry], heads: Iterable[Head] = ()) -> Verdict:
    """Follow the chain from its first entry to its last, in the order in which the store holds them."""
    in_force = heads_in_force(heads)
    by_seq: dict[int, list[Head]] = {}
    for head in in_force:
        by_seq.setdefault(head.seq, []).append(head)
    last, last_hash = 0, GENESIS
    for entry in entries:
        broken = _link(entry, last, last_hash) or _kept(entry, by_seq.get(entry.seq, ()))
        if broken is not None:
            return Verdict(False, last, broken[1]["seq"], *broken)  # ty: ignore[invalid-argument-type]
        last, last_hash = entry.seq, entry.hash
    beyond = next((head for head in in_force if head.seq > last), None)
    if beyond is not None:
        values = {"last": last, "seq": beyond.seq, "day": beyond.day.isoformat()}
        return Verdict(False, last, last + 1, CUT, values)
    return Verdict(True, last, None, SOUND, {"entries": last}, _remarks(in_force))


def _link(entry: Entry, last: int, last_hash: str) -> tuple[str, dict[str, object]] | None:
    try:
        own = entry_hash(entry.previous_hash, entry)
    except (ValueError, TypeError, RecursionError):
        own = ""
    if own != entry.hash:
        return CHANGED, {"seq": entry.seq}
    if entry.seq > last + 1:
        return MISSING, {"seq": last + 1}
    if entry.seq <= last:
        return REPEATED, {"seq": entry.seq}
    if entry.previous_hash != last_hash:
        return TORN, {"seq": entry.seq}
    return None


def _kept(entry: Entry, heads: Iterable[Head]) -> tuple[str, dict[str, object]] | None:
    for head in heads:
        if head.hash != entry.hash:
            return REWRITTEN, {"seq": entry.seq, "day": head.day.isoformat()}
    return None


def _remarks(heads: Iterable[Head]) -> tuple[tuple[str, Mapping[str, object]], ...]:
    texts = {"restored": RESTORED, "replaced": REPLACED}
    return tuple(
        (texts[head.kind], {"day": head.day.isoformat(), "seq": head.seq}) for head in heads if head.kind in texts
    )
