"""Some 350 messy files: every record of each is accepted or rejected, rows and amounts reconcile, nothing is lost."""

from decimal import Decimal

import pytest

from dashboard.logic.problems import Problem
from tests.data.importing.messy_files import FAULTS, Messy, messy_files

CORPUS = messy_files()


def test_the_corpus_is_large_and_varied():
    assert len(CORPUS) >= 300
    assert len({messy.dialect for messy in CORPUS}) > 100
    assert len({messy.content for messy in CORPUS}) == len(CORPUS)


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_every_record_is_accounted_for(home, fault):
    for messy in CORPUS:
        if messy.name.startswith(fault + "-"):
            _check(home, messy)


def _check(home, messy: Messy) -> None:
    report = _report(home, messy)
    if report is None:
        return
    assert report.read == report.accepted + report.rejected, messy.name
    assert report.amount_read == report.amount_accepted + report.amount_rejected, messy.name
    assert report.amount_accepted >= sum(messy.accepted.values(), Decimal(0)), messy.name
    stored = dict(home.rows("orders", "order_id, net_amount"))
    assert stored == messy.accepted, messy.name
    if messy.rejected is not None:
        assert report.rejected == messy.rejected, (messy.name, report.reasons)
        assert report.read == sum(row is not None for row in messy.rows), messy.name


def _report(home, messy: Messy):
    """The report of the import, in the place of what was there; the encoding is named where it could not be told."""
    file = home.file(f"{messy.name}.csv", messy.content)
    before = home.state()
    for options in ({}, {"encoding": messy.dialect.encoding.removesuffix("-be")}):
        try:
            return home.run(file, mode="replace", **options).batches[0]
        except Problem as problem:
            assert home.state() == before, messy.name
            said = str(problem)
    assert messy.may_ask, (messy.name, said)
    return None
