"""The demo company's service: complaints and their steps, tickets, standards, visits, its own history."""
