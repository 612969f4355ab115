"""Service standards: what was promised against what was done."""
