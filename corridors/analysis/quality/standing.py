"""How much of the data is published, by mode and by table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from corridors.analysis.quality.totals import parts_of_totals
from corridors.network.distance import great_circle_km
from corridors.schema import columns
from corridors.tables import Table

LEVELS = ("high", "medium", "low", "assumed")
PUBLISHED = LEVELS[:3]
OWN = "corridors project"
"""Publisher of the project's own assumptions, definitions and coordinates."""
UNCOUNTED = ("values", "sets", "published_times", "sectors")
"""Tables without a count of rows: single figures are counted apart, sets are definitions, and no
result rests on the published times or on the sectors of the annex."""


@dataclass
class Standing:
    """Rows and kilometres by confidence of one group of rows.

    Attributes
    ----------
    scope
        ``links.<mode>``, ``flights``, ``figures`` or the name of a table.
    rows, km
        By confidence; ``km`` is the length of links, or of flights along the great circle. Of a
        link that is summed from published sections only these count as published; what lies
        between them counts as assumed.
    part_km
        Of the assumed kilometres those of links whose sum with their neighbours is published:
        the way is, the place where it is divided is not.
    """

    scope: str
    rows: dict[str, int] = field(default_factory=lambda: dict.fromkeys(LEVELS, 0))
    km: dict[str, float] = field(default_factory=lambda: dict.fromkeys(LEVELS, 0.0))
    part_km: float = 0.0

    def count(self, level: str, km: float = 0.0) -> None:
        """Take one row in."""
        self.rows[level] += 1
        self.km[level] += km

    def share(self, of: str) -> float | None:
        """Published share of ``rows`` or ``km``, 0 to 1; None of nothing."""
        by_level: Mapping[str, float] = self.rows if of == "rows" else self.km
        whole = sum(by_level.values())
        return sum(by_level[level] for level in PUBLISHED) / whole if whole else None

    @property
    def with_parts(self) -> float | None:
        """Share of kilometres that are published themselves or as part of a published total."""
        whole, own = sum(self.km.values()), self.share("km")
        return None if own is None else own + self.part_km / whole


def standing(tables: Mapping[str, Table]) -> list[Standing]:
    """Standing of links by mode (by their length), of flights, of every table, of figures."""
    return [*_links(tables), _flights(tables), *_tables(tables), _figures(tables["values"])]


def own_sources(tables: Mapping[str, Table]) -> set[str]:
    """Sources that are the project's own word: what rests on them is not published."""
    sources = tables["sources"]
    return {str(key) for key, publisher in zip(sources["id"], sources["publisher"], strict=True)
            if publisher == OWN}


def _links(tables: Mapping[str, Table]) -> Iterable[Standing]:
    links = tables["links"]
    parts = parts_of_totals(tables)
    out: dict[str, Standing] = {}
    for i, key in enumerate(links["id"]):
        mode = str(links["mode"][i])
        found = out.setdefault(mode, Standing(f"links.{mode}"))
        level, km = str(links["confidence"][i]), float(links["length_km"][i])
        known = known_km(links, i)
        found.count(level, known if level in PUBLISHED else km)
        if level in PUBLISHED:
            found.km["assumed"] += km - known
        if str(key) in parts:
            found.part_km += km - known
    return [out[mode] for mode in sorted(out)]


def known_km(links: Table, i: int) -> float:
    """Length of a link that is published: its sections, or all of it, or nothing."""
    if links["confidence"][i] == "assumed":
        return 0.0
    covered, length = float(links["published_km"][i]), float(links["length_km"][i])
    return min(covered, length) if covered == covered else length


def _flights(tables: Mapping[str, Table]) -> Standing:
    services, stops, nodes = tables["services"], tables["service_stops"], tables["nodes"]
    by_service: dict[str, list[tuple[float, int]]] = {}
    for i in range(len(stops)):
        by_service.setdefault(str(stops["service_id"][i]), []).append(
            (float(stops["seq"][i]), nodes.index[str(stops["node_id"][i])]))
    found = Standing("flights")
    for i, key in enumerate(services["id"]):
        if services["kind"][i] == "flight":
            at = [node for _, node in sorted(by_service.get(str(key), []))]
            km = sum(great_circle_km(nodes["lon"][a], nodes["lat"][a], nodes["lon"][b],
                                     nodes["lat"][b])
                     for a, b in pairwise(at))
            found.count(str(services["confidence"][i]), km)
    return found


def _tables(tables: Mapping[str, Table]) -> Iterable[Standing]:
    own = own_sources(tables)
    for name, table in tables.items():
        if name not in UNCOUNTED and "confidence" in columns(name):
            found = Standing(name)
            for source, level in zip(table["source_id"], table["confidence"], strict=True):
                found.count("assumed" if source in own else str(level))
            yield found


def _figures(values: Table) -> Standing:
    found = Standing("figures")
    for level in values["confidence"]:
        found.count(str(level))
    return found
