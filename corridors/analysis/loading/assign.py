"""Loading a demand: all or nothing, slowed by volume, or up to the capacity and no further."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from corridors.analysis import worth
from corridors.analysis.choice import nest_of, nested_shares
from corridors.analysis.loading.elements import Elements, delay_factor
from corridors.analysis.loading.engines import Engine, engine_of
from corridors.analysis.loading.layers import Layer, Pair
from corridors.analysis.loading.model import Array, Settings
from corridors.families import FAMILIES
from corridors.network.model import Network

Key = tuple[str, Pair]
"""Profile and pair."""
FULL = 1e-9
"""Within this share of its capacity an element is full."""
Units = dict[tuple[int, Pair], float]
"""Number of the layer and pair -> units a year."""


@dataclass(frozen=True, eq=False)
class Loaded:
    """Demand on the layers.

    Attributes
    ----------
    volumes
        Units on the arcs of each layer.
    units
        By layer and pair.
    gap, rounds, converged
        See :class:`~corridors.analysis.loading.model.Loading`.
    left
        Units a year of pairs that find no way with room.
    """

    volumes: tuple[Array, ...]
    units: Units
    gap: float = 0.0
    rounds: int = 0
    converged: bool = True
    left: Mapping[Key, float] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Task:
    """What is to be loaded, and where.

    Attributes
    ----------
    demand
        Units a year of the pairs that are served.
    allowed
        Numbers of the layers that a pair may use.
    reference
        Cost that the scale of the shares refers to, CNY.
    """

    layers: Sequence[Layer]
    demand: Mapping[Key, float]
    elements: Elements
    settings: Settings
    allowed: Mapping[Key, Sequence[int]]
    reference: Mapping[Key, float]

    @cached_property
    def engines(self) -> list[Engine]:
        """One engine a layer."""
        return [engine_of(self.settings.engine, layer) for layer in self.layers]


def load_all(task: Task) -> Loaded:
    """Load a demand by the method of its settings."""
    if task.settings.method == "capped":
        return _capped(task)
    return _averaged(task)


def _averaged(task: Task) -> Loaded:
    """All or nothing in the first round; then the method of successive averages.

    In every round goods take the main mode and the way that are the least at the times of the
    round before, and the volumes move towards that by one over the number of the round (Sheffi,
    Urban Transportation Networks, 1985, ch. 12). Links are shared by users whose time is worth
    differently, for which no function is known whose least value is the equilibrium, so that no
    better step can be told.

    The relative gap of a round is what all pay above the cost of the least ways, over that cost;
    with shares of a logit, by how much the tonnes on all elements would still move, over all
    tonnes.
    """
    layers, settings = task.layers, task.settings
    factor = np.ones(len(task.elements))
    volumes, units = _target(task, [layer.weights(factor) for layer in layers], task.demand)
    if settings.method == "aon":
        return Loaded(tuple(volumes), units)
    gap, rounds = 0.0, 0
    for rounds in range(1, settings.iterations + 1):
        factor = delay_factor(task.elements, tonnes_on(layers, volumes), settings.alpha,
                              settings.beta)
        weights = [layer.weights(factor) for layer in layers]
        target, wanted = _target(task, weights, task.demand)
        gap = _gap(layers, volumes, target, weights, settings)
        if gap <= settings.gap:
            break
        step = 1.0 / (rounds + 1)
        volumes = [v + step * (t - v) for v, t in zip(volumes, target, strict=True)]
        units = _sum((units, 1 - step), (wanted, step))
    return Loaded(tuple(volumes), units, gap, rounds, gap <= settings.gap)


def _capped(task: Task) -> Loaded:
    """Fill up to the capacity, at free times.

    All pairs grow together, each in proportion to its demand, on their least ways; whenever a
    link or lock is full it is closed, and what has not been loaded yet finds other ways or other
    main modes. Each step is exactly as long as it takes to fill the next element, so that nothing
    is loaded beyond a known capacity, and there are no more steps than elements that fill up.
    """
    layers, elements = task.layers, task.elements
    held = elements.background_t[1].copy()
    room = np.where(np.isnan(elements.capacity_t), np.inf, elements.capacity_t)
    shut = held >= room * (1 - FULL)
    volumes = [np.zeros(len(layer.tail)) for layer in layers]
    units: Units = {}
    left: dict[Key, float] = {}
    pending, share, rounds = dict(task.demand), 1.0, 0
    free = [layer.weights(np.ones(len(elements))) for layer in layers]
    while pending and share > FULL:
        rounds += 1
        weights = [np.where((shut.astype(float) @ layer.carries) > 0, np.inf, weight)
                   for layer, weight in zip(layers, free, strict=True)]
        target, wanted = _target(task, weights, pending)
        served = {(layers[n].profile, pair) for n, pair in wanted}
        for key in [key for key in pending if key not in served]:
            left[key] = pending.pop(key) * share
        rate = tonnes_on(layers, target)
        grows = (rate > 0) & ~shut
        step = min(share, float(((room - held)[grows] / rate[grows]).min(initial=np.inf)))
        volumes = [v + step * t for v, t in zip(volumes, target, strict=True)]
        units = _sum((units, 1.0), (wanted, step))
        held, share = held + step * rate, share - step
        shut |= held >= room * (1 - FULL)
    return Loaded(tuple(volumes), units, 0.0, rounds, True, left)


def _sum(*parts: tuple[Units, float]) -> Units:
    """Units by layer and pair, each part times its weight."""
    keys = sorted({key for units, _ in parts for key in units})
    return {key: sum(units.get(key, 0.0) * weight for units, weight in parts) for key in keys}


def tonnes_on(layers: Sequence[Layer], volumes: Sequence[Array]) -> Array:
    """Tonnes a year on every element."""
    found: Array = np.sum([layer.tonnes * (layer.carries @ volume)
                           for layer, volume in zip(layers, volumes, strict=True)], axis=0)
    return found


def _target(task: Task, weights: Sequence[Array],
            demand: Mapping[Key, float]) -> tuple[list[Array], Units]:
    """Volumes and choice of main modes if all took what is the least now; none without a way."""
    layers, settings = task.layers, task.settings
    found = [layer.least(weight) for layer, weight in zip(layers, weights, strict=True)]
    wanted: Units = {}
    for key, amount in demand.items():
        profile, pair = key
        costs = {n: found[n][0][pair] for n in task.allowed[key]
                 if np.isfinite(found[n][0][pair])}
        if not costs:
            continue
        if settings.choice == "logit":
            shares = mode_shares({n: layers[n].mode for n in costs}, costs,
                                 choice_numbers(layers[next(iter(costs))], profile),
                                 task.reference[key])
        else:
            shares = {min(costs, key=lambda n: (round(costs[n], 9), n)): 1.0}
        wanted |= {(n, pair): amount * share for n, share in shares.items()}
    volumes = []
    for n, (layer, engine) in enumerate(zip(layers, task.engines, strict=True)):
        mine = {pair: amount for (number, pair), amount in wanted.items()
                if number == n and amount}
        volumes.append(engine.load(weights[n], mine, found[n][1]) if mine
                       else np.zeros(len(layer.tail)))
    return volumes, wanted


def choice_numbers(layer: Layer, profile: str) -> tuple[float, float]:
    """Scale and dissimilarity of the illustrative shares of a profile."""
    network: Network = next(iter(layer.trips.values())).path[0].impedance.network
    return worth.choice_numbers(network.parameters, profile)


def mode_shares(modes: Mapping[int, str], costs: Mapping[int, float],
                given: tuple[float, float], reference_cny: float) -> dict[int, float]:
    """Illustrative shares of main modes by the nested logit of the toolkit."""
    named = {modes[n]: cost for n, cost in costs.items()}
    shares = nested_shares(named, {mode: nest_of(FAMILIES[mode].modes) for mode in named},
                           scale=given[0], reference_cny=reference_cny, dissimilarity=given[1])
    return {n: shares[modes[n]] for n in costs}


def _gap(layers: Sequence[Layer], volumes: Sequence[Array], target: Sequence[Array],
         weights: Sequence[Array], settings: Settings) -> float:
    if settings.choice == "logit":
        now, then = tonnes_on(layers, volumes), tonnes_on(layers, target)
        return float(np.abs(then - now).sum() / max(now.sum(), 1.0))
    paid = sum(float(v @ w) for v, w in zip(volumes, weights, strict=True))
    least = sum(float(v @ w) for v, w in zip(target, weights, strict=True))
    return (paid - least) / least if least else 0.0
