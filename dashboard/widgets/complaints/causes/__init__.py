"""The view of why customers complain."""
