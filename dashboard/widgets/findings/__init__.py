"""The page Findings and fixes."""
