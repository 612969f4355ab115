"""Who should have stood aside, of one build, for one viewer."""
