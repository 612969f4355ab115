"""Pure charts: a DataFrame, words and formats in, a Plotly Figure out. No translation, no query, no Streamlit."""

from dashboard.logic.charts.alt_texts import migration_alt, months_alt, pareto_alt, pyramid_alt
from dashboard.logic.charts.chart_words import ChartWords, MoneyFormat
from dashboard.logic.charts.layer_months import layers_over_months_chart
from dashboard.logic.charts.migration_heatmap import migration_heatmap
from dashboard.logic.charts.migration_sankey import migration_sankey
from dashboard.logic.charts.palette import LayerStyle, layer_style, layer_styles, theme
from dashboard.logic.charts.pareto import pareto_chart
from dashboard.logic.charts.pyramid import pyramid_chart

__all__ = [
    "ChartWords",
    "LayerStyle",
    "MoneyFormat",
    "layer_style",
    "layer_styles",
    "layers_over_months_chart",
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
