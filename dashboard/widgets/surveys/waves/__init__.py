"""The view: how a wave stands against the one before."""
