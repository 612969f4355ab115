"""The page as most people write it: pandas on the order file, ``cache_data`` for the file, everything else per rerun.

Each move copies the orders out of the cache, cuts out twelve months, groups them by customer, finds the limits by
quantile, cuts twice, groups by layer, makes the cross-table, sorts those who move, and draws with plotly express.
"""

import os
from pathlib import Path

import pandas as pd
import plotly.express as px
import streamlit as st

FILES = Path(os.environ["BENCH_FILES"])
LAYERS = ["Small", "Medium", "Big", "Top"]


@st.cache_data
def orders() -> pd.DataFrame:
    return pd.read_csv(FILES / "orders.csv", parse_dates=["order_date"])


@st.cache_data
def customers() -> pd.DataFrame:
    return pd.read_csv(FILES / "customers.csv")


def layers(values: pd.Series, top: float) -> pd.Series:
    limits = values.quantile([0.8, 0.95, 1 - top / 100])
    return pd.cut(values, [-float("inf"), *limits, float("inf")], labels=LAYERS, right=False)


st.title("What-if")
percent = st.select_slider("Top", [f"{tenths / 10} %" for tenths in range(2, 49)], value="1.0 %")
df = orders()
df = df[(df["order_date"] >= "2024-12-01") & (df["order_date"] <= "2025-11-30")]
df["profit"] = df["net_amount"] - df["direct_cost"]
totals = df.groupby("customer_id")[["net_amount", "profit"]].sum().reset_index()
totals = totals[totals["net_amount"] > 0]
totals["before"] = layers(totals["net_amount"], 1)
totals["after"] = layers(totals["net_amount"], float(percent.split()[0]))
after = totals.groupby("after", observed=False).agg(
    customers=("customer_id", "count"), revenue=("net_amount", "sum"), profit=("profit", "sum")
)
st.plotly_chart(px.bar(after.reset_index(), x="customers", y="after", orientation="h", log_x=True))
st.dataframe(after)
st.dataframe(pd.crosstab(totals["before"], totals["after"]))
movers = totals[totals["before"] != totals["after"]].nlargest(25, "net_amount")
st.dataframe(movers.merge(customers(), on="customer_id")[["customer_name", "net_amount", "account_manager_id"]])
