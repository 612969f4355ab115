"""What an import would do to the figures, in words for a terminal."""

from collections.abc import Iterator
from itertools import zip_longest

from dashboard.data.importing.effect import Effect, Figures


def effect_lines(effect: Effect | None) -> list[str]:
    if effect is None:
        return ["The figures would not change."]
    return list(_lines(effect))


def _lines(effect: Effect) -> Iterator[str]:
    before, after = effect.data_through
    yield f"Data through: {before or '-'} -> {after}"
    yield from _figures(effect.now, effect.then)
    if effect.then_moved:
        yield from _figures(None, effect.then_moved)
    for change in effect.closed_months:
        yield (
            f"Closed month {change.month} would change: revenue {change.revenue[0]:,.2f} -> {change.revenue[1]:,.2f}, "
            f"customers {change.customers[0]:,} -> {change.customers[1]:,}"
        )
    if effect.now and not effect.closed_months:
        yield "No closed month would change."
    for code, (was, will) in effect.notes.items():
        yield f"Note {code}: {was:,} -> {will:,}"
    if effect.imports_waiting:
        yield f"{effect.imports_waiting} imports that are not in the build yet are in these figures too."


def _figures(now: Figures | None, then: Figures) -> Iterator[str]:
    yield f"Twelve months to {then.as_of}:"
    yield f"  customers: {f'{now.customers:,}' if now else '-'} -> {then.customers:,}"
    yield f"  orders: {f'{now.orders:,}' if now else '-'} -> {then.orders:,}"
    yield f"  revenue: {f'{now.revenue:,.2f}' if now else '-'} -> {then.revenue:,.2f}"
    for was, will in zip_longest(now.layers if now else (), then.layers):
        old = f"{was.customers:,} customers, {was.revenue:,.2f}" if was else "-"
        yield f"  {will.layer}: {old} -> {will.customers:,} customers, {will.revenue:,.2f}"
