"""The schemes of one home: the shipped ones and its own ``schemes.toml``."""

from collections.abc import Mapping
from functools import lru_cache

from dashboard.data.home import Home
from dashboard.logic.problems import Problem
from dashboard.logic.schemes import SHIPPED, Scheme, parse_schemes


def load_schemes(home: Home) -> Mapping[str, Scheme]:
    """By name, the shipped ones first. Raises Problem that names the place of a mistake in ``schemes.toml``."""
    try:
        text = home.schemes_file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return SHIPPED
    except (OSError, UnicodeDecodeError) as error:
        raise Problem(
            "The file {file} cannot be read ({reason}). Save it as UTF-8 text.", file=home.schemes_file, reason=error
        ) from error
    return _parsed(text)


@lru_cache(maxsize=8)
def _parsed(text: str) -> Mapping[str, Scheme]:
    """Kept by what the file says: every move of a slider asks for it."""
    return parse_schemes(text)
