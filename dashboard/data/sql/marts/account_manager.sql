-- purpose: those who have customers, stubs included
-- grain: one row per account manager
-- order: account_manager_id nulls last
select
    account_manager_id,
    cast(min(account_manager_name) as string) as account_manager_name,
    cast(min(case when is_manager_known then 1 else 0 end) = 1 as boolean) as is_known,
    cast(count(*) as bigint) as customers
from customer
where account_manager_id is not null
group by account_manager_id
