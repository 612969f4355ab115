"""Pyramidion: a company's customer pyramid, how it moves, why, and what to do about it."""

import os

# Before numpy is imported. Matrices here are small and many: its threads would wait for each other ten times as long as
# the sums take, and keep other sessions waiting (bench surveys, view priorities). An operator's own word counts.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "0.1.0"
