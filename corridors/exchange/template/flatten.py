"""A project or a scenario as rows of the sheets, and in words what does not fit into them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel

from corridors.changes.grammar import (
    AddRow,
    AddService,
    Change,
    Close,
    Retime,
    ScaleLinks,
    SetLinks,
)
from corridors.errors import Fault, fault
from corridors.exchange.template.sheets import ADDED, OF, RANGES, STOPS, Sheet, sheets
from corridors.projects.model import Project
from corridors.scenario.made import Scenario

Rows = dict[str, list[dict[str, Any]]]
"""Rows by sheet; a form has one. Cells are numbers, texts, booleans or lists of them."""
MAX_TEXT = 32_767
"""Characters that a cell can hold."""


def project_rows(project: Project, owner: str = "") -> tuple[Rows, list[Fault]]:
    """Rows of a project file.

    Parameters
    ----------
    owner
        Written beside each change, where the workbook holds a scenario as well.

    Returns
    -------
    rows, losses
        The rows, and what they leave out.
    """
    rows = _file_rows(project.file, "project")
    _merge(rows, _change_rows(project.changes, owner))
    return rows, [*_comments(project.text, project.id), *_unfit(rows, project.id)]


def scenario_rows(scenario: Scenario, owner: str = "") -> tuple[Rows, list[Fault]]:
    """Rows of a scenario, what it extends merged into it."""
    rows = _file_rows(scenario.file, "scenario")
    rows["scenario"][0]["id"] = scenario.id
    _merge(rows, _change_rows(scenario.changes, owner))
    losses = _unfit(rows, scenario.id)
    if scenario.path.is_file():
        losses += _comments(scenario.path.read_text(encoding="utf-8-sig"), scenario.id)
    data = scenario.document.data
    if isinstance(data, dict) and "extends" in data:
        losses.append(fault("template.loss_extends", id=scenario.id, parent=data["extends"]))
    return rows, losses


def _merge(rows: Rows, more: Rows) -> None:
    for key, found in more.items():
        rows.setdefault(key, []).extend(found)


def _file_rows(file: BaseModel, group: str) -> Rows:
    data = file.model_dump(by_alias=True, exclude_defaults=True, mode="python")
    kind = "project" if group == "project" else "scenario"
    rows: Rows = {}
    for sheet in sheets(kind):
        if sheet.form:
            rows[sheet.key] = [_form(sheet, data)]
        elif sheet.below is not None and sheet.key.count(".") == 1:
            rows[sheet.key] = list(_listed(sheet, data.get(sheet.below.key)))
    for sheet in sheets(kind):
        if sheet.below is not None and sheet.key.count(".") > 1:
            above, deep = sheet.key.split(".")[1], sheet.below.key
            rows[sheet.key] = [
                {OF: i, **_row(sheet, item)}
                for i, row in enumerate(data.get(above, ()), start=1)
                for item in _inside(row, deep) or ()]
    return {key: found for key, found in rows.items() if found}


def _inside(data: object, key: str) -> Any:
    """What stands at a dotted key; None where nothing does."""
    for part in key.split("."):
        if not isinstance(data, Mapping):
            return None
        data = data.get(part)
    return data


def _form(sheet: Sheet, data: Mapping[str, Any]) -> dict[str, Any]:
    out = _row(sheet, data)
    if isinstance(data.get("question"), str):
        out["question.zh"] = data["question"]
    return out


def _row(sheet: Sheet, data: Mapping[str, Any]) -> dict[str, Any]:
    found = {field.key: _inside(data, field.key) for field in sheet.fields}
    return {key: list(value) if isinstance(value, tuple) else value
            for key, value in found.items() if value is not None and value != ""}


def _listed(sheet: Sheet, data: Any) -> Iterable[dict[str, Any]]:
    if data is None:
        return
    if data == "all":
        yield {"id": data}
    elif isinstance(data, Mapping):
        for key, item in data.items():
            yield {"key": key, **(_row(sheet, item) if isinstance(item, Mapping)
                                  else {"value": item})}
    else:
        for i, item in enumerate(data, start=1):
            if isinstance(item, Mapping):
                numbered = {"no": i} if any(f.key == "no" for f in sheet.fields) else {}
                row = _row(sheet, item)
                yield {**numbered, **{key: [value] if sheet.field(key).type == "list" and
                                      isinstance(value, str) else value
                                      for key, value in row.items()}}
            elif isinstance(item, str):
                yield {"id": item}
            else:
                yield dict(zip(("from", "to"), item, strict=True))


def _change_rows(changes: Iterable[Change], owner: str) -> Rows:
    rows: Rows = {}
    for no, change in enumerate(changes, start=1):
        belongs = {"owner": owner} if owner else {}
        head = {"no": no, **belongs}
        if isinstance(change, AddRow):
            kind = next(key for key, table in ADDED.items() if table == change.table)
            key = change.row.get("id")
            rows.setdefault(kind, []).append({**head, **{
                name: value for name, value in change.row.items()
                if value is not None and value not in ("", ())}})
            if isinstance(change, AddService):
                rows.setdefault(STOPS, []).extend(
                    {OF: key, **belongs, **{name: value for name, value in stop.items()
                                            if name not in ("id", "service_id", "seq")}}
                    for stop in change.stops)
            rows.setdefault(RANGES, []).extend(
                {"table": change.table, OF: key, **belongs, "column": name, "low": low,
                 "high": high} for name, (low, high) in change.ranges.items())
            continue
        tail = {"source_id": change.source_id, "confidence": change.confidence}
        if isinstance(change, SetLinks | ScaleLinks):
            kind = "set" if isinstance(change, SetLinks) else "scale"
            existing = getattr(change, "existing", {})
            for name in dict.fromkeys([*change.values, *existing]):
                made = {**head, **_where(change.where), "column": name, **tail}
                for part, given in (("existing", existing), ("value", change.values)):
                    if name in given:
                        made[part] = given[name]
                if name in change.ranges:
                    made["low"], made["high"] = change.ranges[name]
                if getattr(change, "unchanged_ok", False):
                    made["unchanged_ok"] = True
                rows.setdefault(kind, []).append(made)
        elif isinstance(change, Retime):
            made = {**head, "service": change.service, **tail}
            if change.run_h is not None:
                made["run_h"] = list(change.run_h)
            if change.headway_h is not None:
                made["headway_h"] = change.headway_h
            if "headway_h" in change.ranges:
                made["low"], made["high"] = change.ranges["headway_h"]
            rows.setdefault("retime", []).append(made)
        elif isinstance(change, Close):
            rows.setdefault("close", []).append({**head, **_where(change.where), **tail})
    return rows


def _where(where: Mapping[str, Any]) -> dict[str, Any]:
    """What a change is of: kind, ids, conditions."""
    if "table" in where:
        conditions = ";".join(f"{name}={'|'.join(map(_text, _many(value)))}"
                              for name, value in where.items() if name != "table")
        return {"where": "table", "ids": [str(where["table"])], "conditions": conditions}
    (kind, ids), = where.items()
    return {"where": kind, "ids": [str(one) for one in _many(ids)]}


def _many(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _comments(text: str, key: str) -> list[Fault]:
    if any(line.lstrip().startswith("#") for line in text.splitlines()):
        return [fault("template.loss_comments", id=key)]
    return []


def _unfit(rows: Rows, key: str) -> list[Fault]:
    """Cells that would come back differently: blanks at an end, control characters, length."""
    return [fault("template.loss_value", id=key, name=f"{sheet}.{name}", found=repr(part)[:60])
            for sheet, found in rows.items() for row in found for name, value in row.items()
            for part in _many(value) if isinstance(part, str) and (
                len(part) > MAX_TEXT or part != part.strip()
                or any(ord(c) < 32 and c != "\n" for c in part))]
