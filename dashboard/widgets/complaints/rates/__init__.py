"""The view of the rates and where complaints come from."""
