"""Migration: who is in the matrix, what can be clicked, the flow keeps the sums."""

import numpy as np
import pandas as pd

from dashboard.logic.charts import migration_alt, migration_heatmap, migration_sankey
from dashboard.logic.charts.moves import moves
from tests.logic.charts.sample_words import chinese_words, english_words

MATRIX = pd.DataFrame(
    [
        ("Top", "Top", 3),
        ("Top", "Small", 1),
        ("Top", "Lost", 0),
        ("Small", "Top", 2),
        ("Small", "Small", 40),
        ("Small", "Lost", 0),
        ("Inactive", "Lost", 0),
        ("New", "Small", 5),
    ],
    columns=["from_layer", "to_layer", "customers"],
)


def test_layers_with_nobody_are_left_out_and_order_is_kept() -> None:
    table = moves(MATRIX)
    assert table is not None
    assert (table.before, table.after) == (("Top", "Small", "New"), ("Top", "Small"))
    assert table.customers.tolist() == [[3, 1], [2, 40], [0, 5]]


def test_every_cell_with_customers_can_be_clicked_and_no_other() -> None:
    points = migration_heatmap(MATRIX, english_words()).data[1:]
    cells = {tuple(cell) for trace in points for cell in trace.customdata}
    assert cells == {("Top", "Top"), ("Top", "Small"), ("Small", "Top"), ("Small", "Small"), ("New", "Small")}


def test_cells_are_coloured_by_their_share_of_the_row() -> None:
    levels = np.array(migration_heatmap(MATRIX, english_words()).data[0].z)
    assert levels[0].tolist() == [4, 3]  # 75 % and 25 %
    assert levels[1].tolist() == [1, 4]  # 4.8 % and 95.2 %
    assert np.isnan(levels[2][0])


def test_hover_says_from_where_to_where_and_how_many() -> None:
    hovers = [text for trace in migration_heatmap(MATRIX, chinese_words()).data[1:] for text in trace.hovertext]
    assert "塔尖客户 → 小额客户：1 户（占本行 25.0%）" in hovers


def test_flow_has_every_move_once_and_the_nodes_of_both_dates() -> None:
    flow = migration_sankey(MATRIX, english_words()).data[0]
    assert sum(flow.link.value) == 51
    assert sorted(zip(flow.link.source, flow.link.target, flow.link.value, strict=True)) == [
        (0, 3, 3),
        (0, 4, 1),
        (1, 3, 2),
        (1, 4, 40),
        (2, 4, 5),
    ]


def test_labels_of_the_flow_are_ours_and_apart() -> None:
    notes = migration_sankey(MATRIX, english_words()).layout.annotations
    assert [note.text for note in notes] == ["Top 4", "Small 42", "New 5", "Top 5", "Small 46"]
    left = sorted((note.y for note in notes[:3]), reverse=True)
    assert [note.y for note in notes[:3]] == left


def test_nobody_at_both_dates_gives_a_sentence() -> None:
    nobody = MATRIX.assign(customers=0)
    for draw in (migration_heatmap, migration_sankey):
        assert draw(nobody, english_words()).layout.annotations[0].text.startswith("No customers at both dates")
    assert migration_alt(nobody, english_words()) == "No customers in this selection"


def test_alternative_text_counts_stayed_and_moved_and_names_the_largest_moves() -> None:
    assert migration_alt(MATRIX, english_words()) == (
        "Moves between layers. In the same layer: 43; moved: 8. New → Small: 5; Small → Top: 2; Top → Small: 1"
    )
