"""Freight on links and locks by direction, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from corridors.analysis.flows import Flows
from corridors.network.model import Network
from corridors.scenario.model import Scenario

if TYPE_CHECKING:
    import pandas as pd

Array = np.ndarray[Any, Any]
METHODS = ("aon", "restrained", "capped")
"""All or nothing; slower the fuller; up to the capacity and no further."""
ENGINES = ("aequilibrae", "own")
CHOICES = ("best", "logit")
"""How goods choose among main modes, besides a main mode by name: all by the one of least cost, or
illustrative shares of a nested logit."""
BACKGROUNDS = ("none", "published")
"""What is on the locks before the demand: nothing, or the volumes of the tables."""
ALPHA, BETA = 0.15, 4.0
"""Delay curve of the Bureau of Public Roads (1964), time = free time x (1 + alpha (v / c) ^ beta).
It was fitted on roads; for locks and railways both are assumptions."""
ALPHA_RANGE, BETA_RANGE = (0.1, 1.0), (2.0, 8.0)
"""What planners use for roads; to be tried, not to be trusted."""
LOAD_COLUMNS = ("table", "id", "direction", "profile", "volume_t", "background_t",
                "background_low_t", "background_high_t", "capacity_mt", "use", "use_low",
                "use_high")
MODE_COLUMNS = ("origin", "destination", "profile", "mode", "share", "volume", "unit",
                "volume_t", "time_h", "cost_cny", "co2_kg", "distance_km", "vessel")
ALL = "all"


@dataclass(frozen=True)
class Settings:
    """How demand is loaded.

    Attributes
    ----------
    method, choice, engine, background, basis
        See :data:`METHODS`, :data:`CHOICES` (or a main mode), :data:`ENGINES`,
        :data:`BACKGROUNDS` and :data:`corridors.analysis.throughput.model.BASES`.
    alpha, beta
        Of the delay curve.
    iterations, gap
        The loop ends when the relative gap is reached, at the latest after so many rounds.
    """

    method: str = "aon"
    choice: str = "best"
    engine: str = "aequilibrae"
    background: str = "none"
    basis: str = "design"
    objective: str = "generalised"
    season: str = "normal"
    alpha: float = ALPHA
    beta: float = BETA
    iterations: int = 100
    gap: float = 1e-3


@dataclass(frozen=True)
class ElementLoad:
    """Freight on a link, lock or terminal, one way.

    Attributes
    ----------
    direction
        ``ab`` or ``ba``; ``load`` and ``unload`` at terminals (table ``nodes``).
    tonnes
        Profile -> tonnes a year of the demand.
    background_t
        What is there besides, tonnes a year: least, middle, greatest.
    capacity_mt
        Mt a year; None where none is known.
    """

    table: str
    id: str
    direction: str
    tonnes: Mapping[str, float]
    background_t: tuple[float, float, float] = (0.0, 0.0, 0.0)
    capacity_mt: float | None = None

    @property
    def volume_t(self) -> float:
        """Tonnes a year of the demand, all profiles together."""
        return sum(self.tonnes.values())

    def use(self, which: int = 1) -> float | None:
        """Share of the capacity in use with the least, middle or greatest background."""
        if self.capacity_mt is None:
            return None
        return (self.volume_t + self.background_t[which]) / (self.capacity_mt * 1e6)


@dataclass(frozen=True)
class Split:
    """How the demand of one pair divides among main modes.

    Attributes
    ----------
    volume
        Units of the profile a year.
    time_h, cost_cny, co2_kg, distance_km, vessel
        Of the free trip of that main mode, one unit.
    """

    origin: str
    destination: str
    profile: str
    mode: str
    share: float
    volume: float
    unit: str
    volume_t: float
    time_h: float | None
    cost_cny: float | None
    co2_kg: float | None
    distance_km: float | None
    vessel: str


@dataclass(frozen=True, eq=False)
class Loading:
    """A demand on one network.

    Attributes
    ----------
    loads
        By table, id and direction; those of the demand and of the background.
    splits
        By pair, profile and main mode.
    unserved
        (origin, destination, profile) and units a year without a way, or without one with room.
    gap, rounds, converged
        Relative gap that is left and rounds that were made; 0 rounds all or nothing.
    """

    network: Network
    demand: Flows
    settings: Settings
    loads: tuple[ElementLoad, ...]
    splits: tuple[Split, ...]
    unserved: Mapping[tuple[str, str, str], float]
    gap: float = 0.0
    rounds: int = 0
    converged: bool = True

    def at(self, key: str, direction: str) -> ElementLoad | None:
        """Freight on one element; None where there is none."""
        return next((item for item in self.loads
                     if (item.id, item.direction) == (key, direction)), None)

    @property
    def volume_t(self) -> float:
        """Tonnes a year that are loaded."""
        return sum(item.volume_t for item in self.splits)

    def rows(self) -> list[tuple[Any, ...]]:
        """One row an element and profile, and one for all; columns :data:`LOAD_COLUMNS`."""
        out: list[tuple[Any, ...]] = []
        for item in self.loads:
            where = (item.table, item.id, item.direction)
            out += [(*where, profile, tonnes, *[None] * 7)
                    for profile, tonnes in sorted(item.tonnes.items())]
            low, middle, high = item.background_t
            out.append((*where, ALL, item.volume_t, middle, low, high, item.capacity_mt,
                        item.use(), item.use(0), item.use(2)))
        return out

    @property
    def table(self) -> pd.DataFrame:
        """Loads as a DataFrame, tonnes a year by direction."""
        import pandas as pd

        return pd.DataFrame(self.rows(), columns=list(LOAD_COLUMNS))

    @property
    def split_table(self) -> pd.DataFrame:
        """Main modes by pair as a DataFrame."""
        import pandas as pd

        return pd.DataFrame([[getattr(item, name) for name in MODE_COLUMNS]
                             for item in self.splits], columns=list(MODE_COLUMNS))

    def __repr__(self) -> str:
        return (f"<Loading {self.demand.id} by {self.settings.choice}, {self.settings.method}: "
                f"{self.volume_t / 1e6:g} Mt a year on {len(self.loads)} elements"
                f"{f', {len(self.unserved)} pairs without a way' if self.unserved else ''}>")

    def _repr_html_(self) -> str:
        from html import escape

        shown = self.table
        shown = shown[(shown["table"] == "locks") & (shown["profile"] == ALL)]
        return f"<p>{escape(repr(self))}</p>{shown.to_html(index=False)}"


@dataclass(frozen=True, eq=False)
class LoadingChange:
    """A demand on the networks before and after a scenario."""

    scenario: Scenario
    base: Loading
    after: Loading

    @property
    def table(self) -> pd.DataFrame:
        """Loads of both states as a DataFrame with a column ``state``."""
        import pandas as pd

        return pd.concat([self.base.table.assign(state="base"),
                          self.after.table.assign(state="after")], ignore_index=True)

    def __repr__(self) -> str:
        return f"<LoadingChange {self.scenario.id}: {self.base!r} -> {self.after!r}>"

    def _repr_html_(self) -> str:
        from html import escape

        return (f"<p>{escape(self.scenario.id)}</p>{self.base._repr_html_()}"
                f"{self.after._repr_html_()}")
