"""Lengths, speeds and totals that look wrong: held against ranges, courses and each other."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from pathlib import Path

from corridors.analysis.quality.finding import Finding, about
from corridors.network.distance import great_circle_km
from corridors.schema import columns
from corridors.tables import Table

Tables = Mapping[str, Table]

ASYMMETRY_LIMIT = 0.20
"""Run times or speeds of both directions on land may differ by this share of the larger."""
SAME_LENGTH = 0.02
"""Parallel links of one line whose lengths differ by less are taken for one link entered twice."""
COORDINATE_KM = 4.0
"""Both ends of a link stand within about 2 km of the truth."""
SECTION_LIMIT_KM = 0.6
"""Sections are rounded; their sum may miss the stated part by this much."""
BY_DIRECTION = ("run_ab_h", "run_ba_h"), ("speed_ab_kmh", "speed_ba_kmh")


def link_circle_km(tables: Tables, i: int) -> float:
    """Great circle between the ends of a link."""
    links, nodes = tables["links"], tables["nodes"]
    a, b = (nodes.index[str(links[end][i])] for end in ("from_node_id", "to_node_id"))
    return great_circle_km(nodes["lon"][a], nodes["lat"][a], nodes["lon"][b], nodes["lat"][b])


def sections(tables: Tables, folder: Path) -> Iterator[Finding]:
    """Links whose published part is not the sum of their sections, or which are shorter than it."""
    if "sections" not in tables:
        return
    table, links = tables["sections"], tables["links"]
    sums: dict[str, float] = {}
    for i, key in enumerate(table["link_id"]):
        sums[str(key)] = sums.get(str(key), 0.0) + float(table["used_km"][i])
    for i, key in enumerate(links["id"]):
        stated, length = float(links["published_km"][i]), float(links["length_km"][i])
        if stated != stated and str(key) not in sums:
            continue
        whole = sums.get(str(key), 0.0)
        if not abs(min(whole, length) - stated) <= SECTION_LIMIT_KM:
            yield about("sections", links, str(key), folder, "found.sections",
                        km="—" if stated != stated else f"{stated:g}", found=f"{whole:g}")
        elif whole > length + SECTION_LIMIT_KM:
            yield about("sections", links, str(key), folder, "found.sections_over",
                        km=f"{length:g}", found=f"{whole:g}")


def ranges(tables: Tables, folder: Path) -> Iterator[Finding]:
    """Figures of links outside what their mode and class make likely."""
    if "ranges" not in tables:
        return
    table, links = tables["ranges"], tables["links"]
    for r in range(len(table)):
        quantity = str(table["quantity"][r])
        low, high = float(table["low"][r]), float(table["high"][r])
        for i, key in enumerate(links["id"]):
            if links["mode"][i] != table["mode"][r] or (
                    table["class"][r] and links["class"][i] != table["class"][r]):
                continue
            for value in _quantities(tables, i, quantity):
                if not low <= value <= high:
                    yield about("range", links, str(key), folder, "found.range",
                                quantity=quantity, value=f"{value:.4g}", low=f"{low:g}",
                                high=f"{high:g}", kind=links["class"][i])


def _quantities(tables: Tables, i: int, quantity: str) -> list[float]:
    links = tables["links"]
    km = float(links["length_km"][i])
    if quantity == "detour":
        circle = link_circle_km(tables, i)
        if circle < km < circle + COORDINATE_KM or km < circle < km + COORDINATE_KM:
            return []  # within what the coordinates of its ends leave open
        return [km / circle] if circle > 0 else []
    if quantity == "run_speed_kmh":
        hours = (float(links[column][i]) for column in BY_DIRECTION[0])
        return [km / h for h in hours if h == h]
    value = float(links[quantity][i])
    return [value] if value == value else []


def asymmetric(tables: Tables, folder: Path) -> Iterator[Finding]:
    """Land links that take much longer one way, and services without a way back."""
    links = tables["links"]
    for i, key in enumerate(links["id"]):
        if links["mode"][i] not in ("road", "rail"):
            continue
        for there, back in BY_DIRECTION:
            a, b = float(links[there][i]), float(links[back][i])
            if (a == a) != (b == b) or (a == a and abs(a - b) > ASYMMETRY_LIMIT * max(a, b)):
                yield about("asymmetric", links, str(key), folder, "found.asymmetric",
                            column=f"{there} | {back}", ab=f"{a:g}", ba=f"{b:g}")
    services, stops = tables["services"], tables["service_stops"]
    ends: dict[str, list[str]] = {}
    for i in sorted(range(len(stops)), key=lambda i: float(stops["seq"][i])):
        ends.setdefault(str(stops["service_id"][i]), []).append(str(stops["node_id"][i]))
    ways = {(nodes[0], nodes[-1], services["mode"][services.index[key]])
            for key, nodes in ends.items() if key in services}
    for i, key in enumerate(services["id"]):
        nodes = ends.get(str(key), [])
        if nodes and not services["both_ways"][i] and (
                nodes[-1], nodes[0], services["mode"][i]) not in ways:
            yield about("asymmetric", services, str(key), folder, "found.one_way",
                        start=nodes[0], end=nodes[-1])


def duplicates(tables: Tables, folder: Path) -> Iterator[Finding]:
    """Links that look like the same infrastructure entered twice."""
    links = tables["links"]
    seen: dict[tuple[str, ...], list[int]] = {}
    for i in range(len(links)):
        ends = sorted((str(links["from_node_id"][i]), str(links["to_node_id"][i])))
        key = (str(links["mode"][i]), *ends, str(links["traffic"][i]))
        seen.setdefault(key, []).append(i)
    for rows in seen.values():
        for n, i in enumerate(rows):
            for first in rows[:n]:
                a, b = float(links["length_km"][i]), float(links["length_km"][first])
                if links["line"][i] == links["line"][first] or (
                        links["class"][i] == links["class"][first]
                        and abs(a - b) <= SAME_LENGTH * max(a, b)):
                    yield about("duplicate", links, str(links["id"][i]), folder,
                                "found.duplicate", first=links["id"][first], km=f"{a:g}",
                                first_km=f"{b:g}")


def without_range(tables: Tables, folder: Path) -> Iterator[Finding]:
    """Assumed figures that do not say how far they may be wrong."""
    values = tables["values"]
    known = set()
    for i, key in enumerate(values["id"]):
        where = tuple(str(values[column][i]) for column in ("table", "row_id", "column"))
        known.add(where)
        table = tables.get(where[0])
        column = columns(where[0]).get(where[2]) if where[0] in tables else None
        if values["confidence"][i] != "assumed" or table is None or column is None:
            continue
        if column.type not in ("float", "int"):
            continue
        if math.isnan(values["low"][i]) or math.isnan(values["high"][i]):
            yield about("no_range", values, str(key), folder, "found.no_range",
                        column=where[2], of=where[1])
    links = tables["links"]
    for i, key in enumerate(links["id"]):
        if links["confidence"][i] == "assumed" and ("links", str(key), "length_km") not in known:
            yield about("no_range", links, str(key), folder, "found.no_range",
                        column="length_km", of=key)
