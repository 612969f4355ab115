"""Pyramidion: a company's customer pyramid, how it moves, why, and what to do about it."""

__version__ = "0.1.0"
