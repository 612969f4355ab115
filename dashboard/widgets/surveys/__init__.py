"""The page Satisfaction surveys."""
