"""Texts that people type into records: kept as typed, or refused in a sentence."""

import unicodedata
from datetime import date

from dashboard.logic.problems import Problem

LONGEST_NAME = 80
LONGEST_NOTE = 1000
LONGEST_ID = 200
LONGEST_REASON = 2000
LONGEST_TITLE = 200
_CONTROLS = frozenset({"Cc", "Cs", "Zl", "Zp"})
# They turn the rest of a line round, so that it reads as something else than it is.
_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def check_name(name: str) -> None:
    """One line of 1 to LONGEST_NAME characters. Raises Problem."""
    if not name.strip():
        raise Problem("The name is empty. Give a name of up to {most} characters.", most=LONGEST_NAME)
    if len(name) > LONGEST_NAME:
        raise Problem(
            "The name has {length} characters. Give one of up to {most} characters, and put the rest in the note.",
            length=len(name),
            most=LONGEST_NAME,
        )
    _check_characters(name)


def check_note(note: str) -> None:
    """Up to LONGEST_NOTE characters, line breaks allowed. Raises Problem."""
    if len(note) > LONGEST_NOTE:
        raise Problem(
            "The note has {length} characters. Shorten it to {most} characters.", length=len(note), most=LONGEST_NOTE
        )
    _check_characters(note.replace("\r\n", " ").replace("\n", " "))


def check_id(text: str) -> None:
    """A login, an employee's or a department's id, as another system gives it. Raises Problem."""
    if not text or text != text.strip() or len(text) > LONGEST_ID:
        raise Problem(
            "{value} is no id. Give 1 to {most} characters, without spaces before and after them.",
            value=repr(text[:LONGEST_ID]),
            most=LONGEST_ID,
        )
    _check_characters(text)


def check_reason(reason: str) -> None:
    """Up to LONGEST_REASON characters, line breaks allowed. Raises Problem."""
    if len(reason) > LONGEST_REASON:
        raise Problem(
            "The reason has {length} characters. Shorten it to {most} characters.",
            length=len(reason),
            most=LONGEST_REASON,
        )
    _check_characters(reason.replace("\r\n", " ").replace("\n", " "))


def check_title(title: str) -> None:
    """One line of 1 to LONGEST_TITLE characters. Raises Problem."""
    if not title.strip():
        raise Problem("The title is empty. Say in one line what was found.")
    if len(title) > LONGEST_TITLE:
        raise Problem(
            "The title has {length} characters. Shorten it to {most} characters.",
            length=len(title),
            most=LONGEST_TITLE,
        )
    _check_characters(title)


def check_text(text: str) -> None:
    """Up to LONGEST_REASON characters, line breaks allowed. Raises Problem."""
    if len(text) > LONGEST_REASON:
        raise Problem(
            "The text has {length} characters. Shorten it to {most} characters.", length=len(text), most=LONGEST_REASON
        )
    _check_characters(text.replace("\r\n", " ").replace("\n", " "))


def check_days(valid_from: date, valid_until: date | None) -> None:
    """Both days belong to it; none = without an end. Raises Problem."""
    if valid_until is not None and valid_until < valid_from:
        raise Problem(
            "The last day {until} lies before the first day {since}. Exchange them, or leave the last day out.",
            until=valid_until,
            since=valid_from,
        )


def storable(text: str) -> str:
    """A code from a link: half a character and the zero character, which no database keeps, become question marks."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "?")


def _check_characters(text: str) -> None:
    for character in text:
        if unicodedata.category(character) in _CONTROLS or character in _TURNS:
            raise Problem(
                "The text holds the control character {character}, which cannot be shown. Type it without.",
                character=f"U+{ord(character):04X}",
            )
