"""Hold what a workbook says against the models and the network, and find its faults' cells."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from corridors.analysis.checks import check_file
from corridors.errors import Fault, InputError
from corridors.exchange.template.built import Built, Where
from corridors.exchange.template.yamltext import dump
from corridors.paths import embedded

BESIDE = ("import", "ground", "boundaries", "projects")
"""Folders of a data package that a check of one file does not need."""


def check_built(built: Built, book: str, folder: Path, data: Path | None) -> list[Fault]:
    """Every fault of the data of one file, each at its cell.

    Parameters
    ----------
    folder
        An empty folder for the file; every value stands on a line of its own there.
    """
    path = folder / f"{built.id}.yaml"
    text, lines = dump(built.data, short=False)
    path.write_text(text, encoding="utf-8")
    try:
        check_file(path, data)
    except InputError as error:
        return [_placed(one, built, lines, path, book) for one in error.faults]
    return []


def _placed(one: Fault, built: Built, lines: list[Where], path: Path, book: str) -> Fault:
    """A fault of the file as one of the cell that it comes from."""
    if one.file not in (None, str(path)):
        return one
    above: Where = lines[one.line - 1] if one.line and one.line <= len(lines) else ()
    at = _cell(one, built, above)
    return replace(one, file=f"{book} {at}".strip(), line=None, table=at or None)


def _cell(one: Fault, built: Built, above: Where) -> str:
    names = [_parts(str(one.values[key])) for key in ("name", "column", "what")
             if one.values.get(key)]
    for name in names:
        for where in ((*above, *name), name, (*above[:-1], *name)):
            if where in built.places:
                return built.places[where]
    found = str(one.values.get("found", ""))
    for name in names:
        below = [(where, place) for where, place in built.places.items()
                 if where[:len(above)] == above and where[-1] == name[-1]]
        exact = [place for where, place in below if str(_at(built.data, where)) == found]
        if exact or below:
            return exact[0] if exact else below[0][1]
    where = above
    while where:
        if where in built.places:
            return built.places[where]
        inner = [place for one_, place in built.places.items()
                 if one_[:len(where)] == where and _at(built.data, one_) is not None]
        if inner:
            return inner[0]
        where = where[:-1]
    return built.places.get(("id",), "")


def _parts(name: str) -> Where:
    return tuple(int(part) if part.isdigit() else part for part in name.split("."))


def _at(data: Any, where: Where) -> Any:
    for part in where:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def package_with(folder: Path, projects: Iterable[tuple[str, str]], data: Path | None) -> Path:
    """A copy of a data package with more projects, or others of the same id.

    Parameters
    ----------
    projects
        Id and YAML text of each.
    """
    source, target = data or embedded("data"), folder / "data"
    shutil.copytree(source, target, ignore=lambda at, names: [
        name for name in names if Path(at) == source and name in BESIDE])
    shutil.copytree(source / "projects", target / "projects")
    for key, text in projects:
        (target / "projects" / f"{key}.yaml").write_text(text, encoding="utf-8")
    return target


def merged(first: Iterable[Fault], second: Iterable[Fault]) -> list[Fault]:
    """Faults of cells, and those of the file whose cells have none yet; each once."""
    out = list(dict.fromkeys(_key(one) for one in first))
    taken = {key[2] for key in out if key[2]}
    kept = {_key(one): one for one in first}
    for one in second:
        if one.table not in taken and _key(one) not in kept:
            kept[_key(one)] = one
    return list(kept.values())


def _key(one: Fault) -> tuple[str, str, str | None, str | None]:
    return one.key, repr(sorted(one.values.items(), key=str)), one.table, one.file
