"""Who was asked and who answered (M43), on customers worked out by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.logic.surveys.coverage import COUNTS, NEEDS_INVITES, SHARES, CustomerReach, coverage_table, reach_table


def _reach(has_invites=True):
    """Three customers and nobody known. A: two persons, one bounced, one answered; B: asked, silent; C: not asked,
    answered twice, a loss-maker; unknown: one invitation and one answer."""
    return CustomerReach(
        invited=np.array([2, 1, 0, 1]),
        delivered=np.array([1, 1, 0, 1]),
        answered=np.array([1, 0, 0, 0]),
        responses=np.array([1, 0, 2, 1]),
        revenue=np.array([30, 70, 0, 0]),
        is_active=np.array([True, True, False, False]),
        has_invites=has_invites,
    )


def test_whole_wave_by_hand():
    row = coverage_table(_reach()).iloc[0]
    assert [int(row[name]) for name in COUNTS] == [2, 4, 3, 1, 4, 2, 1, 1, 100, 30]
    assert row["delivered_share"] == 0.75
    assert row["contact_share"] == pytest.approx(1 / 3)
    assert (row["account_share"], row["customer_share"], row["revenue_share"]) == (0.5, 0.5, 0.3)
    # Wilson of 1 of 2 at 95 %: centre 0.5, half 1.95996 sqrt(0.25/2 + 3.8415/16) / (1 + 3.8415/2) = 0.40547
    assert (row["account_share_low"], row["account_share_high"]) == pytest.approx((0.09453, 0.90547), abs=1e-5)


def test_customers_in_no_segment_and_nobody_known_stand_in_the_last_row():
    table = coverage_table(_reach(), ("x", "y"), np.array([0, 0, -1, -1]))
    assert table["segment"].tolist() == ["x", "y", None]
    assert table["invited"].tolist() == [3, 0, 1]
    assert table["responses"].tolist() == [1, 0, 3]
    assert np.isnan(table["revenue_share"].to_numpy()[1])
    assert np.isnan(table["contact_share"].to_numpy()[1])  # nobody was asked: not 0 %


def test_without_a_file_of_invitations_the_response_is_not_known():
    row = coverage_table(_reach(has_invites=False)).iloc[0]
    assert row[list(NEEDS_INVITES)].isna().all()
    assert np.isnan(row["contact_share"])
    assert np.isnan(row["account_share_low"])
    assert (row["customer_share"], row["revenue_share"]) == (0.5, 0.3)


def test_no_customer_at_all():
    nobody = np.zeros(1, np.int64)
    row = coverage_table(CustomerReach(nobody, nobody, nobody, nobody, nobody, nobody > 0, True)).iloc[0]
    assert [row[name] for name in SHARES if not np.isnan(row[name])] == []


def test_published_reach_of_an_anonymous_wave():
    published = pd.DataFrame(
        {
            "segment": ["Top", None],
            "invited": [50, 0],
            "delivered": [40, 0],
            "answered": [10, 7],
            "accounts_invited": [20, 0],
            "accounts_answered": [8, 0],
            "revenue_percent": [27, None],
        },
        dtype=object,
    )
    table = reach_table(published)
    assert table["contact_share"].tolist()[0] == 0.25
    assert table["account_share"].tolist()[0] == 0.4
    assert table["revenue_share"].tolist()[0] == 0.27
    assert table["customers"].isna().all()  # nothing of single customers
    assert table["responses"].tolist() == [10, 7]
    assert table.loc[1, list(NEEDS_INVITES)].isna().all()
    assert np.isnan(table["revenue_share"].tolist()[1])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 5)] * 4, st.integers(0, 9), st.integers(-1, 2)), min_size=1, max_size=20))
def test_segments_add_up_to_the_whole_and_shares_lie_in_their_intervals(rows):
    invited, bounced, silent, responses, revenue, segment = (np.array(column) for column in zip(*rows, strict=True))
    delivered = np.maximum(invited - bounced, 0)
    reach = CustomerReach(
        invited, delivered, np.maximum(delivered - silent, 0), responses, np.append(revenue[:-1], 0),
        np.append(revenue[:-1] > 0, False), True,
    )  # fmt: skip
    parts, whole = coverage_table(reach, ("a", "b", "c"), segment), coverage_table(reach)
    for name in COUNTS:
        assert parts[name].sum() == whole[name].sum()
    for name in ("contact_share", "account_share", "customer_share"):
        known = parts[parts[name].notna()]
        assert ((known[f"{name}_low"] <= known[name]) & (known[name] <= known[f"{name}_high"])).all()
        assert known[name].between(0, 1).all()


def test_who_answered_has_received_in_published_figures_too():
    numbers = {"invited": [9], "delivered": [6], "answered": [8], "accounts_invited": [9], "accounts_answered": [8]}
    table = reach_table(pd.DataFrame({"segment": [None], **numbers, "revenue_percent": [50]}, dtype=object))
    assert table["contact_share"].tolist() == [1.0]
    assert table["delivered"].tolist() == [8]
