"""The points at which a sweep looks: a design in the unit cube, made from its seed at once.

A Latin hypercube is the default. With the hundred and seventy factors of a sweep some columns of
a scrambled Sobol sequence run nearly alike (correlations up to 0.9 in 256 points, 0.4 in 1,024;
0.2 and 0.1 in a Latin hypercube), so that what one factor does would be put down to another.
"""

from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
SAMPLERS = ("latin_hypercube", "sobol")


def design(draws: int, factors: int, *, sampler: str, seed: int) -> Array:
    """Points of the unit cube, one row a draw and one column a factor.

    Parameters
    ----------
    sampler
        ``latin_hypercube``: every factor once in each of ``draws`` equal slices; ``sobol``: a
        scrambled Sobol sequence, of which the first ``draws`` points are taken.

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
