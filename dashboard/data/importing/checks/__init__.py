"""Text cells to typed, checked rows: what is accepted, what is rejected and why."""
