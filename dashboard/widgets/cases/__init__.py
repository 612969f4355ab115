"""The parts of the page Cases."""
