"""The ids and names that drop-downs offer, and the way back from a name to its id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from corridors.families import MODES, OBJECTIVES, PROFILES
from corridors.messages import known, say
from corridors.network.load import read_base
from corridors.network.model import Network
from corridors.projects.plans import read_actions, read_plans
from corridors.projects.register import register
from corridors.schema import columns
from corridors.units import MEASURE_UNITS

CHANGED = ("links", "services", "service_stops", "locks", "nodes", "transfers", "vessels")
"""Tables whose values can be set or scaled."""
SEPARATORS = ";；、,，\n"
TITLE = 40
"""Characters of a document's title that a list shows."""


@dataclass(frozen=True)
class Entry:
    """One offer: its id, and its names in both languages."""

    id: str
    zh: str = ""
    en: str = ""

    def name(self, lang: str) -> str:
        """Its name in a language, without the signs that separate entries of a cell."""
        text = self.zh if lang == "zh" else self.en
        return " ".join("".join(" " if c in SEPARATORS else c for c in text).split())


class Lists:
    """Everything that a cell may refer to, by the name of the list."""

    def __init__(self, data: Path | None = None) -> None:
        self.data = data

    @cached_property
    def network(self) -> Network:
        """The network of the base date."""
        return read_base(self.data)

    def _named(self, table: str, zh: str = "name_zh", en: str = "name_en") -> list[Entry]:
        rows = self.network.tables[table]
        return [Entry(str(key), str(rows[zh][i]), str(rows[en][i]))
                for i, key in enumerate(rows["id"])]

    @cached_property
    def entries(self) -> Mapping[str, tuple[Entry, ...]]:
        """All lists."""
        tables = self.network.tables
        places, sets = self._named("places"), self._named("sets")
        node = {entry.id: entry for entry in self._named("nodes")}
        links, transfers = tables["links"], tables["transfers"]
        ends = self.network.place_sets.get("guangxi") or ()
        made: dict[str, Iterable[Entry]] = {
            "places": places, "sets": sets, "ends": [*sets, *places],
            "prefectures": [entry for entry in places if entry.id in ends],
            "nodes": node.values(), "services": self._named("services"),
            "locks": self._named("locks"), "vessels": self._named("vessels"),
            "links": [Entry(str(key), *(
                f"{links[f'line_{lang}'][i]} " + ("—" if lang == "zh" else "-").join(
                    getattr(node[str(links[end][i])], lang)
                    for end in ("from_node_id", "to_node_id")) for lang in ("zh", "en")))
                for i, key in enumerate(links["id"])],
            "lines": {str(key): Entry(str(key), str(links["line_zh"][i]),
                                      str(links["line_en"][i]))
                      for i, key in enumerate(links["line"])}.values(),
            "transfers": [Entry(str(key), *(
                ("—" if lang == "zh" else "-").join(
                    getattr(node[str(transfers[end][i])], lang)
                    for end in ("from_node_id", "to_node_id")) for lang in ("zh", "en")))
                for i, key in enumerate(transfers["id"])],
            "sources": [Entry(str(key), *(f"{tables['sources']['publisher'][i]} "
                                          f"{tables['sources']['title'][i]}"[:TITLE],) * 2)
                        for i, key in enumerate(tables["sources"]["id"])],
            "classes": [Entry(key, *_words(f"class.{key}"))
                        for key in sorted({str(one) for one in links["class"]})],
            "projects": [Entry(one.id, one.file.name.zh, one.file.name.en)
                         for one in register(self.data).all()],
            "plans": [Entry(key, plan.name.zh, plan.name.en)
                      for key, plan in read_plans(self.data).items()],
            "plan_sections": {key: Entry(key) if part.heading is None else
                              Entry(key, part.heading.zh, part.heading.en)
                              for plan in read_plans(self.data).values()
                              for key, part in plan.sections.items()}.values(),
            "actions": [Entry(key) for key in read_actions(self.data)],
            "parameters": [Entry(key, *_words(f"param.{key}"))
                           for key in self.network.parameters],
            "profiles": [Entry(key, *_words(f"profile.{key}")) for key in PROFILES],
            "modes": [Entry(key, *_words(f"mode.{key}")) for key in (*MODES, "inland")],
            "measures": [Entry(key, *_words(f"measure.{key}")) for key in MEASURE_UNITS],
            "objectives": [Entry(key, *_words(f"objective.{key}")) for key in OBJECTIVES],
            "columns": {name: Entry(name, column.title_zh, column.description)
                        for table in CHANGED for name, column in columns(table).items()
                        if name not in ("id", "service_id", "seq")}.values(),
        }
        rows = [entry for name in ("lines", "links", "services", "locks", "nodes", "transfers")
                for entry in made[name]]
        made["rows"] = {entry.id: entry for entry in rows}.values()
        return {name: tuple(found) for name, found in made.items()}

    @cached_property
    def _ids(self) -> dict[str, dict[str, Entry]]:
        return {name: {entry.id: entry for entry in found}
                for name, found in self.entries.items()}

    @cached_property
    def _names(self) -> dict[str, dict[str, list[str]]]:
        out: dict[str, dict[str, list[str]]] = {}
        for name, found in self.entries.items():
            names = out.setdefault(name, {})
            for entry in found:
                for text in {entry.zh, entry.en, entry.name("zh"), entry.name("en")} - {""}:
                    names.setdefault(text.casefold(), []).append(entry.id)
        return out

    def entry(self, name: str, key: str) -> Entry | None:
        """The entry of an id in a list, None where the list has none."""
        return self._ids.get(name, {}).get(key)

    def ids(self, name: str, text: str) -> tuple[str, ...]:
        """Ids that a text may mean: an id, an id with its name beside it, or a name.

        Examples
        --------
        >>> lists = Lists()
        >>> lists.ids("places", "nanning 南宁"), lists.ids("places", "南宁")
        (('nanning',), ('nanning',))
        """
        known_ids = self._ids.get(name, {})
        if text in known_ids:
            return (text,)
        first = text.split(maxsplit=1)[0] if text else ""
        if first in known_ids and text in (f"{first} {known_ids[first].name(lang)}"
                                           for lang in ("zh", "en")):
            return (first,)
        return tuple(dict.fromkeys(self._names.get(name, {}).get(text.casefold(), ())))


def _words(key: str) -> tuple[str, str]:
    return (say(key, "zh"), say(key, "en")) if known(key) else ("", "")
