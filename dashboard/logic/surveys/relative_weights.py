"""How much each question has to do with overall satisfaction, although they all go together (metrics.md, M49).

Relative weights share out R squared, the part of the differences in overall satisfaction that the questions explain:
they are never negative and add up to it. Source: Johnson 2000, A heuristic method for estimating the relative weight
of predictor variables in multiple regression (Multivariate Behavioral Research 35).

People answer "does not know" to many questions, so that hardly anybody may have answered all. Each correlation is taken
over those who answered both questions (pairwise, as the R package rwa does unless told otherwise). Such correlations
need not fit together; where answers are missing their matrix is made a proper one (Rousseeuw and
Molenberghs 1993, eigenvalue method). The limit: who has no answer is taken to be like who has one.
"""

import numpy as np

LEAST_EIGENVALUE = 0.01
"""Our own choice: below it a direction of the matrix is noise, and dividing by it would blow noise up."""
BLOCK = 4096
"""Responses taken at a time, which bounds memory."""
_NEGLIGIBLE = 1e-9


def pairwise_correlations(scores: np.ndarray, counts: np.ndarray | None = None) -> np.ndarray:
    """sets x columns x columns: the correlation of each two columns over the responses that have both, 0 where one of
    them does not vary there, 1 with itself.

    scores   responses x columns, float, nan = no rating
    counts   sets x responses: how often each response counts in each set (weights, or draws of a bootstrap); None =
             one set, everybody once
    """
    size, width = scores.shape
    sets = np.ones((1, size)) if counts is None else counts
    kind = sets.dtype if sets.dtype.kind == "f" else np.dtype(np.float32)
    rated = ~np.isnan(scores)
    first, second = np.triu_indices(width)
    sums = np.zeros((len(sets), 6, len(first)))
    for start in range(0, size, BLOCK):
        rows = slice(start, start + BLOCK)
        mask = rated[rows].astype(kind)
        value = np.where(rated[rows], _standard(scores, rated)[rows], 0.0).astype(kind)
        one, other, both_one, both_other = value[:, first], value[:, second], mask[:, first], mask[:, second]
        parts = (
            both_one * both_other, one * both_other, both_one * other, one * one * both_other,
            both_one * other * other, one * other,
        )  # fmt: skip
        sums += (sets[:, rows].astype(kind, copy=False) @ np.concatenate(parts, axis=1)).reshape(sums.shape)
    n, x, y, xx, yy, xy = np.moveaxis(sums, 1, 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        spread = (xx - x * x / n) * (yy - y * y / n)
        flat = (xx - x * x / n <= _TINY * n) | (yy - y * y / n <= _TINY * n)
        found = (xy - x * y / n) / np.sqrt(spread)
    found = np.where(flat | ~np.isfinite(found), 0.0, np.clip(found, -1.0, 1.0))
    matrix = np.zeros((len(sets), width, width))
    matrix[:, first, second] = found
    matrix[:, second, first] = found
    matrix[:, np.arange(width), np.arange(width)] = 1.0
    return matrix


_TINY = 1e-5
"""A variance below it, against that of the whole column, is rounding: single precision carries seven digits."""


def _standard(scores: np.ndarray, rated: np.ndarray) -> np.ndarray:
    """Columns with mean 0 and deviation 1: correlations stay the same, and sums keep their digits."""
    n = np.maximum(rated.sum(axis=0), 1)
    mean = np.where(rated, scores, 0.0).sum(axis=0) / n
    away = np.where(rated, scores - mean, 0.0)
    deviation = np.sqrt((away**2).sum(axis=0) / n)
    return away / np.where(deviation > 0, deviation, 1.0)


def proper_correlations(matrix: np.ndarray, least: float = LEAST_EIGENVALUE) -> np.ndarray:
    """The same (sets x columns x columns) with every eigenvalue at least about ``least`` and ones on the diagonal;
    matrices that are so already stay as they are. Source: Rousseeuw and Molenberghs 1993."""
    values, vectors = np.linalg.eigh(matrix)
    raised = (vectors * np.maximum(values, least)[:, None, :]) @ vectors.transpose(0, 2, 1)
    scale = np.sqrt(np.einsum("sii->si", raised))
    raised = raised / scale[:, :, None] / scale[:, None, :]
    return np.where((values[:, 0] < least)[:, None, None], raised, matrix)


def relative_weights(matrix: np.ndarray) -> np.ndarray:
    """sets x questions: the weight of each column but the last on the last one. ``matrix``: sets x columns x columns
    of proper correlations. Each row adds up to R squared of the regression on all of them.

    The questions are replaced by the closest uncorrelated variables, which share R squared out without dispute, and
    what these get goes back to the questions by their squared correlations with them. Questions that say exactly the
    same get the same weight.
    """
    among, overall = matrix[:, :-1, :-1], matrix[:, :-1, -1]
    values, vectors = np.linalg.eigh(among)
    root = np.sqrt(np.maximum(values, 0.0))
    with np.errstate(divide="ignore"):
        inverse = np.where(root > np.sqrt(_NEGLIGIBLE), 1 / root, 0.0)
    link = (vectors * root[:, None, :]) @ vectors.transpose(0, 2, 1)
    beta = np.einsum("sij,sj,skj,sk->si", vectors, inverse, vectors, overall, optimize=True)
    return np.einsum("sij,sj->si", link**2, beta**2)


def weights_on_overall(scores: np.ndarray, overall: np.ndarray, counts: np.ndarray | None = None) -> np.ndarray:
    """sets x questions: relative weights of the columns of ``scores`` on ``overall`` (nan = no rating), over the
    responses that rated overall. ``counts``: see ``pairwise_correlations``."""
    has_overall = ~np.isnan(overall)
    joined = np.column_stack([scores, overall])[has_overall]
    matrix = pairwise_correlations(joined, None if counts is None else counts[:, has_overall])
    if np.isnan(joined).any():
        matrix = proper_correlations(matrix)
    return relative_weights(matrix)


def rank_correlations(scores: np.ndarray, overall: np.ndarray) -> np.ndarray:
    """Spearman's correlation of each column with ``overall`` over who rated both (ties share their rank): the check,
    which no other question and no distance on the scale disturbs. nan where one of the two does not vary."""
    found = np.full(scores.shape[1], np.nan)
    for column in range(scores.shape[1]):
        both = ~np.isnan(scores[:, column]) & ~np.isnan(overall)
        one, other = _ranks(scores[both, column]), _ranks(overall[both])
        spread = np.sqrt((one**2).sum() * (other**2).sum())
        if spread > 0:
            found[column] = (one * other).sum() / spread
    return found


def _ranks(values: np.ndarray) -> np.ndarray:
    """Ranks around their mean."""
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    rank = (np.cumsum(count) - (count - 1) / 2)[place]
    return rank - rank.mean() if len(rank) else rank
