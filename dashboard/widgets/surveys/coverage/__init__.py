"""The view: who answered, and who was not heard."""
