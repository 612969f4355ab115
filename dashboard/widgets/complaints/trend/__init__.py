"""The view of whether it is getting better."""
