"""Recusal: who should have stood aside in a case, on what ground, and whether it was disclosed."""
