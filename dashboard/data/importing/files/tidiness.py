"""Text whose cells need no look at odd blanks and marks: its bytes tell it a hundred times as fast as its cells."""

_ODD_BYTES = b'\t"\xc2\xe1\xe2\xe3'
"""Tab, quote, and what begins each character of UTF-8 that Unicode calls a space (U+00A0, U+1680, U+2000, U+3000)."""


def is_tidy(text: bytes) -> bool:
    """True if no cell of this UTF-8 text holds a blank but the usual one, or is written as ``="00123"``."""
    return not any(byte in text for byte in _ODD_BYTES)
