"""What is delivered, invoiced and paid, and what it costs (data-model.md, 5.3)."""

from dashboard.data.tables.columns import column, customer_id, order_id, product_id
from dashboard.data.tables.contract import DATE, FLAG, MONEY, WHOLE, DateOrder, Table

DELIVERIES = Table(
    "deliveries",
    (
        column(
            "delivery_id", "发货单号, 交货单号, 出库单号, 发运单号, delivery, delivery no", required=True, zh="发货单号"
        ),
        order_id(),
        column("line_no", "行号, 项次, 订单行号", WHOLE, en="Order line"),
        column("shipped_on", "发货日期, 发运日期, 出库日期, 起运日期, shipped", DATE),
        column("arrived_on", "到货日期, 签收日期, 送达日期, 交付日期, arrived", DATE),
        column("promised_arrival", "承诺到货日期, 约定到货日期, 要求到货日期", DATE, en="Promised to arrive on"),
        column("qty_shipped", "发货数量, 发运数量, 出库数量", MONEY, en="Quantity shipped", spare="数量"),
        column("qty_received", "实收数量, 签收数量, 到货数量", MONEY, en="Quantity received"),
        column("damaged_qty", "货损数量, 破损数量", MONEY, least=0, en="Quantity damaged"),
        column("damaged_value", "货损金额", MONEY, least=0, unit="yuan"),
        column("short_qty", "货差数量, 短少数量, 货差", MONEY, least=0, en="Quantity short"),
        column("short_value", "货差金额, 短少金额", MONEY, least=0, unit="yuan", en="Value short"),
        column("carrier", "承运商, 承运人, 物流公司"),
        column("on_time", "是否准时, 准时", FLAG),
    ),
    key=("delivery_id",),
    telling=("delivery_id",),
    period="shipped_on",
    date_orders=(DateOrder("shipped_on", "arrived_on"),),
    titles=("Deliveries", "发运交付"),
)

INVOICES = Table(
    "invoices",
    (
        column("invoice_id", "发票号, 发票号码, 发票编号, invoice, invoice no", required=True),
        customer_id(required=False),
        order_id(),
        column("invoice_date", "开票日期, 发票日期", DATE),
        column("amount", "开票金额, 发票金额, 价税合计", MONEY, unit="yuan", spare="金额"),
        column("due_date", "应收日期, 到期日, 应收到期日, due", DATE),
    ),
    key=("invoice_id",),
    telling=("invoice_id",),
    amounts=("amount",),
    period="invoice_date",
    date_orders=(DateOrder("invoice_date", "due_date"),),
    titles=("Invoices", "发票"),
)

PAYMENTS = Table(
    "payments",
    (
        column("payment_id", "回款编号, 收款单号, 回款单号, 收款编号, payment, payment no", required=True),
        customer_id(required=False),
        column("invoice_id", "发票号, 发票号码, 发票编号, invoice no", to="invoices"),
        column("paid_on", "回款日期, 收款日期, 到账日期, paid", DATE),
        column("amount", "回款金额, 收款金额, 到账金额", MONEY, unit="yuan", spare="金额"),
    ),
    key=("payment_id",),
    telling=("payment_id",),
    amounts=("amount",),
    period="paid_on",
    titles=("Payments", "回款"),
)

_COSTS = (
    "travel 差旅 差旅费|rush 加急 加急费|rework 返工 返工费|compensation 赔偿 赔偿金|return 退运 退货|"
    "storage 仓储 仓储费|"
    "visit 拜访 拜访费|support 技术支持|other 其他"
)

SERVICE_COSTS = Table(
    "service_costs",
    (
        column("cost_id", "费用编号, 成本编号, 费用单号", required=True),
        customer_id(required=False),
        order_id(),
        column("cost_date", "费用日期, 发生日期, 成本日期", DATE),
        column("kind", "费用类型, 费用类别, 成本类型", allowed=_COSTS),
        column("amount", "费用金额, 成本金额, 服务成本", MONEY, unit="yuan", spare="金额"),
        column("source", "来源, 数据来源"),
    ),
    key=("cost_id",),
    telling=("cost_id",),
    amounts=("amount",),
    period="cost_date",
    titles=("Service costs", "服务成本"),
)

INSPECTIONS = Table(
    "inspections",
    (
        column("inspection_id", "检验编号, 检验单号, 质检单号", required=True),
        order_id(),
        product_id(),
        column("inspected_on", "检验日期, 质检日期", DATE),
        column("qty", "检验数量, 送检数量", MONEY, least=0, en="Quantity", spare="数量"),
        column("nonconforming_qty", "不合格数量, 不良数量", MONEY, least=0, en="Quantity that failed"),
        column("defect_code", "缺陷代码, 不良代码, 缺陷类型"),
        column("first_pass", "一次合格, 是否一次合格", FLAG, en="Passed at once"),
    ),
    key=("inspection_id",),
    telling=("inspection_id",),
    period="inspected_on",
    titles=("Inspections", "质量检验"),
)
