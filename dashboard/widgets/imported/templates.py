"""Templates to fill in, and what each table may hold."""


def templates_section() -> None:
    """One file for each table."""
