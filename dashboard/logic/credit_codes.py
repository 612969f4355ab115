"""The unified social credit code (统一社会信用代码): 18 characters, the last one a check on the others.

Source: GB 32100-2015. The letters I, O, S, V and Z are not used.
"""

import string
import unicodedata

LENGTH = 18
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUES = {character: value for value, character in enumerate(_ALPHABET)}
_BASE = len(_ALPHABET)
_NARROW = string.digits + string.ascii_letters
_WIDE = "".join(chr(ord(character) + 0xFEE0) for character in _NARROW)
_WEIGHTS = tuple(pow(3, place, _BASE) for place in range(LENGTH - 1))


def check_character(body: str) -> str:
    """The 18th character for the first 17. Raises KeyError for a character that no code has."""
    total = sum(weight * _VALUES[character] for weight, character in zip(_WEIGHTS, body, strict=True))
    return _ALPHABET[-total % _BASE]


def is_credit_code(text: str | None) -> bool:
    """Whether it can be a code: length, characters and check. Full width, small letters and spaces are forgiven."""
    code = "".join(unicodedata.normalize("NFKC", text or "").upper().split())
    if len(code) != LENGTH or not _VALUES.keys() >= set(code):
        return False
    return check_character(code[:-1]) == code[-1]


def code_values_sql(text: str) -> str:
    """The same rule as one DuckDB expression on an SQL expression of ours: a build asks a million of them.

    A test holds the two to be one.
    """
    code = f"upper(translate(regexp_replace({text}, '\\s', '', 'g'), '{_WIDE}', '{_NARROW}'))"
    terms = " + ".join(
        f"{weight} * (strpos('{_ALPHABET}', substr({code}, {place + 1}, 1)) - 1)"
        for place, weight in enumerate(_WEIGHTS)
    )
    last = f"strpos('{_ALPHABET}', substr({code}, {LENGTH}, 1)) - 1"
    return f"(regexp_full_match({code}, '[{_ALPHABET}]{{{LENGTH}}}') and ({terms} + {last}) % {_BASE} = 0)"
