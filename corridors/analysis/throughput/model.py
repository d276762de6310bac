"""What a maximum flow between two regions is, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from corridors.network.model import Network
from corridors.scenario.model import Scenario

if TYPE_CHECKING:
    import pandas as pd

Array = np.ndarray[Any, Any]
MODES = ("road", "rail", "inland", "sea")
"""Modes whose links goods flow along."""
BASES = ("design", "practical")
"""Capacity of locks and waterways: as designed, or times ``lock.capacity_over_design``."""
CUT_COLUMNS = ("table", "id", "direction", "also", "capacity_mt", "basis", "source_id",
               "confidence", "today_mt", "gain_per_mt", "headroom_mt", "next")
FLOW_COLUMNS = ("table", "id", "direction", "flow_mt", "capacity_mt")


@dataclass(frozen=True, order=True)
class Element:
    """A link, lock or transfer in one direction of its row.

    Attributes
    ----------
    table
        ``links``, ``locks``, ``transfers``, or ``nodes`` for a change at a terminal by road.
    direction
        ``ab`` or ``ba``.
    """

    table: str
    id: str
    direction: str

    def __str__(self) -> str:
        return f"{self.id}:{self.direction}"


@dataclass(frozen=True)
class Limit:
    """One member of the minimum cut.

    Attributes
    ----------
    also
        What else on the same link is exactly as narrow, such as the other locks of a canal;
        widening counts for all of them together.
    basis
        ``published`` for a capacity of the tables, ``estimated`` for one of tracks or lanes.
    gain_per_mt
        By how much the flow grows for one more Mt a year of capacity here, Mt a year; 0 where
        another place is just as narrow.
    headroom_mt
        How far the flow grows when this place bounds nothing any more, Mt a year; infinite where
        nothing else would.
    next
        What would bound the flow then.
    today_mt
        What already runs there one way, Mt a year, for locks with a volume: a published total
        of both directions, split.
    """

    element: Element
    also: tuple[Element, ...]
    capacity_mt: float
    basis: str
    source_id: str
    confidence: str
    gain_per_mt: float
    headroom_mt: float
    next: tuple[Element, ...]
    today_mt: float | None = None


@dataclass(frozen=True, eq=False)
class Throughput:
    """Greatest freight flow from some places to others, one way.

    Attributes
    ----------
    value_mt
        Mt a year; infinite where some way has no known capacity anywhere, 0 without a way.
    cut
        The minimum cut nearest to the origins, by element; empty where the flow is unbounded.
    sole
        Whether it is the only minimum cut.
    far_cut
        The minimum cut nearest to the destinations.
    flows
        Element -> Mt a year in the maximum flow with the least tonne-kilometres.
    open_way
        A way without any known capacity, where there is one.
    unbounded
        Links and locks without a known capacity that the flow uses, and how much.
    left_out
        Places without a terminal of these modes.
    mean_km
        Length of the way of a mean tonne, km: what a maximum flow asks of detours.
    """

    network: Network
    origins: tuple[str, ...]
    destinations: tuple[str, ...]
    modes: tuple[str, ...]
    basis: str
    ship_t: float
    value_mt: float
    cut: tuple[Limit, ...]
    sole: bool
    far_cut: tuple[Element, ...]
    flows: Mapping[Element, float]
    capacities: Mapping[Element, float]
    open_way: tuple[Element, ...]
    unbounded: Mapping[Element, float]
    left_out: tuple[str, ...]
    mean_km: float | None = None

    @property
    def bounded(self) -> bool:
        """Whether some known capacity bounds the flow."""
        return self.value_mt != float("inf")

    def cut_rows(self) -> list[tuple[Any, ...]]:
        """The cut, one row an element; columns as :data:`CUT_COLUMNS`."""
        return [(item.element.table, item.element.id, item.element.direction,
                 tuple(str(other) for other in item.also), item.capacity_mt, item.basis,
                 item.source_id, item.confidence, item.today_mt, item.gain_per_mt,
                 finite(item.headroom_mt), tuple(str(other) for other in item.next))
                for item in self.cut]

    def flow_rows(self) -> list[tuple[Any, ...]]:
        """Flow by element, Mt a year; columns as :data:`FLOW_COLUMNS`."""
        return [(key.table, key.id, key.direction, flow, self.capacities.get(key))
                for key, flow in sorted(self.flows.items())]

    @property
    def table(self) -> pd.DataFrame:
        """The minimum cut as a DataFrame, capacities in Mt a year and direction."""
        import pandas as pd

        return pd.DataFrame(self.cut_rows(), columns=list(CUT_COLUMNS))

    @property
    def flow_table(self) -> pd.DataFrame:
        """Flow by link, lock and direction as a DataFrame, Mt a year."""
        import pandas as pd

        return pd.DataFrame(self.flow_rows(), columns=list(FLOW_COLUMNS))

    def __repr__(self) -> str:
        value = f"{self.value_mt:g} Mt a year" if self.bounded else "unbounded"
        return (f"<Throughput {'+'.join(self.origins)} -> {'+'.join(self.destinations)} by "
                f"{', '.join(self.modes)}: {value}; cut "
                f"{', '.join(str(item.element) for item in self.cut) or '-'}>")

    def _repr_html_(self) -> str:
        from html import escape

        return f"<p>{escape(repr(self))}</p>{self.table.to_html(index=False)}"


@dataclass(frozen=True)
class ProjectFlow:
    """What one project does to a maximum flow, Mt a year one way.

    Attributes
    ----------
    alone_mt
        The flow with this project and what it requires on top of the base, less that of the base.
    last_mt
        The flow with all projects, less that without this one and what cannot stand without it.
    """

    project: str
    alone_mt: float
    last_mt: float


@dataclass(frozen=True, eq=False)
class ThroughputChange:
    """Greatest freight flow before and after a scenario, one way.

    Attributes
    ----------
    projects
        What each project of the scenario does to it; empty where one of the flows is unbounded.
    """

    scenario: Scenario
    base: Throughput
    after: Throughput
    projects: tuple[ProjectFlow, ...]

    @property
    def difference_mt(self) -> float | None:
        """After minus base, Mt a year; None where one of them is unbounded."""
        if not (self.base.bounded and self.after.bounded):
            return None
        return self.after.value_mt - self.base.value_mt

    @property
    def table(self) -> pd.DataFrame:
        """Both minimum cuts as a DataFrame with a column ``state``."""
        import pandas as pd

        return pd.concat([self.base.table.assign(state="base"),
                          self.after.table.assign(state="after")], ignore_index=True)

    def __repr__(self) -> str:
        change = self.difference_mt
        told = "" if change is None else f", {change:+g} Mt a year"
        return f"<ThroughputChange {self.scenario.id}: {self.base!r} -> {self.after!r}{told}>"

    def _repr_html_(self) -> str:
        from html import escape

        return f"<p>{escape(repr(self))}</p>{self.table.to_html(index=False)}"


def finite(value: float) -> float | None:
    """A number for files, where infinite means that nothing known bounds it."""
    return value if abs(value) != float("inf") and value == value else None
