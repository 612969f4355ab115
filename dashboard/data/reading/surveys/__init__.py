"""Answers of surveys: read once per build, cut to what a viewer may see."""
