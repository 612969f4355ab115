"""Short ways to write a contract down, and the headers that several tables share."""

from typing import Any

from dashboard.data.tables.contract import TEXT, Allowed, Column, UnknownPolicy

CUSTOMER_ID = (
    "客户编号, 客户编码, 客户代码, 客户ID, 客户 ID, 用户编号, 委托方编号, 单位编号, 客户号, 往来单位编码, "
    "购货单位编码, "
    "购货单位代码, 客户/供应商代码, customer, customer no, customer no., customer code, customer/vendor code, bp code, "
    "cardcode"
)
ORDER_ID = (
    "订单号, 订单编号, 订单 ID, 订单ID, 单据编号, 委托单号, 受理编号, 运单号, 销售订单号, 销售订单编号, order, "
    "order no, "
    "order no., order number, sales order no, sales order number, document number, docnum"
)
EMPLOYEE_ID = "工号, 员工编号, 业务员编号, 职员编号, 人员编码, employee, employee no"
PRODUCT_ID = (
    "产品编号, 物料编码, 检测项目编号, 产品编码, 产品代码, 存货编码, 存货编号, 商品编码, 商品编号, 物料编号, 物料代码, "
    "product, product no, product code, item, item no., item number, item code, itemcode"
)


def words(text: str) -> tuple[str, ...]:
    """The parts of a list with commas."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def column(
    name: str, aliases: str = "", type: str = TEXT, *, required: bool = False, en: str = "", zh: str = "",
    to: str = "", unknown: UnknownPolicy = "flag", spare: str = "", allowed: str = "", personal: bool = False,
    **rest: Any,
) -> Column:  # fmt: skip
    """A column. ``allowed``: values with their words, ``complaint 投诉|appeal 申诉``; the first is what is kept."""
    return Column(
        name, type, words(aliases), required, allowed=_allowed(allowed), refers_to=to, unknown=unknown,
        is_personal=personal, titles=(en, zh), spare=words(spare), **rest,
    )  # fmt: skip


def _allowed(text: str) -> tuple[Allowed, ...]:
    entries = [entry.split() for entry in text.split("|") if entry.strip()]
    return tuple(Allowed(value, tuple(others)) for value, *others in entries)


def customer_id(*, required: bool = True, unknown: UnknownPolicy = "flag", spare: str = "") -> Column:
    """The customer that a row is about."""
    return column("customer_id", CUSTOMER_ID, required=required, to="customers", unknown=unknown, spare=spare)


def order_id(*, required: bool = False, unknown: UnknownPolicy = "flag") -> Column:
    """The order that a row is about."""
    return column("order_id", ORDER_ID, required=required, to="orders", unknown=unknown)


def product_id() -> Column:
    """The product that a row is about."""
    return column("product_id", PRODUCT_ID, to="products")
