"""The parts of the page Recusal."""
