"""A log of changes in words: what is added, closed and set, old -> new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from corridors.changes import Logged
from corridors.messages import known, listed, say
from corridors.network.model import Network
from corridors.report.figures import with_unit
from corridors.report.numbers import cell

SHOWN = {
    "links": ("length_km", "class", "tracks", "design_speed_kmh", "run_ab_h", "max_dwt_t",
              "depth_m", "capacity_ab_mt", "toll_cny_t"),
    "services": ("headway_h", "status"),
    "transfers": ("length_km",),
    "locks": ("chamber_length_m", "chamber_width_m", "max_dwt_t", "passage_h", "queue_ab_h",
              "capacity_ab_mt"),
}
"""Columns of an added row that a reader wants first; the log has all."""
WORDED = ("kind", "length_km", "class", "tracks", "design_speed_kmh", "speed_ab_kmh",
          "speed_ba_kmh", "run_ab_h", "run_ba_h", "run_h", "run_back_h", "max_dwt_t", "depth_m",
          "depth_low_water_m", "clearance_m", "capacity_ab_mt", "capacity_ba_mt", "utilisation",
          "rate_factor", "dwell_factor", "toll_cny_t", "tariff_km", "headway_h", "status",
          "chamber_length_m", "chamber_width_m", "sill_depth_m", "passage_h", "queue_ab_h",
          "queue_ba_h", "queue_low_water_ab_h", "queue_low_water_ba_h", "volume_ab_mt",
          "volume_ba_mt", "road_km", "traffic")
"""Columns that the catalogue has a word for; others go by their id."""
SILENT = ("note", "source_id", "confidence", "opened", "published_km", "name_zh", "name_en")
"""Columns that say where a value comes from, not what it is."""
UNNAMED = ("service_stops",)
"""Tables whose added rows are told with those that they belong to."""


def change_lines(log: Iterable[Logged], base: Network, after: Network, lang: str,
                 cite: Mapping[str, str] | None = None) -> list[str]:
    """One line a row that is added, closed or set, in the order of the log.

    Parameters
    ----------
    cite
        Source id -> how it is cited; ids themselves where None. One that is not in it is left
        out, as an assumption is.
    """
    rows: dict[tuple[str, str, str], list[Logged]] = {}
    for item in log:
        action = item.action if item.action in ("add", "close") else "set"
        rows.setdefault((action, item.table, item.id), []).append(item)
    closed = {(table, key) for action, table, key in rows if action == "close"}
    return [_line(action, table, key, items, base, after, lang) + _source(items[0], cite, lang)
            for (action, table, key), items in rows.items()
            if not (action == "add" and table in UNNAMED)
            and not (action == "close" and _owner(base, table, key) in closed)]


def _line(action: str, table: str, key: str, items: list[Logged], base: Network, after: Network,
          lang: str) -> str:
    what = say(f"row.{table}", lang)
    network = after if key in after.tables[table] else base
    name = row_name(network, table, key, lang)
    if action == "close":
        text = say("line.closed_row", lang, what=what, name=name)
    elif action == "add":
        new = {item.column: item for item in items}
        values = listed((f"{column_name(c, lang)} {_value(new[c], new[c].new, lang)}"
                         for c in SHOWN.get(table, ()) if c in new), lang)
        text = say("line.added_row" if values else "line.added_name", lang, what=what, name=name,
                   values=values)
    else:
        values = listed((say("line.set_value", lang, column=column_name(item.column, lang),
                             old=_value(item, item.old, lang),
                             new=_value(item, item.new, lang))
                         for item in items if item.column not in SILENT), lang)
        text = say("line.set_row", lang, what=what, name=name, values=values)
    return text


def _source(item: Logged, cite: Mapping[str, str] | None, lang: str) -> str:
    """Source and confidence, in brackets."""
    confidence = say(f"confidence.{item.confidence}", lang)
    if cite is None:
        return say("line.set_source", lang, source=item.source_id, confidence=confidence)
    return say("line.set_cited", lang, confidence=confidence, source="".join(
        cite.get(key, "") for key in item.source_id.split(";")))


def row_name(network: Network, table: str, key: str, lang: str) -> str:
    """What a row is called: its name, or the ends that it joins."""
    rows = network.tables[table]
    i = rows.index[key]
    if table == "service_stops":
        stop = row_name(network, "nodes", str(rows["node_id"][i]), lang)
        return f"{row_name(network, 'services', str(rows['service_id'][i]), lang)}—{stop}"
    if table in ("links", "transfers"):
        ends = "—".join(row_name(network, "nodes", str(rows[end][i]), lang)
                        for end in ("from_node_id", "to_node_id"))
        return f"{rows[f'line_{lang}'][i]} {ends}" if table == "links" else ends
    return str(rows[f"name_{lang}"][i])


def column_name(column: str, lang: str) -> str:
    """A column in words; its id where the catalogue has no word for it."""
    return say(f"column.{column}", lang) if column in WORDED else column


def _owner(network: Network, table: str, key: str) -> tuple[str, str] | None:
    """The row that goes along with a closed one: the link of a lock, the service of a stop."""
    belongs = {"locks": ("links", "link_id"), "service_stops": ("services", "service_id")}
    if table not in belongs or key not in network.tables[table]:
        return None
    other, column = belongs[table]
    rows = network.tables[table]
    return other, str(rows[column][rows.index[key]])


def _value(item: Logged, value: object, lang: str) -> str:
    """A value with its unit; codes of classes and standings in words."""
    if value is None or value == "" or value == ():
        return say("line.empty", lang)
    if item.column == "class" and known(f"class.{value}"):
        return say(f"class.{value}", lang)
    if item.table == "services" and item.column == "status":
        return say(f"service.{value}", lang)
    text = f"{value:g}" if isinstance(value, float) else cell(value)
    return with_unit(text, item.unit, lang)
