"""Headers of order and customer exports as ERP systems print them, each with the column that it must find.

Written down by hand from these public descriptions of the systems' own names (looked up 2026-11):

用友 U8     field list of SO_SOMain and SO_SODetails (订单号, 客户编号, 制单人, 审核人, 汇率, 税率 …):
            m.wenku365.com/p-51087471.html, m.bdocx.com/doc/18430017.html; customer file (客户编码, 客户简称,
            所属分类,
            分管部门, 专管业务员): kuwei3.com/answer/173554.html, gzkzkj.com/remenzixun/1707.html
用友 YonBIP sales order list interface (单据编号, 单据日期, 合计含税金额, 原币/本币 …):
            bbs.qeasy.cloud/d/5290, bbs.qeasy.cloud/d/9115, bbs.qeasy.cloud/d/9798
金蝶云星空  sales order form (单据编号, 日期, 客户, 物料编码, 销售数量, 含税单价 …):
            qeasy.cloud/solution-strategy/7a7b69ca-392b-36c7-ae9d-c89df7185286; customer query (客户编码, 简称,
            纳税登记号, 销售员 …):
            qeasy.cloud/solution-article/2403
金蝶 K/3    order book as in its interface (购货单位, 产品代码, 产品名称, 价税合计(本位币) …); no public list of all
            columns was found, so this one is the least certain
SAP B1      descriptions of ORDR/OPCH, RDR1, OCRD (Document Number, Customer/Vendor Code, Posting Date …):
            biuan.com/OPCH, biuan.com/CRD3, sap.erpref.com/?schema=BusinessOne9.3&table=ACRD; field names: the same
            pages,
            schemas.apis.io/schemas/sap/sap-business-one-service-layer-order; Chinese names as in queries of Chinese
            companies (过账日期, 客户编码, 客户名称): github.com/MrKassadin/HANA-SQL

The value is ``table.column``; ``None``: the contracts have no place for it. 原币 stands before 本币 where a list has
            both.
"""

U8_ORDERS = {
    "业务类型": "orders.order_type", "销售类型": None, "订单号": "orders.order_id", "订单日期": "orders.order_date",
    "客户编码": "orders.customer_id", "客户简称": "customers.short_name", "客户名称": "customers.customer_name",
    "销售部门": None, "业务员": "orders.sales_employee_id", "币种": "orders.currency", "汇率": "orders.fx_rate",
    "税率": None, "存货编码": "order_lines.product_id", "存货名称": "products.product_name", "规格型号": None,
    "主计量": "order_lines.unit", "数量": "order_lines.qty", "报价": None, "含税单价": None,
    "无税单价": "order_lines.unit_price", "无税金额": "order_lines.net_amount", "税额": "orders.tax_amount",
    "价税合计": "orders.gross_amount", "折扣额": "order_lines.discount", "预发货日期": "orders.promised_date",
    "预完工日期": None, "累计发货数量": None, "累计开票金额": None, "制单人": None, "审核人": "orders.approver_id",
    "行号": "order_lines.line_no", "合同编号": "orders.contract_id", "状态": "orders.status",
}  # fmt: skip

U8_ORDERS_WITHOUT_CODES = {
    "业务类型": "orders.order_type", "订 单 号": "orders.order_id", "订单日期": "orders.order_date",
    "客户简称": "orders.customer_id", "币种": "orders.currency", "汇率": "orders.fx_rate",
    "业 务 员": "orders.sales_employee_id", "销售部门": None, "存货编码": "order_lines.product_id",
    "存货名称": "products.product_name", "规格型号": None, "主计量单位": "order_lines.unit", "数量": "order_lines.qty",
    "原币无税单价": "order_lines.unit_price", "原币无税金额": "order_lines.net_amount", "原币税额": "orders.tax_amount",
    "原币价税合计": "orders.gross_amount", "本币无税金额": None, "本币税额": None, "本币价税合计": None,
    "预发货日期": "orders.promised_date", "制单人": None, "审核人": "orders.approver_id",
}  # fmt: skip

U8_CUSTOMERS = {
    "客户编码": "customers.customer_id", "客户名称": "customers.customer_name", "客户简称": "customers.short_name",
    "客户分类名称": "customers.customer_type", "地区名称": "customers.region_code", "所属行业": "customers.industry",
    "客户总公司编码": "customers.parent_customer_id", "税号": "customers.credit_code", "法人": None, "开户银行": None,
    "银行账号": None, "分管部门名称": "customers.department", "专管业务员名称": "customers.account_manager_id",
    "地址": "customers.address", "邮政编码": None, "联系人": None, "电话": None, "手机": None,
    "信用等级": "customers.credit_rating", "信用额度": "customers.credit_limit",
    "信用期限": "customers.payment_terms_days", "发展日期": "customers.first_contact_date", "停用日期": None,
    "客户级别名称": "customers.service_tier", "备注": "customers.remark", "变更日期": "customers.kyc_confirmed_at",
}  # fmt: skip

YONBIP_ORDERS = {
    "单据编号": "orders.order_id", "单据日期": "orders.order_date", "交易类型名称": None, "销售组织名称": None,
    "销售部门": None, "客户编码": "orders.customer_id", "客户名称": "customers.customer_name",
    "销售业务员": "orders.sales_employee_id", "币种": "orders.currency", "汇率": "orders.fx_rate",
    "合计含税金额": "orders.gross_amount", "商品编码": "order_lines.product_id", "商品名称": "products.product_name",
    "规格描述": None, "销售单位": "order_lines.unit", "数量": "order_lines.qty", "无税单价": "order_lines.unit_price",
    "含税单价": None, "无税金额": "order_lines.net_amount", "税额": "orders.tax_amount",
    "计划发货日期": "orders.promised_date", "订单状态": "orders.status", "客户采购订单号": None, "备注": None,
}  # fmt: skip

KINGDEE_CLOUD_ORDERS = {
    "单据类型": "orders.order_type", "单据编号": "orders.order_id", "日期": "orders.order_date", "销售组织": None,
    "客户": "orders.customer_id", "单据状态": "orders.status", "关闭状态": None, "销售员": "orders.sales_employee_id",
    "销售部门": None, "结算币别": "orders.currency", "物料编码": "order_lines.product_id",
    "物料名称": "products.product_name", "规格型号": None, "销售单位": "order_lines.unit",
    "销售数量": "order_lines.qty", "单价": "order_lines.unit_price", "含税单价": None, "税率%": None,
    "税额": "orders.tax_amount", "金额": "order_lines.net_amount", "价税合计": "orders.gross_amount",
    "要货日期": "orders.requested_date", "计划交货日期": "orders.promised_date", "是否赠品": None, "累计出库数量": None,
    "创建人": None, "审核人": "orders.approver_id",
}  # fmt: skip

KINGDEE_CLOUD_CUSTOMERS = {
    "*客户编码": "customers.customer_id", "*客户名称": "customers.customer_name", "简称": "customers.short_name",
    "单据状态": None, "禁用状态": "customers.status", "创建组织": None, "使用组织": None, "国家": None,
    "地区": "customers.region_code", "通讯地址": "customers.address", "联系电话": None, "传真": None,
    "纳税登记号": "customers.credit_code", "客户分组": "customers.customer_type",
    "对应集团客户": "customers.parent_customer_id", "结算币别": None, "销售部门": "customers.department",
    "销售员": "customers.account_manager_id", "收款条件": None, "创建日期": "customers.first_contact_date",
    "修改日期": "customers.kyc_confirmed_at", "备注": "customers.remark",
}  # fmt: skip

K3_ORDERS = {
    "日期": "orders.order_date", "单据编号": "orders.order_id", "购货单位": "orders.customer_id",
    "币别": "orders.currency", "汇率": "orders.fx_rate", "产品代码": "order_lines.product_id",
    "产品名称": "products.product_name", "规格型号": None, "单位": "order_lines.unit", "数量": "order_lines.qty",
    "单价": "order_lines.unit_price", "含税单价": None, "金额": "order_lines.net_amount",
    "金额（本位币）": None, "税率(%)": None, "税额": "orders.tax_amount", "税额（本位币）": None,
    "价税合计": "orders.gross_amount", "价税合计（本位币）": None, "折扣额": "order_lines.discount",
    "交货日期": "orders.promised_date", "部门": None, "业务员": "orders.sales_employee_id", "制单": None,
    "审核": None, "关闭标志": None,
}  # fmt: skip

K3_CUSTOMERS = {
    "代码": "customers.customer_id", "名称": "customers.customer_name", "简称": "customers.short_name",
    "地址": "customers.address", "区域": "customers.region_code", "行业": "customers.industry", "联系人": None,
    "电话": None, "移动电话": None, "传真": None, "邮编": None, "税务登记号": "customers.credit_code", "开户银行": None,
    "专营业务员": "customers.account_manager_id", "分管部门": "customers.department",
    "信用额度": "customers.credit_limit", "信用级别": "customers.credit_rating", "状态": "customers.status",
}  # fmt: skip

SAP_ORDERS = {
    "Document Number": "orders.order_id", "Document Status": "orders.status", "Posting Date": "orders.order_date",
    "Due Date": "orders.promised_date", "Document Date": None, "Customer/Vendor Code": "orders.customer_id",
    "Customer/Vendor Name": "customers.customer_name", "Customer/Vendor Ref. No.": None,
    "Document Currency": "orders.currency", "Document Rate": "orders.fx_rate", "Total Tax": "orders.tax_amount",
    "Total Discount": None, "Document Total": "orders.gross_amount", "Gross Profit": None,
    "Sales Employee": "orders.sales_employee_id", "Remarks": None, "Row Number": "order_lines.line_no",
    "Item No.": "order_lines.product_id", "Item/Service Description": "products.product_name",
    "Quantity": "order_lines.qty", "Unit Price": "order_lines.unit_price", "Row Total": "order_lines.net_amount",
    "UoM Code": "order_lines.unit", "Warehouse Code": None,
}  # fmt: skip

SAP_ORDER_FIELDS = {
    "DocEntry": None, "DocNum": "orders.order_id", "DocStatus": "orders.status", "DocDate": "orders.order_date",
    "DocDueDate": "orders.promised_date", "TaxDate": None, "CardCode": "orders.customer_id",
    "CardName": "customers.customer_name", "NumAtCard": None, "DocCur": "orders.currency",
    "DocRate": "orders.fx_rate", "VatSum": "orders.tax_amount", "DiscSum": None, "DocTotal": "orders.gross_amount",
    "SlpCode": "orders.sales_employee_id", "Comments": None, "LineNum": "order_lines.line_no",
    "ItemCode": "order_lines.product_id", "Dscription": "products.product_name", "Quantity": "order_lines.qty",
    "Price": "order_lines.unit_price", "LineTotal": "order_lines.net_amount", "ShipDate": "order_lines.promised_date",
    "WhsCode": None,
}  # fmt: skip

SAP_ORDERS_IN_CHINESE = {
    "单据编号": "orders.order_id", "单据状态": "orders.status", "过账日期": "orders.order_date",
    "交货日期": "orders.promised_date", "单据日期": None, "客户/供应商代码": "orders.customer_id",
    "客户/供应商名称": "customers.customer_name", "单据货币": "orders.currency", "单据汇率": "orders.fx_rate",
    "单据总计": "orders.gross_amount", "销售员工": "orders.sales_employee_id", "注释": None,
    "物料编号": "order_lines.product_id", "物料/服务描述": "products.product_name", "数量": "order_lines.qty",
    "单价": "order_lines.unit_price", "行总计": "order_lines.net_amount", "仓库代码": None,
}  # fmt: skip

SAP_CUSTOMERS = {
    "BP Code": "customers.customer_id", "BP Name": "customers.customer_name", "BP Foreign Name": "customers.short_name",
    "BP Type": None, "Group Code": "customers.customer_type", "Bill-to Street": "customers.address",
    "Bill-to City": "customers.city", "Bill-to State": "customers.province", "Bill-to Zip Code": None,
    "Telephone 1": None, "Contact Person": None, "Remarks": "customers.remark", "Account Balance": None,
    "Payment Terms Code": None, "Credit Limit": "customers.credit_limit", "Federal Tax ID": "customers.credit_code",
    "Sales Employee": "customers.account_manager_id", "Territory": "customers.region_code",
    "Creation Date": "customers.first_contact_date", "Date of Update": "customers.kyc_confirmed_at",
    "Active": "customers.status",
}  # fmt: skip

ORDER_LISTS = {
    "用友 U8 销售订单列表": U8_ORDERS, "用友 U8 without codes": U8_ORDERS_WITHOUT_CODES, "用友 YonBIP": YONBIP_ORDERS,
    "金蝶云星空 销售订单": KINGDEE_CLOUD_ORDERS, "金蝶 K/3 销售订单": K3_ORDERS, "SAP B1 ORDR and RDR1": SAP_ORDERS,
    "SAP B1 field names": SAP_ORDER_FIELDS, "SAP B1 in Chinese": SAP_ORDERS_IN_CHINESE,
}  # fmt: skip
CUSTOMER_LISTS = {
    "用友 U8 客户档案": U8_CUSTOMERS, "金蝶云星空 客户": KINGDEE_CLOUD_CUSTOMERS, "金蝶 K/3 客户": K3_CUSTOMERS,
    "SAP B1 OCRD": SAP_CUSTOMERS,
}  # fmt: skip
