"""Placeholder until views exist."""


def export_button(*a, **k):
    return None
