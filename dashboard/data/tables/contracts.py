"""The contracts of all tables that can be imported (data-model.md, 5.2 to 5.6)."""

from dataclasses import replace

from dashboard.data.tables.contract import DATE, FLAG, LONG, MONEY, RATE, TEXT, WHOLE, Column, Table


def _column(name: str, aliases: str = "", type: str = TEXT, *, required: bool = False) -> Column:
    return Column(name, type, tuple(part.strip() for part in aliases.split(",") if part.strip()), required)


_CUSTOMER_ID = (
    "客户编号, 客户编码, 客户代码, 客户ID, 客户 ID, 用户编号, 委托方编号, 单位编号, 客户号, customer, customer no"
)
_ORDER_ID = "订单号, 订单编号, 订单 ID, 订单ID, 单据编号, 委托单号, 受理编号, 运单号, order, order no, order number"
_EMPLOYEE_ID = "工号, 员工编号, 业务员编号, employee, employee no"
_PRODUCT_ID = "产品编号, 物料编码, 检测项目编号, product, product no"

CUSTOMERS = Table(
    "customers",
    (
        _column("customer_id", _CUSTOMER_ID, required=True),
        _column(
            "customer_name",
            "客户名称, 客户, 客户全称, 单位名称, 企业名称, 公司名称, 委托单位, 委托方, 用户名称, 购货单位, name",
        ),
        _column("short_name", "简称, 客户简称"),
        _column("credit_code", "统一社会信用代码, 社会信用代码, 信用代码, 税号, 纳税人识别号"),
        _column("parent_customer_id", "上级客户, 集团编号, 所属集团, 母公司, 总公司"),
        _column("customer_type", "客户类型, 客户类别, 客户性质, 单位性质"),
        _column("industry_code", "行业代码, 国民经济行业"),
        _column("industry", "行业, 所属行业, 行业类别"),
        _column("end_use", "用途, 产品用途, 最终用途, 应用领域, 结果用途, 报告用途, 检测目的"),
        _column("region_code", "地区, 区域, 所在地, 行政区划, region"),
        _column("province", "省份, 省"),
        _column("city", "城市, 地市"),
        _column("address", "地址, 详细地址, 注册地址, 通讯地址"),
        _column("enterprise_size", "企业规模, 规模"),
        _column("employees", "员工人数, 从业人数", WHOLE),
        _column("registered_capital", "注册资本, 注册资金", MONEY),
        _column("operating_status", "经营状况, 经营状态, 企业状态, 登记状态"),
        _column("service_tier", "客户等级, 客户级别, 用户级别, 分级, 客户分级"),
        _column("pyramid_override", "价值层级"),
        _column("acquisition_channel", "客户来源, 来源渠道, 获客渠道"),
        _column("first_contact_date", "首次接触日期, 建档日期, 创建日期, 登记日期, 开户日期", DATE),
        _column("account_manager_id", "客户经理, 客户主管, 负责人, 业务员, 销售员, 跟进人, account manager"),
        _column("department", "所属部门, 归属部门, 业务部门"),
        _column("is_benchmark", "标杆客户, 影响力客户", FLAG),
        _column("is_mandated", "指令性任务单位, 政府任务, 监督抽查单位", FLAG),
        _column("credit_limit", "信用额度, 授信额度", MONEY),
        _column("credit_rating", "信用等级, 信用评级"),
        _column("payment_terms_days", "账期, 付款账期, 信用期", WHOLE),
        _column("loyalty_program_level", "会员等级"),
        _column("points", "积分", LONG),
        _column("status", "状态, 客户状态"),
        _column("kyc_confirmed_at", "资料更新日期, 最近核实日期, 更新时间", DATE),
        _column("remark", "备注, 说明"),
    ),
    key=("customer_id",),
    telling=("customer_id", "customer_name"),
)

EMPLOYEES = Table(
    "employees",
    (
        _column("employee_id", _EMPLOYEE_ID, required=True),
        _column("name", "姓名, 员工姓名, employee name"),
        _column("department", "部门, 所属部门"),
        _column("unit", "科室, 分公司, 区域"),
        _column("role", "岗位, 职务"),
        _column("manager_id", "上级, 直属领导"),
        _column("speciality", "专业, 专长"),
        _column("capacity_hours_month", "月可用工时", MONEY),
        _column("active_from", "入职日期", DATE),
        _column("active_to", "离职日期", DATE),
    ),
    key=("employee_id",),
    telling=("employee_id", "name"),
)

PRODUCTS = Table(
    "products",
    (
        _column("product_id", _PRODUCT_ID, required=True),
        _column("product_name", "产品名称, 品名, 项目名称, name"),
        _column("line_id", "产品线, 业务线, 服务类别, 品种, 检测领域, product line"),
        _column("category", "类别"),
        _column("unit", "单位"),
        _column("launched_on", "上市日期, 能力新增日期", DATE),
        _column("is_service", "是否服务", FLAG),
        _column("standard_cost", "标准成本", MONEY),
    ),
    key=("product_id",),
    telling=("product_id", "product_name"),
)

ORDERS = Table(
    "orders",
    (
        _column("order_id", _ORDER_ID, required=True),
        _column("customer_id", _CUSTOMER_ID, required=True),
        _column("contract_id", "合同号, 合同编号"),
        _column("order_date", "订单日期, 下单日期, 受理日期, 委托日期, 送检日期, 签订日期, date", DATE, required=True),
        _column("order_type", "订单类型, 业务类型, 任务来源"),
        _column("is_rush", "是否加急, 加急, 急件", FLAG),
        _column("requested_date", "要求日期, 客户要求交期, requested", DATE),
        _column("first_promised_date", "首次承诺日期, 原承诺交期", DATE),
        _column("promised_date", "承诺日期, 约定交期, 应完成日期, 计划交货日期, promised", DATE),
        _column("completed_date", "完成日期, 实际交期, 交付日期, 报告签发日期, delivered, completed", DATE),
        _column("sales_employee_id", "业务员"),
        _column("operator_id", "经办人, 检验员, 操作员"),
        _column("approver_id", "审批人, 签发人"),
        _column("channel", "渠道, 销售渠道"),
        _column("currency", "币种"),
        _column("fx_rate", "汇率", RATE),
        _column("direct_cost", "成本, 直接成本, cost", MONEY),
        _column("net_amount", "不含税金额, 净额, 销售额, net", MONEY),
        _column("tax_amount", "税额, tax", MONEY),
        _column("gross_amount", "金额, 订单金额, 含税金额, 合计金额, 检测费, 运费收入, amount, gross", MONEY),
        _column("status", "状态, 订单状态"),
        _column("result_use", "报告用途, 结果用途"),
        _column("product_line", "产品线, 业务线"),
        _column("region", "地区, 区域"),
    ),
    key=("order_id",),
    telling=("order_id", "customer_id", "order_date"),
    amounts=("net_amount", "gross_amount"),
)

ORDER_LINES = Table(
    "order_lines",
    (
        _column("order_id", _ORDER_ID, required=True),
        _column("line_no", "行号, 项次, line", WHOLE),
        _column("product_id", _PRODUCT_ID),
        _column("qty", "数量, quantity", MONEY),
        _column("unit", "单位"),
        _column("unit_price", "单价, price", MONEY),
        _column("discount", "折扣", MONEY),
        _column("net_amount", "不含税金额, 金额, amount, net", MONEY),
        _column("direct_cost", "成本, 直接成本, 成本金额, cost", MONEY),
        _column("promised_date", "承诺日期, promised", DATE),
        _column("is_return", "退货", FLAG),
    ),
    key=("order_id", "line_no"),
    telling=("order_id", "product_id"),
    amounts=("net_amount",),
)

TARGETS = Table(
    "targets",
    (
        _column("scope_type", "目标类型, 对象类型, 目标对象类型, 目标范围", required=True),
        replace(_column("scope_id", "目标对象, 对象编号, 目标对象编号, 考核对象"), blank=""),
        _column("metric_id", "指标, 目标指标, 考核指标, metric", required=True),
        replace(_column("period_month", "月份, 目标月份, 考核月份, month", DATE, required=True), is_month=True),
        _column("value", "目标值, 目标, 销售目标, 任务额, 目标金额, target", MONEY, required=True),
    ),
    key=("scope_type", "scope_id", "metric_id", "period_month"),
    telling=("scope_type", "metric_id", "period_month", "value"),
)

DEPARTMENTS = Table(
    "departments",
    (
        _column("department_id", "部门编号, 部门代码, 部门编码, department, department no", required=True),
        _column("name", "部门名称, department name"),
        _column("parent_id", "上级部门, 上级部门编号, 上级部门代码"),
        _column("kind", "部门类型, 部门类别, 部门性质"),
    ),
    key=("department_id",),
    telling=("department_id", "name"),
)

CONTACTS = Table(
    "contacts",
    (
        _column("contact_id", "联系人编号, 联系人ID, contact, contact no", required=True),
        _column("customer_id", _CUSTOMER_ID, required=True),
        _column("name", "联系人, 姓名, 联系人姓名, contact name"),
        _column("position", "职务, 职位"),
        _column("level", "层级"),
        _column("phone", "电话, 联系电话, 座机, telephone"),
        _column("mobile", "手机, 手机号, 移动电话"),
        _column("email", "邮箱, 电子邮件"),
        _column("wechat", "微信, 微信号"),
        _column("birthday_mmdd", "生日, birthday"),
        _column("is_primary", "是否主要联系人, 主要联系人", FLAG),
        _column("influence", "影响力", WHOLE),
        _column("stance", "态度"),
        _column("consent_survey", "是否同意调查", FLAG),
        _column("consent_contact", "是否同意联系", FLAG),
        _column("valid_to", "离职日期, 失效日期", DATE),
    ),
    key=("contact_id",),
    telling=("contact_id", "customer_id"),
)

ASSIGNMENTS = Table(
    "assignments",
    (
        _column("customer_id", _CUSTOMER_ID, required=True),
        _column("employee_id", f"{_EMPLOYEE_ID}, 归属人员, 归属人, 员工姓名, 姓名", required=True),
        replace(_column("role", "归属角色, 角色, 归属类型"), blank=""),
        _column("valid_from", "归属开始日期, 分配日期, 开始日期", DATE, required=True),
        _column("valid_to", "归属结束日期, 结束日期", DATE),
    ),
    key=("customer_id", "employee_id", "role", "valid_from"),
    telling=("customer_id", "employee_id", "valid_from"),
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        ORDERS,
        ORDER_LINES,
        CUSTOMERS,
        EMPLOYEES,
        PRODUCTS,
        TARGETS,
        DEPARTMENTS,
        CONTACTS,
        ASSIGNMENTS,
    )
}
