-- The targets of one metric, added up over those who have one.
-- Grain: one row per month in which every one asked for has a target. Parameters: $scope_type, $scope_ids (list of text),
-- $metric, $first_month, $last_month (month numbers).
select
    month_no,
    sum(target_value) as target_value,
from target
where scope_type = $scope_type
    and list_contains(cast($scope_ids as varchar[]), scope_id)
    and metric_id = $metric
    and month_no between $first_month and $last_month
group by month_no
having count(distinct scope_id) = len(cast($scope_ids as varchar[]))
order by month_no
