"""Illustrative shares (示意): a nested logit over mutually exclusive ways to make a trip.

Nothing here is estimated. The scale and the dissimilarity of the nests are assumptions with a
range, and every share is shown with the range that it has over theirs.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np

from corridors.errors import Fault, InputError, fault
from corridors.parameters import Parameter

NESTS = ("road", "rail", "water", "air")
SWEEP = 9
"""Scales tried between the low and the high end, both among them, at equal ratios."""


@dataclass(frozen=True)
class Share:
    """Part of the trips that one way would take, 0 to 1: illustrative.

    Attributes
    ----------
    value
        At the default scale and dissimilarity.
    low, high
        Least and greatest over the sweep of both.
    """

    value: float
    low: float
    high: float


def nest_of(modes: Collection[str]) -> str:
    """Nest of a main mode by the modes of its main leg.

    Whatever sails goes together: rail and sea or a lorry to a far port share berths, sailings,
    dwell in port and booking with barges, and compete with them for the same boxes.

    Examples
    --------
    >>> nest_of(["rail"]), nest_of(["rail", "sea"]), nest_of(["inland"])
    ('rail', 'water', 'water')
    """
    if {"inland", "sea"} & set(modes):
        return "water"
    (mode,) = modes
    return mode


def nested_shares(cost_cny: Mapping[str, float], nests: Mapping[str, str], *, scale: float,
                  reference_cny: float, dissimilarity: float) -> dict[str, float]:
    """Shares of a nested logit.

    With V = -scale x cost / reference, and L the dissimilarity of the nests (Ben-Akiva and
    Lerman, Discrete Choice Analysis, 1985, ch. 10)::

        P(i) = P(nest) P(i | nest)
        P(i | nest) = exp(V_i / L) / sum over j in the nest of exp(V_j / L)
        P(nest) = exp(I_nest) / sum over nests of exp(I),  I = L ln sum of exp(V_j / L)

    With L = 1 it is the multinomial logit; the nearer L to 0, the more the ways of one nest are
    substitutes for one another only.

    Parameters
    ----------
    cost_cny
        Generalised cost of each way, CNY.
    nests
        Nest of each way.
    scale
        What utility falls by when the cost rises by the reference; 0 makes all nests equal.
    reference_cny
        The cost that the scale refers to, CNY.
    dissimilarity
        Above 0, at most 1.

    Returns
    -------
    shares
        One for each way, which add up to 1; empty where there are none.

    Raises
    ------
    InputError
        A cost that is no number, a negative scale, a reference of 0 or less, a dissimilarity
        outside its bounds.

    Examples
    --------
    >>> nested_shares({"a": 100, "b": 100}, {"a": "road", "b": "rail"}, scale=6,
    ...               reference_cny=100, dissimilarity=0.5)
    {'a': 0.5, 'b': 0.5}
    """
    faults: list[Fault] = [fault("choice_cost", name=name, found=cost)
                           for name, cost in cost_cny.items() if not math.isfinite(cost)]
    if not (scale >= 0 and math.isfinite(scale)):
        faults.append(fault("choice_scale", found=scale))
    if not (reference_cny > 0 and math.isfinite(reference_cny)):
        faults.append(fault("choice_reference", found=reference_cny))
    if not 0 < dissimilarity <= 1:
        faults.append(fault("choice_dissimilarity", found=dissimilarity))
    if faults:
        raise InputError(faults)
    utility = {name: -scale * cost / reference_cny for name, cost in cost_cny.items()}
    members: dict[str, list[str]] = {}
    for name in utility:
        members.setdefault(nests[name], []).append(name)
    inclusive = {nest: dissimilarity * _log_sum([utility[name] / dissimilarity for name in names])
                 for nest, names in members.items()}
    total = _log_sum(list(inclusive.values())) if inclusive else 0.0
    parts = {name: math.exp(inclusive[nests[name]] - total
                            + (utility[name] - inclusive[nests[name]]) / dissimilarity)
             for name in utility}
    whole = sum(parts.values())  # 1, but for the last digit
    return {name: part / whole for name, part in parts.items()}


def swept_shares(cost_cny: Mapping[str, float], nests: Mapping[str, str], *, scale: Parameter,
                 reference_cny: float, dissimilarity: Parameter) -> dict[str, Share]:
    """Shares at the default and their range over the bounds of both parameters.

    The scale runs from its low to its high end in :data:`SWEEP` steps of equal ratio, the
    dissimilarity over its low, default and high value; all pairs are tried.
    """
    def shares(theta: float, tie: float) -> dict[str, float]:
        return nested_shares(cost_cny, nests, scale=theta, reference_cny=reference_cny,
                             dissimilarity=tie)

    default = shares(scale.value, dissimilarity.value)
    ends = (scale.low, scale.high)
    steps = np.geomspace(*ends, SWEEP) if scale.low > 0 else np.linspace(*ends, SWEEP)
    tried = [default, *(shares(theta, tie) for theta, tie in product(
        steps.tolist(), (dissimilarity.low, dissimilarity.value, dissimilarity.high)))]
    return {name: Share(value, min(item[name] for item in tried),
                        max(item[name] for item in tried)) for name, value in default.items()}


def _log_sum(values: list[float]) -> float:
    """Logarithm of the sum of exponentials, whatever their size."""
    most = max(values)
    return most + math.log(sum(math.exp(value - most) for value in values))
