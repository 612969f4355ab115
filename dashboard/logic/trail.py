"""What the trail writes down, and how one entry hangs on the one before it."""

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
