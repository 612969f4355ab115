"""One sign-in as the provider's token tells it: whose it is, until when, and by what it is known here."""

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from dashboard.logic.trail import one_line

PARTICULAR = ("iss", "sub", "iat", "nonce", "at_hash", "sid", "exp")
"""Claims that together are of one sign-in only. They are the same in every tab, and in a copied cookie."""
LONGEST = 200
"""Characters of a login or name that are kept; the records have room for no more."""
OPERATOR = "operator"
"""Who it is in the trail where nobody signs in."""
COMMAND_LINE = "command line"
"""What who it is begins with in the trail where it was the command line."""


@dataclass(frozen=True)
class SignIn:
    """``session_id`` is a digest: it names the sign-in in records and trail and gives nothing away."""

    session_id: str
    login: str
    name: str
    groups: tuple[str, ...]
    employee_id: str | None
    started_at: datetime
    ends_at: datetime


def session_digest(claims: Mapping[str, object]) -> str:
    """The id of the sign-in that these claims of an ID token are of (SHA-256, hex)."""
    particular = json.dumps([claims.get(name) for name in PARTICULAR], separators=(",", ":"), default=str)
    return hashlib.sha256(particular.encode()).hexdigest()


def sign_in_of(
    claims: Mapping[str, object], *, login_claim: str, groups_claim: str, employee_claim: str, session_hours: float
) -> SignIn | None:
    """What the token says; None where it lacks what the rules of OpenID Connect ask for: nobody is let in on guesses.

    It ends with the token or after ``session_hours``, whichever is first.
    """
    login, issued, expires = claims.get(login_claim), _moment(claims.get("iat")), _moment(claims.get("exp"))
    if not isinstance(login, str) or not is_login(login) or issued is None or expires is None:
        return None
    name = _text(claims.get("name")) or _text(claims.get("preferred_username")) or login
    return SignIn(
        session_id=session_digest(claims),
        login=login,
        name=one_line(name, LONGEST),
        groups=_texts(claims.get(groups_claim)),
        employee_id=_text(claims.get(employee_claim)),
        started_at=issued,
        ends_at=min(expires, issued + timedelta(hours=session_hours)),
    )


def is_login(login: str) -> bool:
    """Whether the trail can tell this login from every other one, from the operator and from the command line."""
    # NFKC: full-width letters look like the plain ones.
    plain = unicodedata.normalize("NFKC", login).strip().casefold()
    is_reserved = plain == OPERATOR or plain.startswith(COMMAND_LINE)
    # A control character would stand in the trail as the same sign as any other: two logins that read alike.
    is_plain = login == login.strip() and one_line(login, LONGEST) == login
    return bool(plain) and is_plain and not is_reserved


def roles_of_groups(groups: Iterable[str], roles_by_group: Mapping[str, str]) -> frozenset[str]:
    """Ids of roles; groups that are not mapped give none."""
    return frozenset(roles_by_group[group] for group in groups if group in roles_by_group)


def _moment(seconds: object) -> datetime | None:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _text(value: object) -> str | None:
    """An employee id may come as a number."""
    text = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return text or None


def _texts(value: object) -> tuple[str, ...]:
    """Several groups are a list; a provider may give a single one as a text."""
    several = value if isinstance(value, list | tuple) else [value]
    return tuple(one for one in several if isinstance(one, str) and one)
