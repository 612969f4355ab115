"""What is agreed and ordered (data-model.md, 5.2 and 5.3)."""

from dashboard.data.tables.columns import ORDER_ID, PRODUCT_ID, column, customer_id
from dashboard.data.tables.contract import DATE, FLAG, MONEY, NUMBER, RATE, WHOLE, DateOrder, Numbering, Table

CONTRACTS = Table(
    "contracts",
    (
        column("contract_id", "合同编号, 合同号, 协议编号, 协议号, contract, contract no", required=True),
        customer_id(),
        column(
            "kind",
            "合同类型, 协议类型, 合同类别",
            allowed="framework 框架 框架协议|long_term 长期委托 长期|direct 直供|single 单笔 单次|other 其他",
        ),
        column("signed_on", "签订日期, 签约日期, 签署日期, signed", DATE),
        column("start_on", "起始日期, 生效日期, 开始日期, start date", DATE, en="Starts on"),
        column("end_on", "到期日期, 终止日期, 结束日期, 截止日期, end date", DATE, en="Ends on"),
        column("amount", "合同金额, 协议金额, 合同总额", MONEY, unit="yuan"),
        column("agreed_qty", "协议量, 协议数量, 合同数量", MONEY, en="Agreed quantity"),
        column("agreed_unit", "协议量单位, 单位"),
        column("auto_renew", "自动续约, 自动续签, 是否自动续签", FLAG, en="Renews itself"),
        column("sole_supply", "独家供货, 是否独家", FLAG),
        column("share_agreed", "份额, 约定份额", NUMBER, unit="share", least=0, most=1, en="Agreed share"),
        column("status", "状态, 合同状态"),
    ),
    key=("contract_id",),
    telling=("contract_id", "customer_id"),
    amounts=("amount",),
    period="signed_on",
    date_orders=(DateOrder("start_on", "end_on"),),
    titles=("Contracts", "合同"),
)

ORDERS = Table(
    "orders",
    (
        column("order_id", ORDER_ID, required=True, spare="单号, 单据号, 单据编码"),
        # a list without numbers of customers has only their names: they stand for the number then
        customer_id(
            spare="客户, 购货单位, 往来单位, 客户简称, 客户名称, customer name, customer/vendor name, cardname"
        ),
        column(
            "contract_id", "合同号, 合同编号, 销售合同号, blanket agreement, 一揽子协议", to="contracts", zh="合同编号"
        ),
        column(
            "order_date",
            "订单日期, 下单日期, 受理日期, 委托日期, 送检日期, 签订日期, 订货日期, 销售日期, date",
            DATE,
            required=True,
            spare=(
                "过账日期, posting date, docdate, 单据日期, 日期, 业务日期, document date, taxdate, 制单日期, 创建日期"
            ),
        ),
        column(
            "order_type",
            "订单类型, 业务类型, 任务来源",
            spare="单据类型, 销售类型, 交易类型, document type, doctype, 凭证类型",
        ),
        column("is_rush", "是否加急, 加急, 急件", FLAG),
        column(
            "requested_date", "要求日期, 客户要求交期, 要货日期, 需求日期, 客户要求日期, requested", DATE, zh="要求日期"
        ),
        column("first_promised_date", "首次承诺日期, 原承诺交期", DATE),
        column(
            "promised_date",
            "承诺日期, 约定交期, 应完成日期, 计划交货日期, 预计交货日期, 承诺交期, promised",
            DATE,
            spare="交货日期, 预发货日期, 计划发货日期, 交期, delivery date, due date, docduedate, 到期日, 发货日期",
        ),
        column("completed_date", "完成日期, 实际交期, 交付日期, 报告签发日期, delivered, completed", DATE),
        column(
            "sales_employee_id",
            "业务员, 销售员, 销售人员, 业务员名称, 销售业务员, sales employee, slpname, 销售员工, 销售雇员",
            spare="业务员编码, 职员, 人员, sales employee code, slpcode, 销售员工代码, 负责人",
            en="Sales employee",
            zh="业务员",
            to="employees",
        ),
        column("operator_id", "经办人, 检验员, 操作员", en="Operator", zh="经办人", to="employees"),
        column("approver_id", "审批人, 签发人, 审核人", en="Approver", zh="审批人", to="employees"),
        column("channel", "渠道, 销售渠道, 渠道类型"),
        column("currency", "币种, 币别, 币名, 结算币别, document currency, doccur, 单据货币, 货币", en="Currency"),
        column("fx_rate", "汇率, exchange rate, document rate, docrate, 单据汇率", RATE, en="Exchange rate"),
        column("direct_cost", "成本, 直接成本, cost", MONEY, spare="成本金额, 销售成本", unit="yuan"),
        column(
            "net_amount",
            "不含税金额, 净额, 销售额, 无税金额, 未税金额, 原币无税金额, 金额(不含税), 税前总计, "
            "total before discount, net",
            MONEY,
            spare="无税金额合计, 本币无税金额, 金额, 原币金额, 本币金额, 金额(本位币)",
            unit="yuan",
        ),
        column(
            "tax_amount",
            "税额, 原币税额, 税额合计, 总税额, total tax, vatsum, tax",
            MONEY,
            spare="本币税额, 税额(本位币)",
            unit="yuan",
        ),
        column(
            "gross_amount",
            "订单金额, 含税金额, 合计金额, 检测费, 运费收入, gross, 价税合计, 原币价税合计, 订单总额, 总金额, "
            "订单含税金额, "
            "合计含税金额, 金额(含税), document total, doctotal, 单据总计, 凭证总计",
            MONEY,
            spare="金额, amount, 本币价税合计, 本币含税金额, 价税合计(本位币)",
            unit="yuan",
            zh="含税金额",
        ),
        column("status", "状态, 订单状态, 单据状态, document status, docstatus", spare="审核状态, 关闭状态"),
        column("result_use", "报告用途, 结果用途"),
        column("product_line", "产品线, 业务线"),
        column("region", "地区, 区域, 销售区域, 所属地区"),
    ),
    key=("order_id",),
    telling=("order_id", "customer_id", "order_date"),
    amounts=("net_amount", "gross_amount"),
    period="order_date",
    date_orders=(
        DateOrder("order_date", "requested_date"),
        DateOrder("order_date", "first_promised_date"),
        DateOrder("order_date", "promised_date"),
        DateOrder("order_date", "completed_date"),
    ),
    titles=("Sales orders", "订单"),
)

ORDER_LINES = Table(
    "order_lines",
    (
        column("order_id", ORDER_ID, required=True, to="orders", spare="单号, 单据号, 单据编码"),
        column("line_no", "行号, 项次, line, 订单行号, 分录号, row number, linenum, line number", WHOLE, en="Line"),
        column("product_id", PRODUCT_ID, to="products"),
        column(
            "qty",
            "数量, 销售数量, 订货数量, 订单数量, quantity",
            MONEY,
            en="Quantity",
            spare="主数量, 基本数量",
        ),
        column("unit", "单位, 计量单位, 销售单位, 主计量, uom code, 计量单位代码", spare="主计量单位, 基本单位"),
        column(
            "unit_price",
            "单价, 无税单价, 原币无税单价, 不含税单价, 未税单价, price, unit price",
            MONEY,
            unit="yuan",
            spare="本币无税单价",
        ),
        column(
            "discount", "折扣, 折扣额, 原币折扣额, 折扣金额", MONEY, spare="折扣率, 扣率, discount %, discprcnt, 折扣%"
        ),
        column(
            "net_amount",
            "不含税金额, 无税金额, 未税金额, 原币无税金额, 金额(不含税), net, row total, linetotal, 行总计",
            MONEY,
            spare="金额, amount, 原币金额, 本币无税金额, 本币金额, 金额(本位币)",
            unit="yuan",
        ),
        column("direct_cost", "成本, 直接成本, 成本金额, cost", MONEY, unit="yuan", spare="销售成本, item cost"),
        column(
            "promised_date",
            "承诺日期, promised, 计划交货日期, 预计交货日期, 承诺交期",
            DATE,
            spare=(
                "交货日期, 预发货日期, 计划发货日期, 要货日期, row delivery date, shipdate, 行交货日期, delivery date"
            ),
        ),
        column("is_return", "退货, 是否退货", FLAG),
    ),
    key=("order_id", "line_no"),
    telling=("order_id", "product_id"),
    amounts=("net_amount",),
    titles=("Order lines", "订单明细"),
    numbering=Numbering("order_id", "line_no"),
)
