"""What the first visitor would otherwise wait for: imports, opening the build, its default pyramid."""


def warm_up() -> None:
    """Run once at server start, before the first visitor."""
    import duckdb  # noqa: F401
    import pandas  # noqa: F401
    import plotly.graph_objects  # noqa: F401
