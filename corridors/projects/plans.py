"""The plan documents that project files name: their sections, and what their words promise."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from corridors.paths import embedded
from corridors.projects.model import Names
from corridors.textfile import read_yaml
from corridors.validation import DateText, Frozen, validate

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


@cache
def read_plans(data: Path | None = None) -> dict[str, Plan]:
    """Plan documents of a data package by id.

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


@cache
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


@cache
def _read(data: Path | None) -> PlansFile:
    document = read_yaml((data or embedded("data")) / "plans.yaml")
    return validate(PlansFile, document.data, document)
