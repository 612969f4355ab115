"""Whether nobody touched the trail: follow its chain, and compare it with what was kept elsewhere.

Each entry carries the hash of the one before it, so a change, a gap or a swap anywhere breaks the chain from there on.
A chain that was cut off at its end, or written anew as a whole, is a sound chain: that takes a head, the number and
hash of a last entry that was kept elsewhere (data/records/trail_heads.py).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from dashboard.logic.trail import GENESIS, Entry, entry_hash
from dashboard.logic.words import N_


@dataclass(frozen=True)
class Head:
    """The trail's last entry at some moment of ``day`` (UTC), kept outside the store.

    kind    "" ; restored = a backup took the store's place and this is its first new entry, what stood after it is
            gone by intent; replaced = the same with another store's backup, whose trail is not the one of before;
            restoring, replacing = one of these is about to be
    """

    day: date
    seq: int
    hash: str
    kind: Literal["", "restored", "replaced", "restoring", "replacing"] = ""

    @property
    def is_announced(self) -> bool:
        return self.kind in _ANNOUNCED


_ANNOUNCED: Mapping[str, Literal["restored", "replaced"]] = {"restoring": "restored", "replacing": "replaced"}


def settled_heads(heads: Iterable[Head], hashes: Mapping[int, str]) -> list[Head]:
    """What was announced as what came of it: done where the store has that entry (``hashes`` by number), else nothing.

    A restore cannot write to the store and to the heads in one go. It announces itself before, so that one that is
    killed in between neither makes a sound trail look cut off nor true heads void.
    """
    return [
        replace(head, kind=_ANNOUNCED[head.kind]) if head.is_announced else head
        for head in heads
        if not head.is_announced or hashes.get(head.seq) == head.hash
    ]


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


SOUND = N_("All {entries} entries of the log are as they were written.")
CHANGED = N_("Entry {seq} of the log was changed.")
MISSING = N_("Entry {seq} of the log is missing.")
REPEATED = N_("Entry {seq} of the log stands where another should.")
TORN = N_("Entry {seq} of the log does not follow from the one before it: one of the two was rewritten.")
REWRITTEN = N_("Entry {seq} of the log is not the one whose hash was kept on {day}: the log was rewritten.")
CUT = N_("The log ends at entry {last}, but entry {seq} was kept on {day}: its end was cut off.")
RESTORED = N_(
    "On {day} a backup was put in the store's place (entry {seq}). What was written after that backup is not in it."
)
REPLACED = N_(
    "On {day} the backup of another store was put in the store's place (entry {seq}): earlier heads say nothing of it."
)


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
