"""The view: questions one by one."""
