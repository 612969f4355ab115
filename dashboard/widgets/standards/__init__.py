"""The parts of the page Service standards."""
