"""Our own house: people, departments, who looks after whom, what is sold, targets (data-model.md, 5.2)."""

from dashboard.data.tables.columns import EMPLOYEE_ID, PRODUCT_ID, column, customer_id
from dashboard.data.tables.contract import DATE, FLAG, MONEY, DateOrder, Table

EMPLOYEES = Table(
    "employees",
    (
        column("employee_id", EMPLOYEE_ID, required=True),
        column("name", "姓名, 员工姓名, employee name", personal=True),
        column("department", "部门, 所属部门", to="departments"),
        column("unit", "科室, 分公司, 区域", en="Office or branch"),
        column("role", "岗位, 职务", en="Job"),
        column("manager_id", "上级, 直属领导", en="Superior", to="employees"),
        column("speciality", "专业, 专长"),
        column("capacity_hours_month", "月可用工时", MONEY, unit="hours", en="Hours a month"),
        column("active_from", "入职日期", DATE, en="Joined on"),
        column("active_to", "离职日期", DATE, en="Left on"),
    ),
    key=("employee_id",),
    telling=("employee_id", "name"),
    date_orders=(DateOrder("active_from", "active_to"),),
    titles=("Employees", "员工"),
)

DEPARTMENTS = Table(
    "departments",
    (
        column("department_id", "部门编号, 部门代码, 部门编码, department, department no", required=True),
        column("name", "部门名称, department name"),
        column("parent_id", "上级部门, 上级部门编号, 上级部门代码", en="Department above", to="departments"),
        column("kind", "部门类型, 部门类别, 部门性质"),
    ),
    key=("department_id",),
    telling=("department_id", "name"),
    titles=("Departments", "部门"),
)

ASSIGNMENTS = Table(
    "assignments",
    (
        customer_id(),
        column("employee_id", f"{EMPLOYEE_ID}, 归属人员, 归属人, 员工姓名, 姓名", required=True, to="employees"),
        column("role", "归属角色, 角色, 归属类型", blank=""),
        column("valid_from", "归属开始日期, 分配日期, 开始日期", DATE, required=True),
        column("valid_to", "归属结束日期, 结束日期", DATE),
    ),
    key=("customer_id", "employee_id", "role", "valid_from"),
    telling=("customer_id", "employee_id", "valid_from"),
    date_orders=(DateOrder("valid_from", "valid_to"),),
    titles=("Account teams", "客户归属"),
)

PRODUCTS = Table(
    "products",
    (
        column("product_id", PRODUCT_ID, required=True),
        column(
            "product_name",
            "产品名称, 品名, 项目名称, 物料名称, 存货名称, 商品名称, name, item description, item/service description, "
            "dscription, itemname, 物料描述, 物料/服务描述",
        ),
        column("line_id", "产品线, 业务线, 服务类别, 品种, 检测领域, product line", en="Product line"),
        column("category", "类别, 产品类别, 物料组, item group", spare="存货分类, 存货大类, 物料分组"),
        column("unit", "单位, 计量单位, 主计量", spare="主计量单位, 基本单位"),
        column("launched_on", "上市日期, 能力新增日期", DATE),
        column("is_service", "是否服务", FLAG),
        column("standard_cost", "标准成本", MONEY, unit="yuan"),
    ),
    key=("product_id",),
    telling=("product_id", "product_name"),
    titles=("Products", "产品"),
)

_BUSINESS = "pre_sale 售前 pre-sale|sale 销售 售中|after_sale 售后 after-sale"

PRODUCT_LINES = Table(
    "product_lines",
    (
        column(
            "line_id", "产品线编号, 产品线编码, 业务线编号, product line no", required=True, en="Product line number"
        ),
        column("line_name", "产品线名称, 业务线名称", en="Product line name"),
        column("parent_line_id", "上级产品线, 上级业务线", to="product_lines", en="Product line above"),
        column("business_type", "业务阶段, 业务性质", allowed=_BUSINESS),
        column("is_new_capability", "是否新能力, 新能力", FLAG),
        column("target_segment", "目标客群, 目标客户群"),
    ),
    key=("line_id",),
    telling=("line_id", "line_name"),
    titles=("Product lines", "产品线"),
)


TARGETS = Table(
    "targets",
    (
        column("scope_type", "目标类型, 对象类型, 目标对象类型, 目标范围", required=True, en="Whose kind"),
        column("scope_id", "目标对象, 对象编号, 目标对象编号, 考核对象", blank="", en="Whose target"),
        column("metric_id", "指标, 目标指标, 考核指标, metric", required=True, en="Metric"),
        column("period_month", "月份, 目标月份, 考核月份, month", DATE, required=True, is_month=True, en="Month"),
        column("value", "目标值, 目标, 销售目标, 任务额, 目标金额, target", MONEY, required=True, en="Target value"),
    ),
    key=("scope_type", "scope_id", "metric_id", "period_month"),
    telling=("scope_type", "metric_id", "period_month", "value"),
    titles=("Targets", "目标"),
)
