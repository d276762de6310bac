"""Which parts of the journey make the difference between two states."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corridors.analysis.compare import Comparison
from corridors.routing.edges import COMPONENTS

MAX_PAIRS = 12
LEAST_H = 0.05
"""A part that changes by less is not shown to one decimal."""


@dataclass(frozen=True)
class ComponentChange:
    """Hours by which the parts of one trip changed, after minus base.

    Attributes
    ----------
    mode_base, mode_after
        The main mode of the path in either state; they differ for ``best`` alone.
    time_h
        Door to door.
    components_h
        Every part that changes, the largest first; they add up to ``time_h``.
    """

    profile: str
    origin: str
    destination: str
    mode: str
    mode_base: str
    mode_after: str
    time_h: float
    components_h: dict[str, float]


def headline_pairs(result: Comparison) -> list[tuple[str, str]]:
    """Pairs to show first: those the file names, else the first few."""
    states = result.states
    pairs = list(states.headline) or [(o, d) for o in states.origins
                                      for d in states.destinations if o != d]
    return pairs[:MAX_PAIRS]


def component_changes(result: Comparison,
                      pairs: Iterable[tuple[str, str]]) -> tuple[ComponentChange, ...]:
    """What changed in the trips of some pairs that are found in both states.

    Trips in name only are left out, as they are from the counts.
    """
    spec = result.scenario.file.compare
    out = []
    for profile, pair, mode in ((p, pair, m) for p in spec.profiles for pair in pairs
                                for m in spec.modes):
        key = (profile, *pair, mode)
        base, after = result.trips_base.get(key), result.trips_after.get(key)
        if base is None or after is None or not (base.hours and after.hours) \
                or base.hours == after.hours or base.token or after.token:
            continue
        parts = {name: b - a for name, a, b in zip(COMPONENTS, base.hours, after.hours,
                                                   strict=True) if abs(b - a) > 1e-9}
        if any(abs(hours) >= LEAST_H for hours in parts.values()):
            ordered = sorted(parts, key=lambda name: (-abs(parts[name]), COMPONENTS.index(name)))
            out.append(ComponentChange(profile, *pair, mode, base.mode, after.mode,
                                       sum(parts.values()),
                                       {name: parts[name] for name in ordered}))
    return tuple(out)
