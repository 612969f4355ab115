"""Questions to a published build, answered for one viewer."""
