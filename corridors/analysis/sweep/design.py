"""The points at which a sweep looks: a design in the unit cube, made from its seed at once."""

from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
SAMPLERS = ("latin_hypercube", "sobol")
LIKENESS = 5.0
"""Correlation of two columns, in standard errors of chance, from which they are no longer two."""


def design(draws: int, factors: int, *, sampler: str, seed: int) -> Array:
    """Points of the unit cube, one row a draw and one column a factor.

    Parameters
    ----------
    sampler
        ``latin_hypercube``: every factor once in each of ``draws`` equal slices; ``sobol``: a
        scrambled Sobol sequence, of which the first ``draws`` points are taken. It fills few
        dimensions more evenly, but of many some run along with one another until there are
        thousands of points, see :func:`alike`.

    Examples
    --------
    >>> design(4, 2, sampler="sobol", seed=1).shape
    (4, 2)
    >>> slices = np.sort(np.floor(design(5, 1, sampler="latin_hypercube", seed=1)[:, 0] * 5))
    >>> slices.astype(int).tolist()
    [0, 1, 2, 3, 4]
    """
    if not factors:
        return np.zeros((draws, 0))
    from scipy.stats import qmc

    rng = np.random.default_rng(seed)
    if sampler == "latin_hypercube":
        points: Array = qmc.LatinHypercube(factors, rng=rng).random(draws)
        return points
    power = max(draws - 1, 0).bit_length()
    points = qmc.Sobol(factors, rng=rng).random_base2(power)
    return points[:draws]


def alike(values: Array) -> tuple[int, int, float] | None:
    """The two columns that run along with one another the most, and their correlation.

    Returns
    -------
    found
        None where no two correlate by more than chance makes of independent ones. What either of
        two such factors does cannot be told from what the other does.

    Examples
    --------
    >>> alike(design(256, 169, sampler="latin_hypercube", seed=1)) is None
    True
    >>> i, j, r = alike(design(256, 169, sampler="sobol", seed=1))
    >>> abs(r) > 0.9
    True
    """
    if len(values) < 2 or values.shape[1] < 2:
        return None
    moved = np.flatnonzero(np.ptp(values, axis=0) > 0)
    if len(moved) < 2:
        return None
    found = np.corrcoef(values[:, moved].T)
    np.fill_diagonal(found, 0.0)
    i, j = np.unravel_index(np.abs(found).argmax(), found.shape)
    if abs(found[i, j]) <= LIKENESS / len(values) ** 0.5:
        return None
    return int(moved[i]), int(moved[j]), float(found[i, j])
