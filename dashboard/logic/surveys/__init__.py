"""Satisfaction surveys: what was answered, how well it is known, and whether a fix worked (metrics.md, M43 to M54)."""
