"""Imports from the browser: each one a folder with its files and its plan, worked on in a process of its own."""
