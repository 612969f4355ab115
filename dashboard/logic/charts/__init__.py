"""Pure charts: a DataFrame, words and formats in, a Plotly Figure out. No translation, no query, no Streamlit."""

from dashboard.logic.charts.alt_texts import migration_alt, months_alt, pareto_alt, pyramid_alt
from dashboard.logic.charts.before_after import before_after_chart
from dashboard.logic.charts.chart_words import ChartWords, MoneyFormat
from dashboard.logic.charts.layer_months import layers_over_months_chart
from dashboard.logic.charts.losses import losses_chart
from dashboard.logic.charts.migration_heatmap import migration_heatmap
from dashboard.logic.charts.migration_sankey import migration_sankey
from dashboard.logic.charts.palette import LayerStyle, layer_style, layer_styles, theme
from dashboard.logic.charts.pareto import pareto_chart
from dashboard.logic.charts.planning_alt_texts import before_after_alt, losses_alt
from dashboard.logic.charts.pyramid import pyramid_chart

__all__ = [
    "ChartWords",
    "LayerStyle",
    "MoneyFormat",
    "before_after_alt",
    "before_after_chart",
    "layer_style",
    "layer_styles",
    "layers_over_months_chart",
    "losses_alt",
    "losses_chart",
    "migration_alt",
    "migration_heatmap",
    "migration_sankey",
    "months_alt",
    "pareto_alt",
    "pareto_chart",
    "pyramid_alt",
    "pyramid_chart",
    "theme",
]
