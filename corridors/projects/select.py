"""Choosing projects of the register by what their files say."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from corridors.projects.model import KINDS, STAGES, Project

GROUPS = ("prefecture", "mode", "plan", "status")
WATER = ("waterway", "sea", "port")
"""Kinds of project that ``water`` means."""


@dataclass(frozen=True)
class Filters:
    """What a project must be; every one that is given must hold.

    Attributes
    ----------
    plan
        A plan names it, in the reading that counts.
    kinds, stages
        One of them; nothing passes where they are given and empty.
    opening_by
        Open by that date.
    background
        Whether no plan names it.
    openings
        ``planned``: by its actual opening or else by its planned one; ``actual``: by that alone.
    """

    plan: str | None = None
    kinds: Collection[str] | None = None
    stages: Collection[str] | None = None
    prefecture: str | None = None
    modelled: bool | None = None
    opening_by: str | None = None
    background: bool | None = None
    openings: str = "planned"

    def take(self, project: Project) -> bool:
        """Whether a project passes."""
        file = project.file
        return ((self.plan is None or self.plan in plans_of(project))
                and (self.kinds is None or file.kind in self.kinds)
                and (self.stages is None or file.status.stage in self.stages)
                and (self.prefecture is None or self.prefecture in file.prefectures)
                and (self.modelled is None or project.modelled == self.modelled)
                and (self.background is None or project.background == self.background)
                and (self.opening_by is None
                     or project.open_on(self.opening_by, self.openings)))


def with_water(kinds: Iterable[str]) -> tuple[str, ...]:
    """Kinds of project, ``water`` as those that it stands for.

    Examples
    --------
    >>> with_water(["water", "road"])
    ('waterway', 'sea', 'port', 'road')
    """
    return tuple(dict.fromkeys(each for kind in kinds
                               for each in (WATER if kind == "water" else (kind,))))


def plans_of(project: Project) -> tuple[str, ...]:
    """Plans that name a project, each once."""
    return tuple(dict.fromkeys(mention.plan for mention in project.file.named_in
                               if mention.reading == "main"))


def grouped(projects: Iterable[Project], by: str, *, prefectures: Sequence[str] = (),
            plans: Iterable[str] = ()) -> Mapping[str, tuple[Project, ...]]:
    """Projects by prefecture, mode, plan or status.

    Parameters
    ----------
    prefectures, plans
        Groups to be shown in that order, prefectures also where nothing lies in them.

    Returns
    -------
    groups
        Group -> projects, in a fixed order; the empty group, last, has those of no prefecture
        or plan. A project of two prefectures or plans stands in both.

    Examples
    --------
    >>> from corridors.projects.register import register
    >>> list(grouped([register().get("pinglu_canal")], "mode"))
    ['waterway']
    """
    chosen = tuple(projects)
    order = {"mode": KINDS, "status": STAGES, "plan": tuple(plans),
             "prefecture": tuple(prefectures)}[by]

    def groups_of(project: Project) -> tuple[str, ...]:
        if by == "mode":
            return (project.file.kind,)
        if by == "status":
            return (project.file.status.stage,)
        return (plans_of(project) if by == "plan" else project.file.prefectures) or ("",)

    found = {group: tuple(p for p in chosen if group in groups_of(p))
             for group in (*order, "")}
    return {group: items for group, items in found.items()
            if items or (by == "prefecture" and group)}
