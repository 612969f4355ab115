"""What the trail says of a version that was written (versions.py): who and when are the version's own."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from dashboard.data.records.trail import append_entry
from dashboard.data.records.versioned import Versioned
from dashboard.logic.trail import Action


def note_version(
    session: Session,
    action: Action,
    made: Versioned,
    *,
    session_id: str,
    subject: str,
    details: Mapping[str, object],
    reason: str = "",
) -> None:
    """Within the transaction that wrote ``made``, as its last statement (``trail.append_entry``)."""
    append_entry(
        session,
        action,
        who=made.created_by,
        at=made.created_at,
        session_id=session_id,
        subject=subject,
        details=details,
        reason=reason,
    )
