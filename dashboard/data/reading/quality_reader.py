"""The part of the Reader that answers for the page of data quality."""

import numpy as np
import pandas as pd

from dashboard.data.reading import quality
from dashboard.data.reading.company_customers import company_customers
from dashboard.data.reading.customer_lists import customer_texts
from dashboard.data.reading.layered_reader import LayeredReader
from dashboard.data.reading.masking import check_not_masked, masked
from dashboard.data.reading.quality import DataGaps
from dashboard.data.reading.queries import query_columns
from dashboard.data.tables import TABLES
from dashboard.logic.customer_file import (
    CustomerFiles,
    FileFacts,
    file_facts,
    file_shares,
    incomplete_first,
    missing_fields,
    section_bits,
)
from dashboard.logic.data_quality import MissingTable, missing_tables
from dashboard.logic.decided_tiers import TIER_ROWS
from dashboard.logic.file_policy import DEFAULT_POLICY, FilePolicy
from dashboard.logic.problems import Problem

FILE_GROUPS = ("service_tier", "department", "account_manager_id", "region")
"""What completeness is told apart by."""
KEPT = 16


class QualityReader(LayeredReader):
    """See ``Reader``."""

    def data_gaps(self) -> DataGaps:
        """M69: what is empty in the data of the customers in scope, what to fix first on top."""
        key = ("data_gaps", self.viewer.scope)
        return self.marts.remember(key, lambda: quality.data_gaps(self.marts, self.viewer.scope), keep=KEPT)

    def field_quality(self) -> pd.DataFrame:
        """One row per imported table and column (mart ``field_quality``; null = not known). Raises Problem for a viewer
        without scope *all*: these are figures of the whole company."""
        self._check_all()
        return _frame(query_columns(self.marts, "field_quality", needs=("field_quality",)))

    def field_batches(self, table: str, column: str) -> pd.DataFrame:
        """The imports that brought the cells of one column, the newest first. For scope *all* only."""
        self._check_all()
        return _frame(
            query_columns(self.marts, "field_batches", needs=("field_batch",), table_name=table, column_name=column)
        )

    def missing_tables(self) -> tuple[MissingTable, ...]:
        """Tables that were never imported, with the figures that wait for them. For scope *all* only."""
        self._check_all()
        return missing_tables(TABLES, [name for name, count in self.build.tables.items() if count.batches])

    def files(self, policy: FilePolicy = DEFAULT_POLICY) -> tuple[CustomerFiles, FileFacts]:
        """M23 and M24 of the customers in scope, at the day the data reach."""
        _, files, facts = self._files(policy)
        return files, facts

    def file_shares(self, by: str = "service_tier", policy: FilePolicy = DEFAULT_POLICY) -> pd.DataFrame:
        """``logic.customer_file.file_shares`` by a column of FILE_GROUPS; a decided tier as one of TIER_ROWS, None =
        not given. Raises Problem for a masked column."""
        if by not in FILE_GROUPS:
            raise Problem(
                "Files are told apart by {columns}, not by {column}.", columns=", ".join(FILE_GROUPS), column=by
            )
        check_not_masked(by, self.viewer)
        numbers, files, facts = self._files(policy)
        if by == "service_tier":
            return file_shares(facts, files.tier.astype(np.intp), TIER_ROWS)
        dimension = company_customers(self.marts).dimensions[by]
        return file_shares(facts, dimension.codes[numbers].astype(np.intp), dimension.values)

    def incomplete_files(
        self,
        *,
        section: str | None = None,
        tier: str | None = None,
        offset: int = 0,
        limit: int = 25,
        policy: FilePolicy = DEFAULT_POLICY,
    ) -> tuple[pd.DataFrame, int]:
        """(one page of the customers who lack a required field of the section, of a decided tier; how many there are).

        Most revenue first. Columns: customer_id, customer_name, service_tier, account_manager_id, account_manager_name,
        revenue (absolute, int64 money units), required, good, missing (names of fields, "a, b"), confirmed_on.
        """
        check_not_masked("revenue", self.viewer)
        numbers, files, facts = self._files(policy)
        places = incomplete_first(files, facts, bits=section_bits(section))
        if tier is not None:
            places = places[files.tier[places] == TIER_ROWS.index(tier)]
        shown = places[offset : offset + limit]
        texts = customer_texts(self.marts, numbers[shown])
        required, good = facts.required[shown], facts.good[shown]
        frame = pd.DataFrame(
            {
                "customer_id": pd.Series(texts["customer_id"], dtype=object),
                "customer_name": pd.Series(texts["customer_name"], dtype=object),
                "service_tier": pd.Series([TIER_ROWS[one] for one in files.tier[shown]], dtype=object),
                "account_manager_id": pd.Series(texts["account_manager_id"], dtype=object),
                "account_manager_name": pd.Series(texts["account_manager_name"], dtype=object),
                "revenue": files.weight[shown],
                "required": np.bitwise_count(required).astype(np.int64),
                "good": np.bitwise_count(good).astype(np.int64),
                "missing": pd.Series(
                    [", ".join(missing_fields(int(r), int(g))) for r, g in zip(required, good, strict=True)],
                    dtype=object,
                ),
                "confirmed_on": files.confirmed_on[shown].astype("datetime64[s]"),
            }
        )
        return masked(frame, self.viewer), len(places)

    def _files(self, policy: FilePolicy) -> tuple[np.ndarray, CustomerFiles, FileFacts]:
        def make() -> tuple[np.ndarray, CustomerFiles, FileFacts]:
            numbers, files = quality.visible_files(self.marts, self.viewer.scope)
            return numbers, files, file_facts(files, policy, on=self.build.data_through)

        return self.marts.remember(("customer_files", self.viewer.scope, policy), make, keep=2)

    def _check_all(self) -> None:
        if not self.viewer.scope.all:
            raise Problem("How the company's tables are filled is shown to those who see all customers.")


def _frame(columns: dict) -> pd.DataFrame:
    """As objects: what is not known is None, and whole numbers stay whole."""
    return pd.DataFrame({name: pd.Series(array.to_pylist(), dtype=object) for name, array in columns.items()})
