"""Who was erased: table and a digest of the key, so that an import that brings somebody back is blanked again.

It lies in the home, not in the records store: an import needs it, and knows nothing of that store. The keys themselves
stay in the books; the salt only keeps lists of two companies from being compared.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from dashboard.data.home import Home, write_atomically
from dashboard.logic.problems import Problem


@dataclass(frozen=True)
class Erased:
    """One person. ``is_done``: nothing of them is left; otherwise an erasure was interrupted and is to be repeated."""

    kind: str
    key_digest: str
    begun_at: str
    is_done: bool = False


@dataclass(frozen=True)
class ErasedList:
    salt: str
    entries: tuple[Erased, ...] = ()

    def digest(self, kind: str, key: str) -> str:
        return hashlib.sha256(f"{self.salt}{kind}:{key}".encode()).hexdigest()

    def digest_sql(self, kind: str, column: str) -> str:
        """The same of a column of keys, in DuckDB."""
        return f"sha256('{self.salt}{kind}:' || {column})"

    def of(self, kind: str) -> tuple[str, ...]:
        return tuple(entry.key_digest for entry in self.entries if entry.kind == kind)

    def entry(self, kind: str, key: str) -> Erased | None:
        digest = self.digest(kind, key)
        return next((one for one in self.entries if (one.kind, one.key_digest) == (kind, digest)), None)

    def noted(self, home: Home, kind: str, key: str, *, is_done: bool, now: datetime) -> "ErasedList":
        """The list with this person in it, on disk before it returns. Needs the builder's lock, held since it was read:
        who was noted by another erasure in between would be forgotten."""
        held = self.entry(kind, key) or Erased(kind, self.digest(kind, key), now.isoformat(timespec="seconds"))
        others = tuple(one for one in self.entries if one.key_digest != held.key_digest)
        changed = replace(self, entries=(*others, replace(held, is_done=is_done)))
        document = {"salt": changed.salt, "erased": [asdict(entry) for entry in changed.entries]}
        write_atomically(home.erased_file, json.dumps(document, indent=1).encode())
        return changed


def pseudonym(key_digest: str) -> str:
    """Stands for somebody whose name other people have too."""
    return f"erased-{key_digest[:8]}"


def erased_list(home: Home) -> ErasedList:
    """The home's list. Raises Problem where it cannot be read: an import must not go on as if nobody were on it."""
    try:
        document: Mapping = json.loads(home.erased_file.read_bytes())
        salt = str(document["salt"])
        if not salt.isalnum():
            raise ValueError("salt")
        return ErasedList(salt, tuple(Erased(**entry) for entry in document["erased"]))
    except FileNotFoundError:
        return ErasedList(secrets.token_hex(16))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Problem(
            "The list of erased persons {file} cannot be read. Restore it from a backup.", file=home.erased_file
        ) from error
