"""Terminals of the strategic network beside the network on the ground."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corridors.osm.course import WITHIN_KM
from corridors.osm.net import Net
from corridors.osm.snap import snaps
from corridors.osm.stated import Spot

ON_KM = 5.0
"""Up to this distance a terminal stands on the network."""
CHORD_KM = 20.0
"""Straight edges longer than this may run far from the true course."""


@dataclass(frozen=True)
class Joint:
    """A terminal and the way on the ground nearest to it.

    Attributes
    ----------
    km
        Straight distance; infinite where no way is within 25 km.
    component
        Connected part of the network on the ground, 0 the largest; -1 where no way is near.
    chord
        That way is one straight line of more than 20 km, so that the distance says little.
    """

    spot: Spot
    km: float
    component: int = -1
    chord: bool = False

    @property
    def state(self) -> str:
        """How it is joined, of :data:`STATES`.

        ``far``: over 5 km away; ``apart``: on a part not connected with the largest; ``none``: no
        way within 25 km.
        """
        if self.component < 0:
            return "none"
        if self.km > ON_KM:
            return "far"
        return "joined" if self.component == 0 else "apart"


STATES = ("joined", "apart", "far", "none")


def joints(spots: Sequence[Spot], net: Net) -> list[Joint]:
    """The nearest way of each terminal inside the box of the data, in their order."""
    inside = [spot for spot in spots if net.covers(spot.point)]
    if not inside or not len(net.km):
        return [Joint(spot, float("inf")) for spot in inside]
    near = snaps(net, [spot.point for spot in inside], WITHIN_KM)
    best = near.nearest(len(inside))
    out = []
    for spot, row in zip(inside, best.tolist(), strict=True):
        if row < 0:
            out.append(Joint(spot, float("inf")))
            continue
        edge = int(near.edge[row])
        out.append(Joint(spot, float(near.km[row]), int(net.component[net.ends[edge, 0]]),
                         net.lines is None and float(net.km[edge]) > CHORD_KM))
    return out
