-- purpose: every customer on file or known only from an order, with the manager resolved
-- grain: one row per customer; customer_no counts from 0 in the order of customer_id
-- order: customer_no nulls last
-- rule: is_in_touch: a contact is on file, which makes a Prospect of who never ordered (metrics.md, Layers)
-- rule: contracts.md: a manager given as text resolves by employee id, else by unique name, else to a flagged stub;
--       the name defaults to the id, flagged. Dates are those of ordered orders.
with from_orders as (
    select
        customer_id,
        min(case when is_ordered then order_date end) as first_order_on,
        max(case when is_ordered then order_date end) as last_order_on
    from staged_orders
    group by customer_id
),
unique_names as (
    select
        employee_name,
        min(employee_id) as employee_id,
        min(department) as department
    from staged_employees
    where employee_name is not null
    group by employee_name
    having count(*) = 1
),
on_file as (
    select
        c.customer_id,
        c.customer_name,
        c.service_tier,
        coalesce(by_id.employee_id, by_name.employee_id, c.manager_text) as account_manager_id,
        case
            when by_id.employee_id is not null then coalesce(by_id.employee_name, by_id.employee_id)
            else c.manager_text
        end as account_manager_name,
        by_id.employee_id is not null or by_name.employee_id is not null as is_manager_known,
        coalesce(c.department, by_id.department, by_name.department) as department,
        c.region,
        c.industry,
        c.parent_customer_id,
        c.first_contact_date
    from staged_customers as c
    left join staged_employees as by_id on by_id.employee_id = c.manager_text
    left join unique_names as by_name on by_name.employee_name = c.manager_text
),
in_touch as (
    select distinct customer_id
    from staged_contacts
),
everyone as (
    select
        coalesce(c.customer_id, o.customer_id) as customer_id,
        c.customer_id is not null as is_on_file,
        c.customer_name,
        c.service_tier,
        c.account_manager_id,
        c.account_manager_name,
        c.is_manager_known,
        c.department,
        c.region,
        c.industry,
        c.parent_customer_id,
        c.first_contact_date,
        o.first_order_on,
        o.last_order_on
    from from_orders as o
    full outer join on_file as c on c.customer_id = o.customer_id
)
select
    cast(row_number() over (order by e.customer_id nulls last) - 1 as int) as customer_no,
    e.customer_id,
    cast(coalesce(e.customer_name, e.customer_id) as string) as customer_name,
    cast(e.customer_name is not null as boolean) as is_name_known,
    cast(e.is_on_file as boolean) as is_on_file,
    cast(t.customer_id is not null as boolean) as is_in_touch,
    e.service_tier,
    e.account_manager_id,
    e.account_manager_name,
    cast(coalesce(e.is_manager_known, false) as boolean) as is_manager_known,
    e.department,
    e.region,
    e.industry,
    e.parent_customer_id,
    e.first_contact_date,
    e.first_order_on,
    e.last_order_on
from everyone as e
left join in_touch as t on t.customer_id = e.customer_id
