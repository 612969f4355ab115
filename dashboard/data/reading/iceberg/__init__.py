"""Bad service and those who said nothing about it, of one build, for one viewer."""
