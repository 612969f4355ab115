"""What people enter and nobody can compute again: it outlives every build."""
