"""Every public name says what it takes, what it gives and what may go wrong.

Numpydoc checks them. Left out on purpose: types (PR04), which stand in the signature and are
checked there; "see also" (SA01) and an extended summary (ES01), which many short things do not
need; examples (EX01), which run as doctests where they help; the form of the first word (SS05),
since what returns a thing is described by the thing.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import pytest

import corridors

validation = pytest.importorskip("numpydoc.validate")

LEFT_OUT = {"PR04", "SA01", "ES01", "EX01", "SS05"}
OF_CLASSES = {"PR01"}
"""Fields of a class are described under Attributes or beside the field."""


def public() -> Iterator[tuple[str, bool]]:
    """Dotted names of all that is public, and whether each is a class."""
    for name in corridors.__all__:
        found = getattr(corridors, name)
        if not (inspect.isclass(found) or inspect.isfunction(found)):
            continue
        dotted = f"{found.__module__}.{found.__qualname__}"
        yield dotted, inspect.isclass(found)
        for key, value in vars(found).items() if inspect.isclass(found) else ():
            inner = value.__func__ if isinstance(value, classmethod | staticmethod) else value
            if not key.startswith("_") and (inspect.isfunction(inner)
                                            or isinstance(inner, property)):
                yield f"{dotted}.{key}", False


def test_there_are_names() -> None:
    names = [name for name, _ in public()]
    assert len(names) > 100
    assert "corridors.analysis.compare.Comparison.matrix" in names


@pytest.mark.parametrize(("name", "is_class"), list(public()))
def test_docstring_is_complete(name: str, is_class: bool) -> None:
    allowed = LEFT_OUT | (OF_CLASSES if is_class else set())
    found = validation.validate(name)["errors"]
    assert [f"{code}: {text}" for code, text in found if code not in allowed] == []


@pytest.mark.parametrize("name", [
    name for name in corridors.__all__
    if hasattr(getattr(corridors, name), "__dataclass_fields__")])
def test_fields_of_results_are_described(name: str) -> None:
    """The section Attributes speaks of no field that is not there."""
    found = getattr(corridors, name)
    text = inspect.getdoc(found) or ""
    if "Attributes\n----------" in text:
        section = text.split("Attributes\n----------\n")[1].split("\n\n")[0]
        listed = {item.strip() for line in section.splitlines() if line and not line.startswith(" ")
                  for item in line.split(",")}
        assert {item for item in listed if not hasattr(found, item)} <= set(
            found.__dataclass_fields__)
