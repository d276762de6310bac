"""How much of the data is published, by mode and by table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from corridors.network.distance import great_circle_km
from corridors.schema import columns
from corridors.tables import Table

LEVELS = ("high", "medium", "low", "assumed")
PUBLISHED = LEVELS[:3]


@dataclass
class Standing:
    """Rows and kilometres by confidence of one group of rows.

    Attributes
    ----------
    scope
        ``links.<mode>``, ``flights``, ``figures`` or the name of a table.
    rows, km
        By confidence; ``km`` is the length of links, or of flights along the great circle.
    """

    scope: str
    rows: dict[str, int] = field(default_factory=lambda: dict.fromkeys(LEVELS, 0))
    km: dict[str, float] = field(default_factory=lambda: dict.fromkeys(LEVELS, 0.0))

    def count(self, level: str, km: float = 0.0) -> None:
        """Take one row in."""
        self.rows[level] += 1
        self.km[level] += km

    def share(self, of: str) -> float | None:
        """Published share of ``rows`` or ``km``, 0 to 1; None of nothing."""
        by_level: Mapping[str, float] = self.rows if of == "rows" else self.km
        whole = sum(by_level.values())
        return sum(by_level[level] for level in PUBLISHED) / whole if whole else None


def standing(tables: Mapping[str, Table]) -> list[Standing]:
    """Standing of links by mode (by their length), of flights, of every table, of figures."""
    return [*_links(tables), _flights(tables), *_tables(tables), _figures(tables["values"])]


def _links(tables: Mapping[str, Table]) -> Iterable[Standing]:
    links, values = tables["links"], tables["values"]
    single = {str(values["row_id"][i]): str(values["confidence"][i]) for i in range(len(values))
              if values["table"][i] == "links" and values["column"][i] == "length_km"}
    out: dict[str, Standing] = {}
    for i, key in enumerate(links["id"]):
        mode = str(links["mode"][i])
        level = single.get(str(key), str(links["confidence"][i]))
        out.setdefault(mode, Standing(f"links.{mode}")).count(level, float(links["length_km"][i]))
    return [out[mode] for mode in sorted(out)]


def _flights(tables: Mapping[str, Table]) -> Standing:
    services, stops, nodes = tables["services"], tables["service_stops"], tables["nodes"]
    by_service: dict[str, list[tuple[float, int]]] = {}
    for i in range(len(stops)):
        by_service.setdefault(str(stops["service_id"][i]), []).append(
            (float(stops["seq"][i]), nodes.index[str(stops["node_id"][i])]))
    found = Standing("flights")
    for i, key in enumerate(services["id"]):
        if services["kind"][i] == "flight":
            at = [node for _, node in sorted(by_service[str(key)])]
            km = sum(great_circle_km(nodes["lon"][a], nodes["lat"][a], nodes["lon"][b],
                                     nodes["lat"][b])
                     for a, b in pairwise(at))
            found.count(str(services["confidence"][i]), km)
    return found


def _tables(tables: Mapping[str, Table]) -> Iterable[Standing]:
    for name, table in tables.items():
        if name != "values" and "confidence" in columns(name):
            found = Standing(name)
            for level in table["confidence"]:
                found.count(str(level))
            yield found


def _figures(values: Table) -> Standing:
    found = Standing("figures")
    for level in values["confidence"]:
        found.count(str(level))
    return found
