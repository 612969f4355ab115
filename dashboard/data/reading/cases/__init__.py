"""Complaints, appeals and objections of one build, for one viewer."""
