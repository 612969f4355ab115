"""What somebody who adds and takes away published numbers could learn of few people: by brute force."""

from itertools import combinations

import numpy as np


def is_part_unsafe(customer: np.ndarray) -> bool:
    """M47b said anew, of the customers of some answers: under five, of under three, or one has more than 60 %."""
    if not len(customer):
        return False
    each = np.unique(customer, return_counts=True)[1]
    return len(customer) < 5 or len(each) < 3 or each.max() > 0.6 * len(customer)


def recovered(queries: np.ndarray, customer: np.ndarray) -> list[np.ndarray]:
    """The parts of the answers (as places) that M47b would not show and that a sum of the queries tells.

    ``queries``: published numbers x answers, how much each answer adds to the number. A sum of rows touches only the
    part P exactly where leaving out the columns of P makes the rank smaller. Answers that every query treats alike are
    never told apart, so only whole classes of them are tried.
    """
    if not queries.shape[1]:
        return []
    classes, of = np.unique(queries, axis=1, return_inverse=True)
    assert classes.shape[1] <= 14, "too many parts to try them all"
    rank = np.linalg.matrix_rank(classes)
    found = []
    for size in range(1, classes.shape[1] + 1):
        for part in combinations(range(classes.shape[1]), size):
            inside = np.isin(of.ravel(), part)
            if not is_part_unsafe(customer[inside]):
                continue
            left = np.delete(classes, part, axis=1)
            if (np.linalg.matrix_rank(left) if left.size else 0) < rank:
                found.append(np.flatnonzero(inside))
    return found
