"""Links, locks and terminals by direction as one list, with capacity and what runs there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corridors.analysis.loading.model import Array
from corridors.network.capacity import DIRECTIONS, capacities
from corridors.network.model import Network
from corridors.tables import read_table

T_PER_MT = 1e6
HANDLED = ("load", "unload")


@dataclass(frozen=True, eq=False)
class Elements:
    """All elements of a network, in the order links, locks, terminals; two ways each.

    Element number = 2 x row + way, behind those of the tables before.

    Attributes
    ----------
    capacity_t
        Tonnes a year, NaN where none is known.
    background_t
        Tonnes a year, (3, e): least, middle, greatest.
    """

    network: Network
    capacity_t: Array
    background_t: Array

    def __len__(self) -> int:
        return len(self.capacity_t)

    @property
    def first_lock(self) -> int:
        """Number of the first lock."""
        return 2 * len(self.network.links)

    @property
    def first_node(self) -> int:
        """Number of the first terminal."""
        return self.first_lock + 2 * len(self.network.locks)

    def name(self, number: int) -> tuple[str, str, str]:
        """Table, id and direction of an element."""
        for table, first, ways in (("nodes", self.first_node, HANDLED),
                                   ("locks", self.first_lock, DIRECTIONS),
                                   ("links", 0, DIRECTIONS)):
            if number >= first:
                row, way = divmod(number - first, 2)
                return table, str(self.network.tables[table]["id"][row]), ways[way]
        raise IndexError(number)


def elements_of(network: Network, basis: str, background: str) -> Elements:
    """The elements of a network.

    Parameters
    ----------
    basis
        ``design`` or ``practical`` capacity of locks and waterways.
    background
        ``published`` for the volumes of the locks, else ``none``.
    """
    locks = network.locks
    factor = network.parameters.number("lock.capacity_over_design") if basis == "practical" else 1.0
    link_mt, lock_mt = capacities(network)
    wet = network.links["mode"].astype(str) == "inland"
    link_mt = np.where(wet, link_mt * factor, link_mt)
    lock_mt = lock_mt * factor * (1 - np.nan_to_num(locks["outage_share"]))
    nodes = np.full(2 * len(network.nodes), np.nan)
    capacity = np.concatenate([link_mt.T.ravel(), lock_mt.T.ravel(), nodes]) * T_PER_MT
    held = np.zeros((3, len(capacity)))
    if background == "published":
        first = 2 * len(network.links)
        held[:, first:first + 2 * len(locks)] = _volumes(network)
    return Elements(network, capacity, held)


def _volumes(network: Network) -> Array:
    """Published cargo of the locks, tonnes a year, (3, 2 x locks); 0 where none is known.

    Published is the sum of both directions; the split has a range, which ``values.csv`` holds.
    """
    locks = network.locks
    ranges = _ranges(network.data_dir)
    out = np.zeros((3, 2 * len(locks)))
    for way, direction in enumerate(DIRECTIONS):
        column = f"volume_{direction}_mt"
        for i, value in enumerate(locks[column].tolist()):
            if value == value:
                low, high = ranges.get((str(locks["id"][i]), column), (value, value))
                out[:, 2 * i + way] = min(low, value), value, max(high, value)
    scaled: Array = out * network.parameters.number("lock.volume_factor") * T_PER_MT
    return scaled


def _ranges(folder: Path | None) -> dict[tuple[str, str], tuple[float, float]]:
    """Least and greatest volume of locks by id and column."""
    if folder is None:
        return {}
    table, _ = read_table(folder / "values.csv", "values")
    if table is None:
        return {}
    return {(str(table["row_id"][i]), str(table["column"][i])): (low, high)
            for i in np.flatnonzero(table["table"] == "locks").tolist()
            for low, high in ((float(table["low"][i]), float(table["high"][i])),)
            if low == low and high == high}


def delay_factor(elements: Elements, volume_t: Array, alpha: float, beta: float) -> Array:
    """How much longer each element takes with a volume on it than with the background alone.

    Times of the tables stand for what runs today, so that the curve is taken relative to the
    background: ``(1 + alpha (v / c) ^ beta) / (1 + alpha (v0 / c) ^ beta)``; 1 without a known
    capacity.
    """
    known = ~np.isnan(elements.capacity_t)
    capacity = np.where(known, elements.capacity_t, 1.0)
    before = elements.background_t[1]

    def curve(volume: Array) -> Array:
        found: Array = 1.0 + alpha * (volume / capacity) ** beta
        return found

    return np.where(known, curve(before + volume_t) / curve(before), 1.0)
