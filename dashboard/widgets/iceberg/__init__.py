"""The parts of the page Unheard customers."""
