"""The page of somebody who knows DuckDB: totals per customer prepared in Parquet, each move is a few queries on them.

One connection in ``cache_resource``, a cursor per run. Each move asks for the limits (ordered values at three places,
from a count kept with the connection), for the layers before and after with their sums in one statement, and for the 25
largest who move; it draws with plotly express. The totals are a table in DuckDB's own memory, its fastest form here.
"""

import os
from pathlib import Path

import duckdb
import plotly.express as px
import streamlit as st

FILES = Path(os.environ["BENCH_FILES"])
LAYERS = (
    "case when revenue >= {} then 'Top' when revenue >= {} then 'Big' when revenue >= {} then 'Medium' else 'Small' end"
)


@st.cache_resource
def database() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute(f"create table totals as select * from '{FILES}/totals.parquet' where revenue > 0")
    return con


def limits(con: duckdb.DuckDBPyConnection, top: float) -> list[str]:
    parts = [1 - top / 100, 0.95, 0.8]
    (found,) = con.execute("select quantile_disc(revenue, ?) from totals", [parts]).fetchone() or ([],)
    return [str(value) for value in found]


st.title("What-if")
percent = st.select_slider("Top", [f"{tenths / 10} %" for tenths in range(2, 49)], value="1.0 %")
con = database().cursor()
now, then = limits(con, 1), limits(con, float(percent.split()[0]))
moves = con.execute(
    f"""select {LAYERS.format(*now)} as before, {LAYERS.format(*then)} as after, count(*)::bigint as customers,
        sum(revenue)::double as revenue, sum(profit)::double as profit
    from totals group by all order by min(revenue) desc"""
).df()
after = moves.groupby("after", sort=False, as_index=False)[["customers", "revenue", "profit"]].sum()
st.plotly_chart(px.bar(after, x="customers", y="after", orientation="h", log_x=True))
st.dataframe(after)
st.dataframe(moves.pivot_table(index="before", columns="after", values="customers", fill_value=0))
movers = con.execute(
    f"""select customer_name, revenue::double as revenue, account_manager_id from totals
    where {LAYERS.format(*now)} <> {LAYERS.format(*then)} order by revenue desc limit 25"""
).df()
st.dataframe(movers)
