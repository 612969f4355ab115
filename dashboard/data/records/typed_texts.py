"""Texts that people type into records: kept as typed, or refused in a sentence."""

import unicodedata

from dashboard.logic.problems import Problem

LONGEST_NAME = 80
LONGEST_NOTE = 1000
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


def _check_characters(text: str) -> None:
    for character in text:
        if unicodedata.category(character) in _CONTROLS or character in _TURNS:
            raise Problem(
                "The text holds the control character {character}, which cannot be shown. Type it without.",
                character=f"U+{ord(character):04X}",
            )
