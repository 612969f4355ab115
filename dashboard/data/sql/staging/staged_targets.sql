-- purpose: the targets as they stand now, scope and metric under the one name that the marts know (null: not known here)
-- grain: one row per target
select
    cast(
        case
            when lower(trim(t.scope_type)) in ('company', '公司', '全公司', '本公司', '总公司') then 'company'
            when lower(trim(t.scope_type)) in ('department', '部门') then 'department'
            when lower(trim(t.scope_type)) in (
                'employee', 'account manager', 'account_manager', '员工', '人员', '客户经理', '客户主管', '业务员', '销售员'
            ) then 'employee'
            when lower(trim(t.scope_type)) in ('customer', '客户') then 'customer'
            when lower(trim(t.scope_type)) in ('line', 'product line', 'product_line', '产品线', '业务线') then 'line'
        end as string
    ) as scope_type,
    cast(coalesce(trim(t.scope_id), '') as string) as scope_id,
    cast(
        case
            when lower(trim(t.metric_id)) in (
                'revenue', 'net revenue', 'net_revenue', '净营收', '营收', '销售额', '销售收入', '营业收入', '收入'
            ) then 'revenue'
            when lower(trim(t.metric_id)) in ('profit', 'gross profit', 'gross_profit', '毛利', '毛利额') then 'profit'
            when lower(trim(t.metric_id)) in ('active_customers', 'active customers', '成交客户数') then 'active_customers'
            when lower(trim(t.metric_id)) in ('new_customers', 'new customers', '新增客户数', '新客户数') then 'new_customers'
            when lower(trim(t.metric_id)) in ('orders', '订单数', '订单量') then 'orders'
        end as string
    ) as metric_id,
    cast(year(t.period_month) * 12 + month(t.period_month) - 1 as int) as month_no,
    t.value as target_value
from raw_targets as t
where not exists (
    select 1 from superseded_targets as s where s.batch_id = t.batch_id and s.row_no = t.row_position
)
