"""The plan documents that project files name: their sections, and what their words promise."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from corridors.errors import InputError, fault
from corridors.migrations import read_current
from corridors.paths import Found, as_found, embedded, own
from corridors.projects.model import Names
from corridors.validation import DateText, Frozen, validate

FILE = "plans.yaml"

Promise = Literal["study", "preliminary", "planned", "ongoing", "construction", "opened"]


class Section(Frozen):
    """One section of a plan.

    Attributes
    ----------
    heading
        None where the stored text lost it.
    basis
        ``inferred`` where its number follows from its neighbours only.
    units
        Responsible units (责任单位) in the order and the words of the plan, which leaves 自治区 or
        市 out after the first; empty where the stored text has none.
    """

    heading: Names | None = None
    basis: Literal["stated", "inferred"] = "stated"
    units: tuple[str, ...] = ()
    units_basis: Literal["stated", "inferred"] = "stated"
    note: str = ""


class Plan(Frozen):
    """One plan document.

    Attributes
    ----------
    horizon
        Day by which it wants its items to have reached what it promises.
    sections
        By number, in the order of the text.
    """

    name: Names
    number: str | None = None
    publisher: Names
    issued: DateText
    published: DateText | None = None
    horizon: DateText | None = None
    note: str = ""
    sections: dict[str, Section] = {}


class PlansFile(Frozen):
    """``plans.yaml``: plan documents by id, and what their action words promise."""

    schema_: int = Field(alias="schema")
    plans: dict[str, Plan]
    actions: dict[Promise, tuple[str, ...]] = {}


def read_plans(data: Path | None = None) -> dict[str, Plan]:
    """Plan documents of a data package by id, and those of the workspace beside the embedded ones.

    Raises
    ------
    InputError
        With all faults of the file.

    Examples
    --------
    >>> read_plans()["guangxi_2022"].published
    '2022-11-30'
    >>> read_plans()["wuzhou_2023"].sections["二(二)8"].units[0]
    '市交通运输局'
    """
    return _read(data).plans


def read_actions(data: Path | None = None) -> dict[str, Promise]:
    """Action word of a plan -> stage that the plan promises by its horizon.

    Raises
    ------
    InputError
        With all faults of the file.

    Examples
    --------
    >>> read_actions()["研究建设"]
    'study'
    """
    return {word: stage for stage, words in _read(data).actions.items() for word in words}


def _read(data: Path | None) -> PlansFile:
    usual = embedded("data")
    mine = own(FILE) if data in (None, usual) else None
    return _joined((data or usual) / FILE, mine, None if mine is None else as_found(mine))


@cache
def _joined(path: Path, mine: Path | None, found: Found | None) -> PlansFile:
    """A file of plans, and the user's own plans beside it, until those are others."""
    del found
    document = read_current(path, "plans")
    file = validate(PlansFile, document.data, document)
    if mine is None:
        return file
    document = read_current(mine, "plans")
    added = validate(PlansFile, document.data, document)
    taken = [fault("plan_taken", file=mine, line=document.line(("plans", key)), id=key)
             for key in added.plans if key in file.plans]
    words = {word: stage for stage, words in file.actions.items() for word in words}
    taken += [fault("action_taken", file=mine, line=document.line(("actions", stage)), word=word,
                    stage=words[word]) for stage, given in added.actions.items()
              for word in given if words.get(word, stage) != stage]
    if taken:
        raise InputError(taken)
    stages = {*file.actions, *added.actions}
    actions = {stage: tuple(dict.fromkeys((*file.actions.get(stage, ()),
                                           *added.actions.get(stage, ()))))
               for stage in sorted(stages)}
    return file.model_copy(update={"plans": {**file.plans, **added.plans}, "actions": actions})
