"""Marks for the translators."""


def N_(text: str) -> str:
    """Mark an English source text for extraction without translating it here: widgets translate when they show it."""
    return text
