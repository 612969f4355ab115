"""Names and values as SQL text. Importing composes SQL from validated parts only; every foreign name passes here."""

from collections.abc import Iterable


def identifier(name: str) -> str:
    """A column or table name, quoted."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: str) -> str:
    """A string value, quoted."""
    return "'" + value.replace("'", "''") + "'"


def any_of(conditions: Iterable[str]) -> str:
    """Conditions joined by ``or``; false where there is none."""
    return " or ".join(f"({condition})" for condition in conditions) or "false"
