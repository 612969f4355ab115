"""A person's data taken out of everything that a home holds; the keys stay, since the books need them."""
