"""The trail: who did what, when, with which filters, how many rows, why. Append-only and hash-chained."""

from collections.abc import Mapping
from datetime import datetime

from dashboard.data.home import Home
from dashboard.data.records.store import RecordsStore
from dashboard.logic.trail import Action


class Trail:
    """Being built; see /tmp/plan/memo4.md."""

    def __init__(self, store: RecordsStore) -> None:
        self._store = store

    def add(
        self,
        action: Action,
        *,
        who: str,
        session_id: str = "",
        subject: str = "",
        details: Mapping[str, object] | None = None,
        rows: int | None = None,
        reason: str = "",
        at: datetime | None = None,
    ) -> int:
        return 0


def open_trail(store: RecordsStore, home: Home) -> Trail:
    return Trail(store)
