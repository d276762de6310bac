"""Which unknowns drive the result: from the draws themselves, or by a design of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from corridors.analysis.sweep.factors import Factor
from corridors.errors import MissingPackageError, fault

Array = np.ndarray[Any, Any]
METHODS = ("morris", "sobol")
LEVELS = 4
"""Levels of the Morris design."""
MOST_RUNS = 2000
"""Where a design of single factors has more runs, alike factors are varied together."""
FIFTH = 5
LEAST_DRAWS = 64
"""Below this number of draws no index is estimated from them."""
RESAMPLES = 30
STRONG = 6
"""Factors with the largest share of variance, and by rank, that get an interval."""
CONFIDENCE = 0.95
Problem = dict[str, Any]


def salib() -> None:
    """Make sure that SALib is there.

    Raises
    ------
    MissingPackageError
        The extra ``study`` is not installed.
    """
    try:
        import SALib  # noqa: F401
    except ImportError as error:
        raise MissingPackageError(fault("sweep_salib")) from error


def rank_correlations(values: Array, outcome: Array) -> Array:
    """Spearman's rank correlation of an outcome with every column.

    Examples
    --------
    >>> x = np.array([[1.0, 3.0], [2.0, 1.0], [3.0, 2.0]])
    >>> rank_correlations(x, np.array([10.0, 20.0, 90.0])).round(2).tolist()
    [1.0, -0.5]
    """
    from scipy.stats import rankdata

    ranks = rankdata(values, axis=0)
    against = rankdata(outcome)
    ranks = ranks - ranks.mean(axis=0)
    against = against - against.mean()
    size = np.sqrt((ranks ** 2).sum(axis=0) * (against ** 2).sum())
    out: Array = np.divide(ranks.T @ against, size, out=np.zeros(values.shape[1]), where=size > 0)
    return out


def swings(values: Array, outcome: Array) -> tuple[Array, Array]:
    """Mean outcome among the fifth of the draws with the least, and with the greatest value.

    Where a column has few values (a season, a count) these are all draws with its least and its
    greatest one.

    Examples
    --------
    >>> x = np.arange(10.0)[:, None]
    >>> low, high = swings(x, 2.0 * x[:, 0])
    >>> float(low[0]), float(high[0])
    (1.0, 17.0)
    """
    many = max(len(values) // FIFTH, 1)
    low, high = np.empty(values.shape[1]), np.empty(values.shape[1])
    for i, column in enumerate(values.T):
        ordered = np.sort(column)
        low[i] = outcome[column <= ordered[many - 1]].mean()
        high[i] = outcome[column >= ordered[-many]].mean()
    return low, high


def first_order(points: Array, outcome: Array, seed: int,
                strong: Array | None = None) -> tuple[Array, Array]:
    """Share of the variance that each factor alone makes, and half its 95 % interval.

    RBD-FAST (Tarantola, Gatelli and Mara 2006; bias correction of Tissot and Prieur 2012) by
    SALib, on the draws as they are.

    Parameters
    ----------
    points
        Quantiles, (draws, factors).
    strong
        Columns whose interval is wanted besides those of the largest shares; it takes time.

    Returns
    -------
    share, half
        Of every factor; the interval is NaN where it was not asked for.
    """
    share, _ = _rbd_fast(points, outcome, seed, 2)
    wanted = np.argsort(-share, kind="stable")[:STRONG]
    if strong is not None:
        wanted = np.union1d(wanted, strong)
    half = np.full(len(share), np.nan)
    half[wanted] = _rbd_fast(points[:, wanted], outcome, seed, RESAMPLES)[1]
    return share, half


def _rbd_fast(points: Array, outcome: Array, seed: int, resamples: int) -> tuple[Array, Array]:
    from SALib.analyze import rbd_fast

    names = [str(i) for i in range(points.shape[1])]
    problem = {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}
    with np.errstate(invalid="ignore", divide="ignore"):  # resamples in which nothing varies
        found = rbd_fast.analyze(problem, points, outcome, num_resamples=resamples,
                                 conf_level=CONFIDENCE, seed=seed)
    return np.array(found["S1"], dtype=float), np.array(found["S1_conf"], dtype=float)


# ---- designs of their own -------------------------------------------------------------------
def groups_of(factors: Sequence[Factor]) -> dict[str, tuple[str, ...]]:
    """Factors that are varied together where there are too many: name -> keys.

    Parameters go by the first word of their key, those of speeds, rates and CO2 by the first two;
    assumptions by project; late openings together.

    Examples
    --------
    >>> def factor(key, kind="parameter"):
    ...     return Factor(key, kind, 1.0, 0.0, 2.0, "h", project=key.split(":")[0])
    >>> groups_of([factor("speed.road.lorry.urban"), factor("speed.road.lorry.national"),
    ...            factor("pinglu_canal:queue_h:lk_madao", "assumption")])
    {'speed.road.*': ('speed.road.lorry.urban', 'speed.road.lorry.national'), \
'pinglu_canal:*': ('pinglu_canal:queue_h:lk_madao',)}
    """
    found: dict[str, list[str]] = {}
    for factor in factors:
        words = factor.key.split(".")
        if factor.kind == "parameter":
            many = 2 if words[0] in ("speed", "rate", "co2") and len(words) > 2 else 1
            name = ".".join(words[:many]) + ".*"
        else:
            name = {"assumption": f"{factor.project}:*", "delay": "delay:*"}.get(
                factor.kind, factor.key)
        found.setdefault(name, []).append(factor.key)
    return {name: tuple(keys) for name, keys in found.items()}


def runs_of(method: str, samples: int, factors: int) -> int:
    """Runs of a design: one more than the factors for a trajectory, two more for Sobol's."""
    return samples * (factors + (1 if method == "morris" else 2))


class Design:
    """Points of a design for indices, and what their outcomes mean.

    Parameters
    ----------
    method
        ``morris`` (elementary effects: Morris 1991, Campolongo et al. 2007) or ``sobol`` (first
        order and total: Saltelli et al. 2010), by SALib.
    keys
        Factors.
    samples
        Trajectories, or base samples; a power of two for Sobol's.
    groups
        Name -> keys that are varied together; each alone where None.

    Raises
    ------
    MissingPackageError
        The extra ``study`` is not installed.

    Examples
    --------
    >>> design = Design("sobol", ["a", "b"], 256, seed=1)
    >>> found = design.indices(3.0 * design.points[:, 0] + design.points[:, 1])
    >>> [round(float(share), 1) for share in found["first"]]
    [0.9, 0.1]
    """

    def __init__(self, method: str, keys: Sequence[str], samples: int, *, seed: int,
                 groups: Mapping[str, Iterable[str]] | None = None) -> None:
        salib()
        self.method, self.seed = method, seed
        self.names = list(keys) if groups is None else list(groups)
        self.problem: Problem = {"num_vars": len(keys), "names": list(keys),
                                 "bounds": [[0.0, 1.0]] * len(keys)}
        if groups is not None:
            home = {key: name for name, members in groups.items() for key in members}
            self.problem["groups"] = [home[key] for key in keys]
            self.names = list(dict.fromkeys(self.problem["groups"]))
        self.points = self._sampled(samples)

    def _sampled(self, samples: int) -> Array:
        if self.method == "morris":
            from SALib.sample import morris

            return np.asarray(morris.sample(self.problem, samples, num_levels=LEVELS,
                                            seed=self.seed), dtype=float)
        from SALib.sample import sobol

        return np.asarray(sobol.sample(self.problem, samples, calc_second_order=False,
                                       scramble=True, seed=self.seed), dtype=float)

    def indices(self, outcome: Array) -> dict[str, Array]:
        """Indices of one outcome of all points, in the order of ``names``.

        Returns
        -------
        found
            ``mu_star``, ``mu_star_conf`` and ``sigma`` in the unit of the outcome, or ``first``,
            ``first_conf``, ``total`` and ``total_conf``.
        """
        if self.method == "morris":
            from SALib.analyze import morris

            made = morris.analyze(self.problem, self.points, outcome, num_levels=LEVELS,
                                  conf_level=CONFIDENCE, num_resamples=1000, seed=self.seed)
            order = [list(made["names"]).index(name) for name in self.names]
            return {name: np.array(made[name], dtype=float)[order]
                    for name in ("mu_star", "mu_star_conf", "sigma")}
        from SALib.analyze import sobol

        spread = outcome.std()
        with np.errstate(invalid="ignore", divide="ignore"):
            made = sobol.analyze(self.problem, (outcome - outcome.mean()) / spread,
                                 calc_second_order=False, conf_level=CONFIDENCE,
                                 num_resamples=200, seed=self.seed)
        return {ours: np.array(made[theirs], dtype=float) for ours, theirs in (
            ("first", "S1"), ("first_conf", "S1_conf"), ("total", "ST"),
            ("total_conf", "ST_conf"))}

    def evaluate(self, function: Callable[[Array], Array]) -> dict[str, Array]:
        """Indices of a function of the points, (n, factors) -> (n,)."""
        return self.indices(function(self.points))
