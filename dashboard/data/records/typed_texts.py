"""Texts that people type into records: kept as typed, or refused in a sentence."""

import unicodedata
from datetime import date

from dashboard.logic.problems import Problem
from dashboard.logic.words import N_

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
    _check_length(
        name,
        LONGEST_NAME,
        N_("The name has {length} characters. Give one of up to {most} characters, and put the rest in the note."),
    )
    _check_characters(name)


def check_note(note: str) -> None:
    """Up to LONGEST_NOTE characters, line breaks allowed. Raises Problem."""
    _check_length(note, LONGEST_NOTE, N_("The note has {length} characters. Shorten it to {most} characters."))
    _check_lines(note)


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
    _check_length(reason, LONGEST_REASON, N_("The reason has {length} characters. Shorten it to {most} characters."))
    _check_lines(reason)


def check_title(title: str) -> None:
    """One line of 1 to LONGEST_TITLE characters. Raises Problem."""
    if not title.strip():
        raise Problem("The title is empty. Say in one line what was found.")
    _check_length(title, LONGEST_TITLE, N_("The title has {length} characters. Shorten it to {most} characters."))
    _check_characters(title)


def check_text(text: str) -> None:
    """Up to LONGEST_REASON characters, line breaks allowed. Raises Problem."""
    _check_length(text, LONGEST_REASON, N_("The text has {length} characters. Shorten it to {most} characters."))
    _check_lines(text)


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


def _check_length(text: str, most: int, said: str) -> None:
    """``said``: what is told of a longer one."""
    if len(text) > most:
        raise Problem(said, length=len(text), most=most)


def _check_lines(text: str) -> None:
    _check_characters(text.replace("\r\n", " ").replace("\n", " "))


def _check_characters(text: str) -> None:
    for character in text:
        if unicodedata.category(character) in _CONTROLS or character in _TURNS:
            raise Problem(
                "The text holds the control character {character}, which cannot be shown. Type it without.",
                character=f"U+{ord(character):04X}",
            )
