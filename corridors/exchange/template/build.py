"""From recognised rows to the plain data of a project or scenario file."""

from __future__ import annotations

import re
from typing import Any

from corridors.errors import Fault
from corridors.exchange.template.built import Built, Gathered, Row, Where
from corridors.exchange.template.clean import Refused, clean
from corridors.exchange.template.lists import Lists
from corridors.exchange.template.recognise import Recognised, Record
from corridors.exchange.template.sheets import OF, Sheet, sheets
from corridors.exchange.template.words import title
from corridors.projects.model import ProjectFile
from corridors.scenario.file import ScenarioFile
from corridors.storage.portable import RESERVED

FILE_ID = re.compile(r"[a-z][a-z0-9_]*")
MAX_ID = 60


class Builder(Gathered):
    """Builds the files of one workbook."""

    def __init__(self, found: Recognised, book: str, lists: Lists, lang: str) -> None:
        super().__init__(book, lang, found.faults)
        self.lists = lists
        self.notes: list[Fault] = list(found.notes)
        self.rows = {
            key: [self._clean(record) for record in records]
            for key, records in found.records.items()}
        self.sheets = {sheet.key: sheet for sheet in sheets("both")}

    def _clean(self, record: Record) -> Row:
        row = Row(record)
        for one in record.sheet.fields:
            cell = record.cells.get(one.key)
            if cell is None:
                continue
            name = title(record.sheet, one, self.lang)
            try:
                row.own[one.key] = clean(one, cell, self.lists, name, self.notes)
            except Refused as wrong:
                self.fault(record.place(one.key), wrong.key, **wrong.values)
                row.own[one.key] = str(cell.value)[:200]
        return row

    # ---- whole files --------------------------------------------------------------------
    def files(self) -> list[Built]:
        """The project and the scenario, as far as they are filled in."""
        from corridors.exchange.template.edits import changes_of

        owners = [group for group in ("project", "scenario") if group in self.rows]
        if not owners:
            at = next((row.place() for rows in self.rows.values() for row in rows), "")
            self.fault(at, "workbook_nothing")
            return []
        out = []
        for group in owners:
            built = self._file(group)
            changes_of(self, built, owners)
            self._order(built)
            out.append(built)
        return out

    def _file(self, group: str) -> Built:
        form = self.rows[group][0]
        sheet = form.record.sheet
        built = Built(group, "", {"schema": 1}, {})
        for one in sheet.fields:
            where: Where = tuple(one.key.split("."))
            built.places[where] = form.place(one.key)
            value = form.own.get(one.key)
            if value is not None:
                _put(built.data, where, value)
        asked = built.data.get("question")
        if isinstance(asked, dict) and len(asked) == 1:
            built.data["question"] = next(iter(asked.values()))
        name = str(built.data.get("id", ""))
        built.id = name
        if not FILE_ID.fullmatch(name) or name in RESERVED or len(name) > MAX_ID:
            self.fault(form.place("id"), "workbook_id", limit=MAX_ID, found=name,
                       name=title(sheet, sheet.field("id"), self.lang))
            built.id = built.data["id"] = group
        if group == "scenario":
            built.data.pop("id", None)
            built.data.setdefault("compare", {})
        else:
            built.data.setdefault("status", {})
        for key, below in self.sheets.items():
            if below.below is not None and below.group == group and key.count(".") == 1:
                self._listed(built, below)
        for key, below in self.sheets.items():
            if below.below is not None and below.group == group and key.count(".") > 1:
                self._deeper(built, below)
        return built

    def _nested(self, row: Row, built: Built, where: Where,
                leave: tuple[str, ...]) -> dict[str, Any]:
        """The values of a row as nested data, the places of all its fields noted."""
        out: dict[str, Any] = {}
        for one in row.record.sheet.fields:
            if one.key in leave:
                continue
            inner: Where = tuple(one.key.split("."))
            built.places[(*where, *inner)] = row.place(one.key)
            value = row.own.get(one.key)
            if value is None:
                continue
            if one.single and isinstance(value, list) and len(value) == 1:
                value = value[0]
            _put(out, inner, value)
        built.places[where] = next((row.place(key) for key in row.own), row.place())
        return out

    def _listed(self, built: Built, sheet: Sheet) -> None:
        rows, below = self.rows.get(sheet.key, []), sheet.below
        assert below is not None
        if not rows:
            return
        key = below.key
        built.places[(key,)] = rows[0].place()
        if below.shape in ("mapping", "numbers"):
            made: dict[str, Any] = {}
            for row in rows:
                name = row.own.get("key")
                if name is None or name in made:
                    self.fault(row.place("key"), "workbook_row_key" if name is None else
                               "workbook_row_twice", name=title(sheet, sheet.field("key"),
                                                                self.lang), found=name)
                    continue
                where: Where = (key, str(name))
                if below.shape == "numbers":
                    built.places[where] = row.place("value")
                    made[str(name)] = row.own["value"]
                else:
                    made[str(name)] = self._nested(row, built, where, ("key",))
            built.data[key] = made
        elif below.shape == "pairs":
            for i, row in enumerate(rows):
                for j, end in enumerate(("from", "to")):
                    built.places[(key, i, j)] = row.place(end)
                    if end not in row.own:
                        self.fault(row.place(end), "workbook_row_key", name=title(
                            sheet, sheet.field(end), self.lang))
            built.data[key] = [[row.own.get("from", ""), row.own.get("to", "")] for row in rows]
        elif below.shape == "choice":
            ids = [row.own.get("id") for row in rows]
            if "all" in ids:
                if len(ids) > 1:
                    self.fault(rows[ids.index("all")].place("id"), "workbook_all")
                built.data[key] = "all"
                return
            listed: list[Any] = []
            for i, row in enumerate(rows):
                item = self._nested(row, built, (key, i), ())
                listed.append(item["id"] if [*item] == ["id"] else item)
            built.data[key] = listed
        else:
            built.data[key] = [self._nested(row, built, (key, i), ("no",))
                               for i, row in enumerate(rows)]

    def _deeper(self, built: Built, sheet: Sheet) -> None:
        """Rows within rows: they name the row that they belong to by its number."""
        above, below = sheet.key.split(".")[1], sheet.below
        assert below is not None
        owners = self.rows.get(f"{built.group}.{above}", [])
        numbers = [str(row.own.get("no", i)) for i, row in enumerate(owners, start=1)]
        for row in self.rows.get(sheet.key, []):
            number = str(row.own.get(OF, ""))
            if number not in numbers:
                self.fault(row.place(OF), "workbook_orphan", found=number,
                           allowed=", ".join(numbers))
                continue
            i, inner = numbers.index(number), tuple(below.key.split("."))
            target = built.data[above][i]
            for part in inner[:-1]:
                target = target.setdefault(part, {})
            listed = target.setdefault(inner[-1], [])
            listed.append(self._nested(row, built, (above, i, *inner, len(listed)), (OF,)))

    def _order(self, built: Built) -> None:
        """Keys in the order of the models; what a project does stands before its claims."""
        model = ProjectFile if built.group == "project" else ScenarioFile
        names = [info.alias or name for name, info in model.model_fields.items()]
        names = [name for name in names if name != "claims"]
        place = names.index("projects") + 1 if built.group == "scenario" else len(names)
        names[place:place] = ["changes"]
        names.append("claims")
        if built.group == "project" and "opening" in built.data:
            built.data["opening"] = {"planned": None, "actual": None, **built.data["opening"]}
        built.data = {name: built.data[name] for name in names if name in built.data}


def _put(data: dict[str, Any], where: Where, value: Any) -> None:
    for part in where[:-1]:
        data = data.setdefault(str(part), {})
    data[str(where[-1])] = value

