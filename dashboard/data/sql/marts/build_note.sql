-- purpose: what the build had to decide or leave out; read into the manifest, not published
-- grain: one row per note code
-- rule: metrics.md, Orders: lines win over a header that differs by more than the rounding (half a cent per figure);
--       a header known only with tax is not compared; lines of unknown orders stay out and are counted;
--       a target is not used if its scope or metric is not known here, or if another one says the same in other words
with compared as (
    select
        sum(
            case
                when
                    o.is_tax_known
                    and abs(cast(o.header_net as decimal(19, 4)) * coalesce(r.rate, 1) - t.net_amount)
                    > 0.005 * (t.lines + 1) * greatest(coalesce(r.rate, 1), 1)
                    then 1
                else 0
            end
        ) as mismatches,
        sum(case when o.order_id is null then t.lines end) as orphans
    from order_total as t
    left join staged_orders as o on o.order_id = t.order_id
    left join order_rate as r on r.order_id = t.order_id
)
select
    cast('HEADER_SUM_MISMATCH' as string) as code,
    cast(coalesce(mismatches, 0) as bigint) as count_noted
from compared
union all
select
    cast('ORPHAN_LINES' as string) as code,
    cast(coalesce(orphans, 0) as bigint) as count_noted
from compared
union all
select
    cast('ORDERS_CONVERTED' as string) as code,
    cast(count(rate) as bigint) as count_noted
from order_rate
union all
select
    cast('ORDERS_WITHOUT_RATE' as string) as code,
    cast(count(*) - count(rate) as bigint) as count_noted
from order_rate
union all
select
    cast('CUSTOMERS_NOT_ON_FILE' as string) as code,
    cast(coalesce(sum(case when is_on_file then 0 else 1 end), 0) as bigint) as count_noted
from customer
union all
select
    cast('NAMES_UNKNOWN' as string) as code,
    cast(coalesce(sum(case when is_name_known then 0 else 1 end), 0) as bigint) as count_noted
from customer
union all
select
    cast('MANAGERS_UNKNOWN' as string) as code,
    cast(coalesce(sum(case when is_known then 0 else 1 end), 0) as bigint) as count_noted
from account_manager
union all
select
    cast('TARGETS_NOT_USED' as string) as code,
    cast(loaded.targets - used.targets as bigint) as count_noted
from (select count(*) as targets from staged_targets) as loaded
cross join (select count(*) as targets from target) as used
