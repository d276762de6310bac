"""The result of a study of what fails: losses element by element, closures, resilience."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from corridors import __version__
from corridors.analysis.criticality.elements import Element
from corridors.analysis.criticality.losses import ALL
from corridors.card import Card, Shown
from corridors.messages import say
from corridors.network.model import Network
from corridors.projects.model import Project
from corridors.rounding import show
from corridors.scenario.model import Scenario

if TYPE_CHECKING:
    import pandas as pd

BASE, AFTER = "base", "after"


class Loss(NamedTuple):
    """What one element is worth in one state, by one main mode or by all together.

    Attributes
    ----------
    kind
        ``removed`` or ``halved``.
    loss_cny
        Of ``all``: weighted mean rise of the expected cost over the pairs that had a way, CNY a
        unit, where a pair without any way left bears the stated cost of no connection. Of a main
        mode: mean rise of its own generalised cost over the pairs that keep it.
    affected_pairs, affected_pct
        Pairs whose cost rises or that lose their way, and their share of the weight.
    lost_pairs, lost_pct
        Pairs that lose their way: the main mode, or every one.
    mean_extra_cny, max_extra_cny
        Rise of generalised cost over the affected pairs that keep a way; likewise the detours in
        hours and km; None where there are none. Of ``all`` of the main mode of least cost.
    alternative
        False where some pair has no other way; of a main mode, none within it.
    worst
        Pair with the largest rise.
    place
        The one place on whose trips nearly all of the loss falls: the element is a door of it.
    tried
        False where no best path uses the element, so that it changes nothing.
    """

    what: str
    id: str
    name_zh: str
    name_en: str
    element_mode: str
    kind: str
    state: str
    profile: str
    mode: str
    loss_cny: float | None
    affected_pairs: int
    affected_pct: float
    lost_pairs: int
    lost_pct: float
    mean_extra_cny: float | None
    max_extra_cny: float | None
    mean_detour_h: float | None
    max_detour_h: float | None
    mean_detour_km: float | None
    max_detour_km: float | None
    worst: str
    place: str
    alternative: bool
    tried: bool


class Outage(NamedTuple):
    """What a closure costs while it lasts, in one state, by one main mode or by all.

    Attributes
    ----------
    state
        ``base``, ``after``, or the id of a project that stands alone on the base.
    days
        How long it lasts; ``low``, ``high`` and the value of the file give a row each.
    hit_pct, lost_pct
        Share of the weight that is hit, and that has no other way.
    wait_cny, detour_cny
        Means over those hit that have another way: all wait for the reopening, all go round.
    least_cny
        The same where each takes the cheaper.
    cost_cny
        Mean over all that are hit, those that can only wait among them.
    mean_cny
        The same over all that have a way, hit or not: what a closure adds to a unit on average.
    loss_cny
        Rise of the expected cost while it is closed, as of an element.
    flows_cny
        All flows of the weights over the days of the closure; None without flows.
    """

    closure: str
    state: str
    profile: str
    mode: str
    duration: str
    days: float
    hit_pct: float
    lost_pct: float
    wait_cny: float | None
    detour_cny: float | None
    least_cny: float | None
    cost_cny: float | None
    mean_cny: float
    loss_cny: float | None
    lost_pairs: int
    flows_cny: float | None


class Gain(NamedTuple):
    """How much less an element or closure costs in one state than in the base.

    Attributes
    ----------
    kind
        ``removed``, ``halved``, or ``closed`` for closures.
    by
        ``after``, or the id of a project that stands alone on the base.
    base_cny, with_cny
        Loss of expected cost in both.
    difference_cny
        ``with_cny`` minus ``base_cny``: negative is resilience gained.
    lost_base, lost_with
        Pairs without any way.
    """

    what: str
    id: str
    kind: str
    profile: str
    by: str
    base_cny: float
    with_cny: float
    difference_cny: float
    lost_base: int
    lost_with: int


@dataclass(frozen=True, eq=False, repr=False)
class Critical(Shown):
    """Which links, locks, terminals and services matter.

    Attributes
    ----------
    network
        The network, or the base of the scenario.
    scenario
        None for a network of a date.
    states
        State -> its network.
    weights
        ``equal``, ``sector:ID`` or the name of a file of flows.
    weights_hash
        Content hash of the sector's row or the file; empty for equal weights.
    no_connection
        Cost of no connection, in least costs of the pair on the intact network.
    elements
        All that was looked at.
    unmodelled
        Locks whose queue cannot be worked out for half their capacity.
    closures
        Scenarios of closures that were tried.
    intact
        (state, profile) -> pairs that have a way.
    """

    network: Network
    scenario: Scenario | None
    states: Mapping[str, Network]
    profiles: tuple[str, ...]
    origins: tuple[str, ...]
    destinations: tuple[str, ...]
    season: str
    weights: str
    weights_hash: str
    no_connection: float
    elements: tuple[Element, ...]
    unmodelled: frozenset[str]
    closures: tuple[Scenario, ...]
    projects: tuple[Project, ...]
    intact: Mapping[tuple[str, str], int]
    tried: int
    rows: tuple[Loss, ...] = field(repr=False)
    outages: tuple[Outage, ...] = field(repr=False)

    @property
    def table(self) -> pd.DataFrame:
        """Losses as a tidy DataFrame; missing values are NaN."""
        return _frame(self.rows, Loss)

    @property
    def closure_table(self) -> pd.DataFrame:
        """Closures as a tidy DataFrame."""
        return _frame(self.outages, Outage)

    @property
    def resilience(self) -> pd.DataFrame:
        """What a scenario and its projects alone change in the losses, tidy."""
        return _frame(self.gains, Gain)

    @cached_property
    def gains(self) -> tuple[Gain, ...]:
        """Every loss of the base against the same in the after state, or with one project."""
        losses = {(row.what, row.id, row.kind, row.profile, row.state):
                  (row.loss_cny or 0.0, row.lost_pairs) for row in self.rows if row.mode == ALL}
        losses |= {("closures", row.closure, "closed", row.profile, row.state):
                   (row.loss_cny or 0.0, row.lost_pairs) for row in self.outages
                   if (row.mode, row.duration) == (ALL, "value")}
        out = []
        for (what, key, kind, profile, state), (cost, lost) in losses.items():
            known = losses.get((what, key, kind, profile, BASE))
            if state != BASE and known is not None:
                out.append(Gain(what, key, kind, profile, state, known[0], cost, cost - known[0],
                                known[1], lost))
        return tuple(out)

    def ranked(self, state: str, profile: str, kind: str = "removed",
               what: str | None = None) -> list[Loss]:
        """Elements from the greatest loss of all main modes together; those of none left out.

        Parameters
        ----------
        state
            ``base`` or ``after``.
        profile
            A kind of traveller or cargo, such as ``passenger``, ``container`` or ``bulk``.
        kind
            ``removed`` or ``halved``.
        what
            Elements of one kind only, such as ``locks``; all where None.

        Returns
        -------
        losses
            The greatest first.
        """
        rows = [row for row in self.rows if (row.state, row.profile, row.kind, row.mode)
                == (state, profile, kind, ALL) and (what is None or row.what == what)
                and ((row.loss_cny or 0.0) != 0.0 or row.lost_pairs)]
        return sorted(rows, key=lambda row: (-round(row.loss_cny or 0.0, 6), -row.lost_pairs,
                                             row.what, row.id))

    def card(self, lang: str) -> Card:
        """What was asked and what matters most, as :class:`~corridors.card.Card`.

        Parameters
        ----------
        lang
            ``zh`` or ``en``.

        Returns
        -------
        card
            Title, facts and rows, as a notebook shows them.
        """
        worst = [row for state in self.states for profile in self.profiles
                 for row in self.ranked(state, profile)[:5]]
        named = "; ".join(f"{row.id} {show(row.loss_cny, 'CNY')} CNY ({row.state}, "
                          f"{row.profile})" for row in worst[:1])
        heads = ("head.critical_what", "head.critical_element", "head.critical_by",
                 "head.profile", "head.critical_removed", "head.critical_lost")
        return Card(
            "Critical", self.network.date if self.scenario is None else self.scenario.id,
            "" if self.scenario is None else getattr(self.scenario.file.name, lang),
            headings=tuple(say(head, lang) for head in heads),
            rows=tuple((say(f"critical.what_{row.what}", lang),
                        row.name_zh if lang == "zh" else row.name_en, row.state,
                        say(f"profile.{row.profile}", lang), show(row.loss_cny, "CNY"),
                        str(row.lost_pairs)) for row in worst),
            numbers=frozenset({4, 5}),
            note=say("critical.card", lang, elements=f"{len(self.elements):,}",
                     tried=f"{self.tried:,}", weights=self.weights),
            stamp=say("line.critical_stamp", lang, scenario="—" if self.scenario is None
                      else self.scenario.hash, data=self.network.data_version,
                      version=__version__),
            line=f"{len(self.elements)} elements, {', '.join(self.states)}, "
                 f"{', '.join(self.profiles)}, weights {self.weights}, "
                 f"{len(self.closures)} closures; worst: {named or 'none'}")


def _frame(rows: tuple[NamedTuple, ...], kind: type) -> pd.DataFrame:
    import pandas as pd

    fields = kind._fields  # type: ignore[attr-defined]
    frame = pd.DataFrame(rows, columns=list(fields))
    numbers = [name for name in fields if name.endswith(("_cny", "_h", "_km", "_pct"))
               or name in ("days", "mean_cny")]
    return frame.astype(dict.fromkeys(numbers, float))
