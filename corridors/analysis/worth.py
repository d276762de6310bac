"""What a network is worth to a user: expected generalised cost over mutually exclusive ways.

The expected least cost of a nested logit, the logsum in CNY (Ben-Akiva and Lerman, Discrete
Choice Analysis, 1985, ch. 10): with V = -scale x cost / reference and L the dissimilarity,

    expected cost = -(reference / scale) ln sum over nests of (sum in nest of exp(V / L)) ** L

It falls when any way becomes cheaper and when a new one appears, and is finite everywhere,
because staying away is one of the ways, at a stated cost.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from corridors.analysis.choice import nest_of
from corridors.families import FAMILIES
from corridors.parameters import Parameters
from corridors.profiles import PROFILES
from corridors.routing.skimtables import SkimTable, SkimTables

Array = np.ndarray[Any, Any]
FACTOR = "choice.no_connection_factor"
"""Parameter: cost of no connection, in least generalised costs of the pair."""
SAME = ("time_h", "cost_cny", "co2_kg", "distance_total_km")
"""Two main modes that agree in all of these within a nest make the same journey."""


def exclusive(tables: SkimTables) -> dict[str, Array]:
    """Generalised cost of each main mode, every journey once; infinite where there is none.

    Paths that use their main mode in name only are left out, and of main modes of one nest with
    the same journey all but the first.
    """
    out: dict[str, Array] = {}
    taken: dict[str, list[Array]] = {}
    for mode, table in tables.tables.items():
        nest = nest_of(FAMILIES[mode].modes)
        stamp = np.array([np.round(table.values[name], 6) for name in SAME])
        open_ = table.found & ~table.token
        for other in taken.setdefault(nest, []):
            open_ = open_ & ~(stamp == other).all(axis=0)
        taken[nest].append(np.where(open_, stamp, np.nan))
        out[mode] = _cny(table, open_)
    return out


def own_cny(table: SkimTable) -> Array:
    """Generalised cost of a main mode by itself, CNY, whether or not another has the journey.

    Infinite where there is no way, or one in name only.
    """
    return _cny(table, table.found & ~table.token)


def _cny(table: SkimTable, open_: Array) -> Array:
    return np.where(open_, np.nan_to_num(table.values["generalised_cny"]), np.inf)


def choice_numbers(parameters: Parameters, profile: str) -> tuple[float, float]:
    """Scale of a profile, or of the one that it is like, and dissimilarity of the nests."""
    key = PROFILES[profile].own("choice.scale.{}", parameters)
    return parameters.number(key), parameters.number("choice.nest_dissimilarity")


def expected_cny(costs: Mapping[str, Array], *, reference_cny: Array, scale: float,
                 dissimilarity: float, no_connection_cny: Array | float) -> Array:
    """Logsum of exclusive ways in CNY, (n, m).

    Parameters
    ----------
    costs
        Main mode -> generalised cost, CNY, infinite where there is no way.
    reference_cny
        Cost that the scale refers to, (n, m), the same for all states that are compared.
    scale, dissimilarity
        As in :func:`~corridors.analysis.choice.nested_shares`.
    no_connection_cny
        Cost of staying away, a nest of its own; finite.

    Examples
    --------
    >>> way = {"road": np.array([[100.0]]), "rail": np.array([[np.inf]])}
    >>> float(expected_cny(way, reference_cny=np.array([[100.0]]), scale=6.0, dissimilarity=0.5,
    ...                    no_connection_cny=1e6)[0, 0])
    100.0
    """
    nests: dict[str, list[Array]] = {}
    for mode, cost in costs.items():
        nests.setdefault(nest_of(FAMILIES[mode].modes), []).append(
            -scale * cost / reference_cny / dissimilarity)
    inclusive = [dissimilarity * np.logaddexp.reduce(values) for values in nests.values()]
    away = -scale * np.asarray(no_connection_cny) / reference_cny
    total = np.logaddexp.reduce([*inclusive, np.broadcast_to(away, reference_cny.shape)])
    found: Array = -reference_cny / scale * total
    return found
