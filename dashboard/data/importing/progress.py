"""How an import tells how far it is."""

from collections.abc import Callable

Progress = Callable[[str], None]
"""Called with one short English line at the start of each step."""


def silent(_line: str) -> None:
    """The progress of an import that nobody watches."""
