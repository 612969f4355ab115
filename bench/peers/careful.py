"""The page of a careful pandas user: totals per customer once in ``cache_data``, only what moves is worked out anew.

Each move copies the totals (a million rows at full size) out of the cache, finds the limits by quantile, cuts twice,
groups by layer, makes the cross-table, takes the 25 largest who move, and draws with plotly express.
"""

import os
from pathlib import Path

import pandas as pd
import plotly.express as px
import streamlit as st

FILES = Path(os.environ["BENCH_FILES"])
LAYERS = ["Small", "Medium", "Big", "Top"]


@st.cache_data
def totals_of_customers() -> pd.DataFrame:
    columns = ["customer_id", "order_date", "net_amount", "direct_cost"]
    df = pd.read_csv(FILES / "orders.csv", usecols=columns, parse_dates=["order_date"])
    df = df[df["order_date"].between("2024-12-01", "2025-11-30")]
    df["profit"] = df["net_amount"] - df["direct_cost"]
    totals = df.groupby("customer_id", as_index=False)[["net_amount", "profit"]].sum()
    totals = totals[totals["net_amount"] > 0]
    names = pd.read_csv(FILES / "customers.csv", usecols=["customer_id", "customer_name", "account_manager_id"])
    return totals.merge(names, on="customer_id", how="left")


def layers(values: pd.Series, top: float) -> pd.Series:
    limits = values.quantile([0.8, 0.95, 1 - top / 100])
    return pd.cut(values, [-float("inf"), *limits, float("inf")], labels=LAYERS, right=False)


st.title("What-if")
percent = st.select_slider("Top", [f"{tenths / 10} %" for tenths in range(2, 49)], value="1.0 %")
totals = totals_of_customers()
before = layers(totals["net_amount"], 1)
after = layers(totals["net_amount"], float(percent.split()[0]))
summary = totals.groupby(after, observed=False).agg(
    customers=("customer_id", "count"), revenue=("net_amount", "sum"), profit=("profit", "sum")
)
summary = summary.rename_axis("layer").reset_index()
st.plotly_chart(px.bar(summary, x="customers", y="layer", orientation="h", log_x=True))
st.dataframe(summary)
st.dataframe(pd.crosstab(before, after, rownames=["before"], colnames=["after"]))
movers = totals[before != after].nlargest(25, "net_amount")
st.dataframe(movers[["customer_name", "net_amount", "account_manager_id"]])
