"""What a way to reach somebody must look like to be one (metrics.md M23: filled and valid).

Patterns in the syntax that Python and DuckDB share; both sides of a cell are trimmed before.
"""

PHONE = r"(\+|00)?[0-9][0-9 ().-]{5,18}[0-9]"
"""Seven digits at least, in groups or not, with a country code or not; an extension is no part of it."""
EMAIL = r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+"
