"""Who buys: customers, what is written about them, the people there, what they could buy (data-model.md, 5.2)."""

from dashboard.data.tables.columns import CUSTOMER_ID, column, customer_id
from dashboard.data.tables.contract import DATE, FLAG, LONG, MONEY, NUMBER, SMALL, WHOLE, Table

CUSTOMERS = Table(
    "customers",
    (
        column(
            "customer_id",
            CUSTOMER_ID,
            required=True,
            # a master file calls its own key just "code": taken where nothing says more
            spare="编码, 代码, 编号, 往来单位编号, code, no., number",
        ),
        column(
            "customer_name",
            "客户名称, 客户, 客户全称, 单位名称, 企业名称, 公司名称, 委托单位, 委托方, 用户名称, 购货单位, "
            "往来单位名称, "
            "客户/供应商名称, name, customer/vendor name, bp name, cardname",
            spare="名称, 全称",
        ),
        column("short_name", "简称, 客户简称, 往来单位简称, bp foreign name, cardfname"),
        column(
            "credit_code",
            "统一社会信用代码, 社会信用代码, 信用代码, 税号, 纳税人识别号, 纳税登记号, 税务登记号, 纳税人登记号, "
            "federal tax id, tax id, lictradnum, 联邦税号",
            is_unique=True,
        ),
        column(
            "parent_customer_id",
            "上级客户, 集团编号, 所属集团, 母公司, 总公司, 客户总公司编码, 客户总公司, 对应集团客户, 上级客户编码, "
            "consolidating business partner, fathercard, 合并业务伙伴",
            zh="上级客户",
            to="customers",
        ),
        column(
            "customer_type",
            "客户类型, 客户类别, 客户性质, 单位性质, 客户分类, 客户分组, 所属分类, 客户分类名称, group, group code, "
            "groupcode, customer group, 组, 组代码, 业务伙伴组",
            spare="所属分类码, 客户分类编码, 分类, 往来单位分类",
        ),
        column("industry_code", "行业代码, 国民经济行业, 行业编码, 行业分类编码"),
        column("industry", "行业, 所属行业, 行业类别, 行业分类, 行业名称"),
        column("end_use", "用途, 产品用途, 最终用途, 应用领域, 结果用途, 报告用途, 检测目的"),
        column(
            "region_code",
            "地区, 区域, 所在地, 行政区划, 所属地区, 地区名称, 销售区域, region, territory, 地域",
            spare="所属地区码, 地区编码",
            en="Region",
            zh="地区",
        ),
        column("province", "省份, 省, 省/自治区, 所在省, state, bill-to state, 州/省"),
        column("city", "城市, 地市, 市, 所在城市, 市县, bill-to city, 收票方城市"),
        column(
            "address",
            "地址, 详细地址, 注册地址, 通讯地址, 单位地址, 客户地址, 联系地址, bill-to street, 收票方街道, street",
            personal=True,
            spare="发货地址, 收货地址, ship-to street, mailaddres",
        ),
        column("enterprise_size", "企业规模, 规模"),
        column("employees", "员工人数, 从业人数, 职工人数, 人数", WHOLE, en="Number of employees"),
        column("registered_capital", "注册资本, 注册资金", MONEY, unit="yuan"),
        column("operating_status", "经营状况, 经营状态, 企业状态, 登记状态"),
        column("service_tier", "客户等级, 客户级别, 用户级别, 分级, 客户分级, 等级, 客户级别名称", en="Customer tier"),
        column("pyramid_override", "价值层级", en="Value layer by hand"),
        column("acquisition_channel", "客户来源, 来源渠道, 获客渠道"),
        column(
            "first_contact_date",
            "首次接触日期, 建档日期, 创建日期, 登记日期, 开户日期, 发展日期, creation date, createdate, "
            "production date",
            DATE,
            spare="创建时间, 建档时间",
        ),
        column(
            "account_manager_id",
            "客户经理, 客户主管, 负责人, 业务员, 销售员, 跟进人, 专管业务员, 专营业务员, 分管业务员, "
            "专管业务员名称, account manager, "
            "sales employee, slpname, 销售员工, 销售雇员",
            spare="专管业务员编码, 业务员编码, sales employee code, slpcode, 销售员工代码",
            en="Account manager",
            zh="客户经理",
            to="employees",
        ),
        column(
            "department",
            "所属部门, 归属部门, 业务部门, 分管部门, 分管部门名称, 专管部门, 专营部门, 销售部门",
            spare="分管部门编码, 部门",
        ),
        column("is_benchmark", "标杆客户, 影响力客户", FLAG),
        column("is_mandated", "指令性任务单位, 政府任务, 监督抽查单位", FLAG, en="Tests by order of the state"),
        column(
            "credit_limit",
            "信用额度, 授信额度, 信用限额, 信控额度, credit limit, creditline, 信用额度限制",
            MONEY,
            unit="yuan",
        ),
        column("credit_rating", "信用等级, 信用评级, 信用级别"),
        column(
            "payment_terms_days",
            "账期, 付款账期, 信用期, 信用期限, 账期天数, 收款期限, 信用天数",
            WHOLE,
            unit="days",
        ),
        column("loyalty_program_level", "会员等级"),
        column("points", "积分", LONG),
        column(
            "status",
            "状态, 客户状态, 停用状态, 启用状态, 使用状态, 禁用状态",
            spare="是否停用, 停用, 冻结, active, validfor",
        ),
        column(
            "kyc_confirmed_at",
            "资料更新日期, 最近核实日期, 更新时间, 修改日期, 变更日期, 最后修改日期, date of update, updatedate",
            DATE,
            en="Record confirmed on",
        ),
        column("remark", "备注, 说明, 描述, 备注信息, remarks, notes, free text", spare="客户备注"),
    ),
    key=("customer_id",),
    telling=("customer_id", "customer_name"),
    titles=("Customer records", "客户"),
)

_SECTIONS = (
    "sales_ability 销售能力|growth_potential 发展潜力|concept 经营观念|direction 经营方向|policy 经营政策|"
    "features 经营特点|"
    "market_position 市场地位|competitor_relation 与竞争者的关系|sales_activity 销售活动现状|"
    "problems 存在的问题|outlook 未来展望|"
    "image 形象|reputation 声誉|finance 财务状况|credit 信用状况|preference 偏好|other 其他"
)

CUSTOMER_PROFILES = Table(
    "customer_profiles",
    (
        customer_id(),
        column("section", "档案项目, 项目, 评价项目, 栏目", required=True, allowed=_SECTIONS),
        column("value", "内容, 评价, 描述, 评价内容", en="What is known"),
        column("score", "评分, 得分, 分值", SMALL),
        column("assessed_at", "评价日期, 评估日期, 记录日期", DATE, en="Assessed on"),
        column("assessed_by", "评价人, 评估人, 记录人"),
    ),
    key=("customer_id", "section"),
    telling=("customer_id", "section"),
    titles=("Customer profiles", "客户评价"),
)

CONTACTS = Table(
    "contacts",
    (
        column("contact_id", "联系人编号, 联系人ID, 联系人编码, 联系人代码, contact, contact no", required=True),
        customer_id(),
        column("name", "联系人, 姓名, 联系人姓名, contact name, contact person", personal=True, zh="联系人姓名"),
        column("position", "职务, 职位"),
        column("level", "层级", en="Level in the company"),
        column("phone", "电话, 联系电话, 座机, 固定电话, telephone", personal=True),
        column("mobile", "手机, 手机号, 移动电话, 手机号码", personal=True),
        column("email", "邮箱, 电子邮件, 电子邮箱, e-mail", personal=True),
        column("wechat", "微信, 微信号", personal=True, en="WeChat"),
        column("birthday_mmdd", "生日, birthday", personal=True, en="Birthday"),
        column("is_primary", "是否主要联系人, 主要联系人", FLAG, en="Main contact"),
        column("influence", "影响力", WHOLE),
        column("stance", "态度"),
        column("consent_survey", "是否同意调查", FLAG, en="Agrees to surveys"),
        column("consent_contact", "是否同意联系", FLAG, en="Agrees to be contacted"),
        column("valid_to", "离职日期, 失效日期", DATE, en="Left on"),
    ),
    key=("contact_id",),
    telling=("contact_id", "customer_id"),
    titles=("Contacts", "联系人"),
)

CUSTOMER_POTENTIAL = Table(
    "customer_potential",
    (
        customer_id(),
        column("line_id", "产品线, 业务线, 品种, product line", blank="", to="product_lines", zh="产品线"),
        column("period_year", "年份, 年度, year", WHOLE, required=True, least=1900, most=2999, en="Year"),
        column("total_spend", "年需求额, 采购总额, 年采购额, 需求总额", MONEY, unit="yuan", least=0),
        column("total_qty", "年需求量, 采购总量", MONEY, least=0, en="Total quantity"),
        column("our_share_estimate", "我司份额, 占有率, 份额", NUMBER, unit="share", least=0, most=1, en="Our share"),
        column("main_competitor", "主要竞争对手, 竞争对手"),
        column("source", "来源, 数据来源, 信息来源"),
        column("confidence", "可信度, 置信度", SMALL, least=0, most=100),
        column("noted_on", "记录日期, 登记日期", DATE),
        column("noted_by", "记录人, 登记人"),
    ),
    key=("customer_id", "line_id", "period_year"),
    telling=("customer_id", "period_year", "total_spend"),
    amounts=("total_spend",),
    titles=("Demand and share", "需求与份额"),
)
