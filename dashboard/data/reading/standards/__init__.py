"""Tickets and deliveries held against the standards, of one build, for one viewer."""
