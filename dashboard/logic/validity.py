"""Whether something that holds from a day to a day holds now."""

from datetime import date
from typing import Literal

Validity = Literal["in_force", "later", "ended"]
VALIDITIES: tuple[Validity, ...] = ("in_force", "later", "ended")


def validity(valid_from: date, valid_until: date | None, today: date) -> Validity:
    """Both days belong to it; without an end it holds on."""
    if today < valid_from:
        return "later"
    return "in_force" if valid_until is None or today <= valid_until else "ended"
