"""The view: what to fix first."""
