"""Complaints, appeals and objections: what their steps say of time, blame and satisfaction."""
