"""Who shares the gain: projects of a scenario one by one, or groups of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from corridors.analysis.compare import touches
from corridors.changes import Batch, Logged, apply
from corridors.changes.apply import AD_HOC
from corridors.errors import ChangeError, InputError, fault
from corridors.families import FAMILIES
from corridors.network.model import Network
from corridors.projects.model import Project
from corridors.projects.select import plans_of
from corridors.scenario.feedback import feed_back
from corridors.scenario.model import LockFeedback, Scenario
from corridors.scenario.resolve import States
from corridors.textfile import Document

BY = ("project", "kind", "plan")
"""What a player is: one project, all of a kind, or all that the same plans name."""
BACKGROUND = "background"
"""Group of projects that no plan names."""


@dataclass(frozen=True)
class Player:
    """A project or a group of them.

    Attributes
    ----------
    id
        Of the project; the kind; the plans joined by ``+``, or ``background``.
    mask
        Bits of its projects.
    required
        It was not listed, but what was listed requires it.
    """

    id: str
    mask: int
    required: bool = False


@dataclass(frozen=True, eq=False)
class Builder:
    """Builds the network of any set of projects; can be sent to other processes.

    Attributes
    ----------
    batches
        Changes of each project, bit by bit; those that the scenario itself brings come last.
    needs
        Bits of what each project cannot stand without.
    """

    base: Network
    batches: tuple[Batch, ...]
    needs: tuple[int, ...]
    feedback: tuple[LockFeedback, ...]
    document: Document

    def __getstate__(self) -> dict[str, Any]:
        """Without the networks of single projects, which no other process asks for."""
        return {name: value for name, value in vars(self).items() if name != "_logs"}

    def feasible(self, mask: int) -> int:
        """Largest subset that can stand: without those that miss what they need."""
        while True:
            kept = sum(1 << i for i in bits(mask) if not self.needs[i] & ~mask)
            if kept == mask:
                return mask
            mask = kept

    def with_needs(self, mask: int) -> int:
        """With all that they need, directly or not."""
        while True:
            more = mask
            for i in bits(mask):
                more |= self.needs[i]
            if more == mask:
                return mask
            mask = more

    def network(self, mask: int) -> Network:
        """The base with some projects.

        Raises
        ------
        InputError
            Their changes do not stand together.
        """
        batches = [self.batches[i] for i in bits(mask)]
        made, _ = self._applied(batches)
        return made

    def _applied(self, batches: Sequence[Batch]) -> tuple[Network, tuple[Logged, ...]]:
        if not batches:
            return self.base, ()
        made, log = apply(self.base, batches)
        if self.feedback and any(batch.id == AD_HOC for batch in batches):
            made, fed, faults = feed_back(made, self.feedback, self.document)
            log += fed
            if faults:
                raise InputError(faults)
        return made, log

    def reached(self, family: str) -> int:
        """Bits of the projects that can change the trips of a family."""
        found = 0
        for i, (after, log) in enumerate(self.own_logs):
            if touches(self.base, after, log, FAMILIES[family]):
                found |= 1 << i
        return found

    @property
    def own_logs(self) -> list[tuple[Network, list[Logged]]]:
        """Of each project the network with it and what it needs, and its rows of the log."""
        if "_logs" not in self.__dict__:
            everything, whole = self._applied(self.batches)
            logs = []
            for i, batch in enumerate(self.batches):
                mine = (AD_HOC, "scenario") if batch.id == AD_HOC else (batch.id,)
                alone = self.with_needs(1 << i)
                try:
                    after, log = self._applied([self.batches[j] for j in bits(alone)])
                except ChangeError as error:
                    raise InputError([fault("attr_stands_not", id=batch.id), *error.faults]
                                     ) from None
                rows = [row for row in log if row.project in mine]
                late = [row for row in whole if row.project in mine]
                logs.append((after, rows))
                if any(row.id not in after.tables[row.table] and
                       row.id not in self.base.tables[row.table] for row in late):
                    logs[-1] = (everything, [*rows, *late])
                else:
                    rows += late
            object.__setattr__(self, "_logs", logs)
        found: list[tuple[Network, list[Logged]]] = self.__dict__["_logs"]
        return found


def bits(mask: int) -> Iterator[int]:
    """Numbers of the bits that are set."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def builder_of(scenario: Scenario, states: States) -> Builder:
    """Builder of the projects that a scenario adds, and of its own changes where it has some.

    The scenario's own changes count as one more project. They need what they cannot be carried
    out without, found by taking projects away one after the other.
    """
    index = {project.id: i for i, project in enumerate(states.projects)}
    needs = [sum(1 << index[key] for key in project.needs if key in index)
             for project in states.projects]
    batches = [project.batch() for project in states.projects]
    feedback, document = scenario.file.lock_feedback, scenario.document
    if scenario.changes or feedback:
        batches.append(Batch(AD_HOC, scenario.changes, frozenset(index)))
        needs.append(_needed_by_own(Builder(
            states.base, tuple(batches), (*needs, 0), feedback, document)))
    return Builder(states.base, tuple(batches), tuple(needs), feedback, document)


def _needed_by_own(builder: Builder) -> int:
    """Bits of projects that the scenario's own changes, the last batch, need."""
    own = len(builder.batches) - 1

    def stands(mask: int) -> bool:
        try:
            builder.network(mask | 1 << own)
        except InputError:
            return False
        return True

    if stands(0):
        return 0
    kept = (1 << own) - 1
    for i in range(own):
        tried = builder.feasible(kept & ~(1 << i))
        if tried != kept and stands(tried):
            kept = tried
    return kept


def players_of(states: States, builder: Builder, by: str) -> tuple[Player, ...]:
    """Players in the order of their ids; what the scenario itself changes comes last.

    Parameters
    ----------
    by
        One of :data:`BY`.
    """
    groups: dict[str, int] = {}
    for i, project in enumerate(states.projects):
        key = _group(project, by)
        groups[key] = groups.get(key, 0) | 1 << i
    if len(builder.batches) > len(states.projects):
        groups[AD_HOC] = 1 << len(states.projects)
    pulled = set(states.pulled_in)
    order = sorted(groups, key=lambda key: (key == AD_HOC, key == BACKGROUND, key))
    return tuple(Player(key, groups[key], key in pulled and by == "project") for key in order)


def _group(project: Project, by: str) -> str:
    if by == "kind":
        return project.file.kind
    if by == "plan":
        return "+".join(sorted(plans_of(project))) or BACKGROUND
    return project.id


def bundles(projects: Sequence[Project], players: Iterable[Player]) -> dict[str, int]:
    """Projects that only gather others, as bits of the players that are their parts."""
    index = {player.id: i for i, player in enumerate(players)}
    by_id = {project.id: project for project in projects}
    found: dict[str, int] = {}
    for project in projects:
        if project.changes or not project.file.parts or project.id not in index:
            continue
        parts, stack = 0, [*project.file.parts]
        while stack:
            part = by_id.get(stack.pop())
            if part is None:
                continue
            if part.changes:
                parts |= 1 << index[part.id]
            stack += part.file.parts
        found[project.id] = parts
    return found
