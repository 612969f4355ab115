"""Which column of a file becomes which column of which table."""
