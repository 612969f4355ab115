"""The Trends page without a browser: each choice moved, the sentence, the table, names behind a mark, odd homes.

Of ``company``: customer Cnn orders for 100 x (nn + 1), of which 40 % is profit, in every month m for which m + nn can
be divided by 3: four orders a year. East has the even numbers (E1's), West the odd ones (E2's); C05, C15, C25, C35 stop
in 2023. So 2023 has 160 orders for 4 x 100 x 820 = 328,000 and 2024 has 144 for 4 x 100 x 736 = 294,400. In December
2024 the multiples of three but C15 order: 13 customers, 27,100; of these East has 7 with 13,300, West 6 with 13,800.
"""

import json
from datetime import date

import pytest

from tests.data.hand_made_build import Customer, Order, hand_made_build
from tests.pages.conftest import assert_sound, place_of, said


def _metrics(at) -> dict[str, str]:
    return {metric.label: metric.value.strip("\u2060") for metric in at.metric}


def _chart(at) -> dict:
    return json.loads(at.get("plotly_chart")[0].proto.spec)


def _names(chart: dict) -> list[str]:
    return [one["name"] for one in chart["data"] if one.get("showlegend", True)]


def _table(at, column: str = "month_no"):
    return next(frame.value for frame in at.dataframe if column in frame.value)


@pytest.fixture
def trends(app, company):
    return lambda **parameters: app(company, page="trends", **parameters)


def test_first_render_answers_first(trends):
    at = trends()
    assert_sound(at)
    assert at.title[0].value == "Trends"
    # 294,400 against 328,000: 33,600 or 10.24 % less.
    sentence = "In the 12 months to Dec 2024 net revenue was CN¥294k, 10.2% less than in the 12 months before."
    assert at.header[0].value == sentence
    assert _metrics(at) == {"Net revenue": "CN¥294k", "Jan 2023 to Dec 2023": "CN¥328k"}
    assert float(at.metric[0].delta) == -10.2


@pytest.mark.slow
@pytest.mark.parametrize(
    ("measure", "sentence", "figures"),
    [
        ("profit", "gross profit was CN¥118k, 10.2% less than", {"Gross profit": "CN¥118k"}),
        ("orders", "the number of orders was 144, 10% less than", {"Orders": "144"}),
        (
            "active_customers",
            "the average number of customers who ordered in a month was 12, 10% less than",
            {"Active customers, per month": "12", "Jan 2023 to Dec 2023": "13.3"},
        ),
        ("new_customers", "the number of new customers was 0, 100% less than", {"New customers": "0"}),
        (
            "layer_customers",
            "At the end of Dec 2024 the number of active customers was 36, 10% less than at the end of Dec 2023.",
            {"Active customers at month end": "36", "Dec 2023": "40"},
        ),
    ],
)
def test_each_figure_has_its_sentence_and_its_sum(trends, measure, sentence, figures):
    at = trends()
    at.selectbox(key="measure").set_value(measure).run()
    assert_sound(at)
    assert sentence in at.header[0].value
    assert figures.items() <= _metrics(at).items()
    assert at.query_params["measure"] == measure


@pytest.mark.slow
@pytest.mark.parametrize(
    ("by", "legend", "leader"),
    [
        ("region", ["East", "West"], "The largest part: East with 54.3%."),
        ("account_manager_id", ["Name of E1", "Name of E2"], "The largest part: Name of E1 with 54.3%."),
        ("layer", ["Small", "Medium", "Big", "Top", "Inactive"], "The largest part: Small with 60.9%."),
        ("industry", ["Steel"], None),
    ],
)
def test_each_breakdown_stacks_its_segments(trends, by, legend, leader):
    at = trends()
    at.selectbox(key="by").set_value(by).run()
    assert_sound(at)
    assert _names(_chart(at)) == [*legend, "All, 12 months before"]
    assert ("The largest part" in said(at)) == (leader is not None)
    assert leader is None or leader in said(at)
    assert at.query_params["by"] == by


def test_months_shown_end_with_the_data_and_begin_with_it_at_the_earliest(trends):
    at = trends()
    for months, bars in (("12", 12), ("36", 25), ("24", 24), ("all", 25)):
        at.segmented_control(key="months").set_value(months).run()
        assert_sound(at)
        assert len(_chart(at)["data"][0]["customdata"]) == bars
        assert _chart(at)["data"][0]["customdata"][-1] == "Jan 2025 (incomplete)"
    assert at.query_params["months"] == "all"


def test_part_month_is_hatched_named_and_compared_with_nothing(trends):
    at = trends()
    bars, _, compared = _chart(at)["data"]
    assert bars["marker"]["pattern"]["shape"][-2:] == ["", "/"]
    assert compared["customdata"][-2:] == ["Dec 2023", ""]
    assert "Jan 2025 is a part month (data to 10 Jan 2025): hatched, and compared with nothing." in said(at)


def test_layers_that_are_worked_out_for_the_last_months_only_say_so(trends):
    at = trends(measure="layer_customers", period="3", months="all")
    assert_sound(at)
    # 24 month ends up to January 2025; the first of them is that of February 2023.
    assert "With these choices layers are worked out from Feb 2023 on only." in said(at)


def test_part_month_as_of_leaves_the_sentence_to_the_whole_months(trends):
    at = trends(as_of="2025-01")
    assert_sound(at)
    assert "In the 11 months to Dec 2024" in at.header[0].value
    at = trends(as_of="2025-01", period="month")
    assert at.header[0].value == (
        "In Jan 2025 so far (data to 10 Jan 2025) net revenue was CN¥0.00; a part month is compared with nothing."
    )


def test_comparison_follows_the_filter_bar(trends):
    at = trends(period="3")
    # Whoever still orders does so once in three months: 73,600 in each of them.
    assert "In the 3 months to Dec 2024 net revenue was CN¥73.6k, the same as in the 3 months before." in said(at)
    at.selectbox(key="compare").set_value("last_year").run()
    assert_sound(at)
    assert "10.2% less than in the same months a year before" in at.header[0].value
    assert "Same month last year" in _names(_chart(at))


def test_one_month_is_compared_by_name(trends):
    assert "In Dec 2024 net revenue was CN¥27.1k, 15.8% more than in Nov 2024." in said(trends(period="month"))
    text = said(trends(period="month", compare="last_year"))
    assert "In Dec 2024 net revenue was CN¥27.1k, 5.6% less than in Dec 2023." in text


def test_no_comparison_says_since_when_there_is_data(trends):
    at = trends(as_of="2023-12")
    assert_sound(at)
    assert "net revenue was CN¥328k; no comparison: the data begins in Jan 2023." in at.header[0].value
    assert {metric.delta for metric in at.metric} == {""}


def test_filters_of_the_side_bar_choose_whose_months_are_shown(trends):
    at = trends(region=["West"])
    assert "net revenue was CN¥134k" in at.header[0].value


@pytest.mark.slow
@pytest.mark.parametrize(
    ("chosen", "sums"),
    [
        (
            {"month": "2024-12"},
            "**Dec 2024** · 13 customers · net revenue 27,100.00 CNY · gross profit 10,840.00 CNY · orders 13",
        ),
        (
            {"month": "2024-12", "by": "region", "segment": "East"},
            "**Dec 2024 · East** · 7 customers · net revenue 13,300.00 CNY · gross profit 5,320.00 CNY · orders 7",
        ),
        (
            {"month": "2024-12", "by": "account_manager_id", "segment": "E2"},
            "**Dec 2024 · Name of E2** · 6 customers · net revenue 13,800.00 CNY · gross profit 5,520.00 CNY",
        ),
        # C39 alone is Top.
        ({"month": "2024-12", "by": "layer", "segment": "Top"}, "**Dec 2024 · Top** · 1 customer · net revenue 4,000"),
        # First orders: in January 2023 the numbers that leave 2 when divided by three, from C02 to C38.
        ({"month": "2023-01", "measure": "new_customers", "months": "all"}, "**Jan 2023** · 13 customers"),
        ({"month": "2024-12", "measure": "new_customers"}, "**Dec 2024** · 0 customers"),
        ({"month": "2024-12", "measure": "layer_customers", "segment": "Small"}, "**Dec 2024 · Small** · 28 customers"),
    ],
)
def test_mark_opens_its_customers_with_the_sum_that_matches(trends, chosen, sums):
    at = trends(**chosen)
    assert_sound(at)
    assert sums in said(at)
    at.button(key="trend_back").click().run()
    assert_sound(at)
    assert sums not in said(at)
    assert "month" not in at.query_params
    assert "segment" not in at.query_params


def test_a_breakdown_moves_no_chart_to_another_place(trends):
    assert place_of(trends(by="region"), "trend_chart") == place_of(trends(), "trend_chart")


@pytest.mark.parametrize(("by", "codes"), [("region", ["East", "West"]), ("layer", ["Top", "Big", "Medium", "Small"])])
def test_every_bar_has_the_height_of_its_list(trends, by, codes):
    at = trends(by=by, months="12", measure="orders", month="2024-12")
    at.session_state["trend_behind"] = True
    at.run()
    latest = _table(at, "segment_0").iloc[1]  # December; January is a part month
    assert latest["whole"] == "13"
    for place, code in enumerate(codes):
        at.session_state["segment"] = code
        at.run()
        assert f"· orders {latest[f'segment_{place}']}" in said(at)


def test_list_is_paged_and_sorted_on_the_server(trends):
    at = trends(month="2023-12")
    table = _table(at, "customer_name")
    assert table["revenue"].tolist()[:2] == ["4,000.00", "3,700.00"]
    at.toggle(key="trend_list_ascending").set_value(True).run()
    assert_sound(at)
    assert _table(at, "customer_name")["customer_name"].iloc[0] == "客户00"


def test_table_has_a_row_per_month_the_latest_first_and_pages(trends):
    at = trends(by="region", months="all", compare="last_year")
    assert not [frame for frame in at.dataframe if "whole" in frame.value]
    at.session_state["trend_behind"] = True
    at.run()
    assert_sound(at)
    table = _table(at)
    assert len(table) == 24
    assert table["month_no"].tolist()[:2] == ["Jan 2025 (incomplete)", "Dec 2024"]
    assert table.iloc[1].tolist() == ["Dec 2024", "27,100.00", "13,300.00", "13,800.00", "28,700.00"]
    at.session_state["trend_table_page"] = 2
    at.run()
    assert _table(at)["month_no"].tolist() == ["Jan 2023"]


def test_month_before_those_shown_is_listed_too_because_a_comparison_leads_there(trends):
    at = trends(month="2023-01", months="12")
    assert_sound(at)
    assert "**Jan 2023** · 13 customers" in said(at)


def test_segment_that_is_not_here_is_a_sentence(trends):
    at = trends(month="2024-12", by="region", segment="Mars")
    assert_sound(at)
    assert "What the link has chosen in Dec 2024 is not shown here." in said(at)
    assert "**Dec 2024** · 13 customers" in said(at)


def test_another_breakdown_forgets_the_segment_and_keeps_the_month(trends):
    at = trends(month="2024-12", by="region", segment="East")
    at.selectbox(key="by").set_value("layer").run()
    assert_sound(at)
    assert "**Dec 2024** · 13 customers" in said(at)
    at.segmented_control(key="months").set_value("12").run()
    assert "**Dec 2024**" not in said(at)


def test_unknown_codes_in_the_link_are_named_and_the_usual_is_shown(trends):
    at = trends(measure="nonsense", by="colour", months="7")
    assert_sound(at)
    assert len(at.warning) == 1
    assert "measure = nonsense" in at.warning[0].value
    assert "In the 12 months to Dec 2024 net revenue" in at.header[0].value


def test_card_says_from_what_the_figure_was_made(trends):
    at = trends()
    at.session_state["trend_card"] = True
    at.run()
    assert_sound(at)
    parts = ("Exactly: 294,400.00 CNY", "In the period compared with: 328,000.00 CNY", "Customers counted: 36")
    for words in (*parts, "Formula: ", "Period: Jan 2024 to Dec 2024", "Compared with: Jan 2023", "Source: ", "Build "):
        assert words in said(at)
    at = trends(measure="active_customers")
    at.session_state["trend_card"] = True
    at.run()
    assert "Numerator: 144" in said(at)
    assert "Denominator: 12" in said(at)


CHINESE = {
    "revenue": "近12个月（截至2024年12月）净营收为 29.4万元，较此前12个月下降 10.2%。",
    "active_customers": "近12个月（截至2024年12月）月均成交客户数为 12，较此前12个月下降 10%。",
    "layer_customers": "2024年12月末成交客户数为 36，较2023年12月末下降 10%。",
}


@pytest.mark.parametrize("measure", CHINESE)
def test_sentences_in_chinese(trends, measure):
    at = trends(lang="zh_Hans", measure=measure, month="2024-12")
    assert_sound(at)
    assert at.title[0].value == "趋势分析"
    assert at.header[0].value == CHINESE[measure]
    assert "未满月" in said(at)


def test_account_manager_sees_own_months_only_and_is_offered_no_breakdown_by_manager(trends):
    at = trends(month="2024-12")
    at.selectbox(key="view_as").set_value("E1").run()
    assert_sound(at)
    # East is E1's: 160,000 in both years.
    assert "net revenue was CN¥160k, the same as in the 12 months before." in at.header[0].value
    assert "**Dec 2024** · 7 customers · net revenue 13,300.00 CNY" in said(at)
    assert "account_manager_id" not in at.selectbox(key="by").options
    assert "Account manager" not in at.selectbox(key="by").options


def test_segment_of_another_manager_is_nobody(trends):
    at = trends(month="2024-12", by="region", segment="West")
    at.selectbox(key="view_as").set_value("E1").run()
    assert_sound(at)
    assert "West" not in said(at).replace("segment=West", "")
    assert "What the link has chosen in Dec 2024 is not shown here." in said(at)


@pytest.fixture(scope="module")
def lines_and_targets(tmp_path_factory):
    """Nine product lines, L1 with 100 … L9 with 900 in January 2024 and again in February; targets of 5,000 a month."""
    home = tmp_path_factory.mktemp("homes") / "lines"
    customers = [Customer(name, manager=manager) for name, manager in (("A", "E1"), ("B", "E2"))]
    orders = [
        Order("AB"[number % 2], date(2024, month, number), f"{number * 100}", line=f"L{number}")
        for number in range(1, 10)
        for month in (1, 2)
    ]
    begins = 2024 * 12
    targets = [("company", "", "revenue", begins + month, "5000") for month in (0, 1)]
    targets += [("employee", "E1", "revenue", begins, "1000")]
    hand_made_build(home, customers, orders, data_through=date(2024, 2, 29), targets=targets)
    return home


def test_seven_largest_product_lines_and_the_others_with_their_customers(app, lines_and_targets):
    at = app(lines_and_targets, page="trends", by="product_line", period="month", month="2024-02", segment="~others")
    assert_sound(at)
    assert _names(_chart(at))[:8] == [*(f"L{number}" for number in range(9, 2, -1)), "Others (2)"]
    # L1 and L2: 100 of B (odd numbers) and 200 of A.
    assert "**Feb 2024 · Others (2)** · 2 customers · net revenue 300.00 CNY" in said(at)
    assert "appears once order lines" not in said(at)


def test_orders_by_product_line_are_lines_that_are_not_added_up(app, lines_and_targets):
    at = app(lines_and_targets, page="trends", by="product_line", measure="orders")
    assert_sound(at)
    assert {one["type"] for one in _chart(at)["data"]} == {"scatter"}
    assert "Not stacked" in said(at)
    assert "2 smaller ones are not shown." in said(at)


def test_target_is_a_line_and_its_attainment_a_figure(app, lines_and_targets):
    at = app(lines_and_targets, page="trends", period="month")
    assert_sound(at)
    assert "Target" in _names(_chart(at))
    # 4,500 of 5,000 in February.
    reached = next(metric for metric in at.metric if metric.label == "Target attainment")
    assert reached.value.startswith("90.0%")
    assert float(reached.delta) == -10.0
    at = app(lines_and_targets, page="trends", manager=["E1"], as_of="2024-01", period="month")
    # E1 has A: 200 + 400 + 600 + 800 = 2,000 of 1,000 in January, and no target in February.
    assert next(metric for metric in at.metric if metric.label == "Target attainment").value.startswith("200.0%")
    at = app(lines_and_targets, page="trends", manager=["E2"])
    assert "Target" not in _names(_chart(at))
    assert "Target attainment" not in _metrics(at)


def test_sentence_says_which_file_unlocks_product_lines(trends):
    assert "By product line appears once order lines with a product are imported" in said(trends())
    at = trends(by="product_line")
    assert_sound(at)
    assert _names(_chart(at)) == ["Net revenue", "12 months before"]


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "zh_Hans"])
@pytest.mark.parametrize(
    "measure", ["revenue", "profit", "orders", "active_customers", "new_customers", "layer_customers"]
)
@pytest.mark.parametrize(
    ("customers", "orders"),
    [
        ([Customer("A")], []),
        ([Customer("A")], [Order("A", date(2024, 1, 5), "10.00")]),
        ([Customer(name) for name in "ABC"], [Order(name, date(2024, 1, 5), "10.00") for name in "ABC"]),
        ([Customer("A")], [Order("A", date(2024, 1, 5), "-10.00"), Order("A", date(2024, 2, 5), "5.00")]),
    ],
    ids=["nothing ordered", "one customer", "all equal", "a return"],
)
def test_odd_companies(app, tmp_path, customers, orders, measure, lang):
    hand_made_build(tmp_path, customers, orders, data_through=date(2024, 2, 15))
    for by in ("none", "layer", "region"):
        at = app(tmp_path, page="trends", measure=measure, by=by, lang=lang, month="2024-01")
        assert_sound(at)
        assert len(at.header) == 1
