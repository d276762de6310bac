"""The plan documents that project files name."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import Field

from corridors.paths import embedded
from corridors.projects.model import Names
from corridors.textfile import read_yaml
from corridors.validation import DateText, Frozen, validate


class Plan(Frozen):
    """One plan document."""

    name: Names
    number: str | None = None
    publisher: Names
    issued: DateText
    published: DateText | None = None
    note: str = ""


class PlansFile(Frozen):
    """``plans.yaml``: plan documents by id."""

    schema_: int = Field(alias="schema")
    plans: dict[str, Plan]


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
    """
    document = read_yaml((data or embedded("data")) / "plans.yaml")
    return validate(PlansFile, document.data, document).plans
