"""Customers who were served badly and did not complain, and what a complaint does to a customer."""
