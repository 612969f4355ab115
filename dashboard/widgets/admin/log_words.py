"""The trail in words: kinds of entries to choose from, what was done, and its details."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dashboard.logic.trail import Action
from dashboard.widgets.language import _

KINDS: Mapping[str, tuple[Action, ...]] = {
    "all": (),
    "access": (Action.OPEN_PAGE, Action.VIEW_AS, Action.REJECTS_READ),
    "exports": (Action.EXPORT, Action.EXPORT_REFUSED),
    "reveals": (Action.REVEAL, Action.REVEAL_REFUSED),
    "roles": (
        Action.ROLE_GRANTED,
        Action.ROLE_CHANGED,
        Action.ROLE_ENDED,
        Action.DEPUTY_NAMED,
        Action.DEPUTY_ENDED,
    ),
    "sign_ins": (Action.SIGN_IN, Action.SIGN_OUT, Action.SESSION_ENDED),
    "refusals": (Action.REFUSED, Action.EXPORT_REFUSED, Action.REVEAL_REFUSED),
    "imports": (
        Action.FILES_BROUGHT,
        Action.IMPORTED,
        Action.IMPORT_UNDONE,
        Action.IMPORT_REDONE,
        Action.PROFILE_SAVED,
        Action.PROFILE_REMOVED,
    ),
    "recusals": (Action.INTEREST_DECLARED, Action.CONFLICT_ALLOWED),
    "loop": (
        Action.FINDING_ENTERED,
        Action.FINDING_PUBLISHED,
        Action.FINDING_CLOSED,
        Action.FIX_ASSIGNED,
        Action.FIX_REPLIED,
        Action.FIX_EVALUATED,
        Action.LOW_SCORE_TAKEN,
        Action.LOW_SCORE_CLOSED,
    ),
    "keeping": (Action.ERASED, Action.RETENTION, Action.BACKUP, Action.RESTORED),
}
"""By code; nothing = every action."""


@dataclass(frozen=True)
class Wanted:
    """What is listed. ``until`` is the first moment that no longer belongs to it; days are those of UTC, as the moments
    shown are."""

    kind: str
    who: str | None
    since: datetime | None
    until: datetime | None

    @property
    def asked(self) -> dict[str, Any]:
        """As the trail is asked."""
        return {"actions": KINDS[self.kind] or None, "who": self.who, "since": self.since, "until": self.until}


def kind_title(kind: str) -> str:
    return {
        "all": _("Everything"),
        "access": _("Access"),
        "exports": _("Downloads"),
        "reveals": _("Contacts shown"),
        "roles": _("Roles and deputies"),
        "sign_ins": _("Sign-ins"),
        "refusals": _("Refusals"),
        "imports": _("Imports"),
        "recusals": _("Standing aside in cases"),
        "loop": _("Findings and low scores"),
        "keeping": _("Erasing and backups"),
    }[kind]


def action_title(action: str) -> str:
    """What was done; a word of a newer version stands for itself."""
    titles = {
        Action.SIGN_IN: _("signed in"),
        Action.SIGN_OUT: _("signed out"),
        Action.REFUSED: _("was refused"),
        Action.OPEN_PAGE: _("opened a page"),
        Action.VIEW_AS: _("looked as somebody else"),
        Action.EXPORT: _("downloaded"),
        Action.EXPORT_REFUSED: _("was refused a download"),
        Action.REVEAL: _("had a contact shown"),
        Action.REVEAL_REFUSED: _("was refused a contact"),
        Action.ROLE_GRANTED: _("gave a role"),
        Action.ROLE_CHANGED: _("changed a role"),
        Action.ROLE_ENDED: _("ended a role"),
        Action.DEPUTY_NAMED: _("named a deputy"),
        Action.DEPUTY_ENDED: _("ended a deputy"),
        Action.SESSION_ENDED: _("ended a sign-in"),
        Action.SAVED: _("saved"),
        Action.SAVED_REMOVED: _("removed what was saved"),
        Action.ERASED: _("erased a person's data"),
        Action.REJECTS_READ: _("read rejected records"),
        Action.FILES_BROUGHT: _("brought files"),
        Action.IMPORTED: _("imported files"),
        Action.IMPORT_UNDONE: _("undid an import"),
        Action.IMPORT_REDONE: _("redid an import"),
        Action.PROFILE_SAVED: _("saved how files are read"),
        Action.PROFILE_REMOVED: _("removed how files are read"),
        Action.INTEREST_DECLARED: _("entered an interest in a case"),
        Action.CONFLICT_ALLOWED: _("let somebody in conflict handle a case"),
        Action.FINDING_ENTERED: _("entered a finding"),
        Action.FINDING_PUBLISHED: _("published a finding"),
        Action.FINDING_CLOSED: _("closed a finding"),
        Action.FIX_ASSIGNED: _("assigned a fix"),
        Action.FIX_REPLIED: _("replied about a fix"),
        Action.FIX_EVALUATED: _("had a fix evaluated"),
        Action.LOW_SCORE_TAKEN: _("took on a low score"),
        Action.LOW_SCORE_CLOSED: _("closed a low score"),
        Action.RETENTION: _("cleared what was kept long enough"),
        Action.BACKUP: _("backed up the records"),
        Action.RESTORED: _("restored the records"),
    }
    return {str(key): title for key, title in titles.items()}.get(str(action), str(action))
