"""What a way to reach somebody must look like to be one (metrics.md M23: filled and valid).

Patterns in the syntax that Python and DuckDB share; both sides of a cell are trimmed before.
"""

import re

PHONE = r"(\+|00)?[0-9][0-9 ().-]{5,18}[0-9]"
"""Seven digits at least, in groups or not, with a country code or not; an extension is no part of it."""
EMAIL = r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+"


def is_phone(text: str | None) -> bool:
    """Whether it can be called; full-width digits are not understood by every telephone."""
    return re.fullmatch(PHONE, (text or "").strip(" ")) is not None


def is_email(text: str | None) -> bool:
    return re.fullmatch(EMAIL, (text or "").strip(" ")) is not None
