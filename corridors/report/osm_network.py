"""A network built from OpenStreetMap: its summary, its gaps, and both on the screen."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corridors import __version__
from corridors.messages import listed, say
from corridors.osm.defaults import SPEEDS
from corridors.osm.gaps import BANDS_M, Component, Gap
from corridors.osm.graph import ATTRIBUTION, Built
from corridors.osm.save import save
from corridors.osm.tags import CLASSES, MODES
from corridors.report.numbers import exact, show
from corridors.report.terminal import table
from corridors.report.text import to_csv, to_json

if TYPE_CHECKING:
    from rich.console import Console

GAP_COLUMNS = ("network", "gap_m", "band_m", "lon", "lat", "to_lon", "to_lat", "way", "to_way",
               "other_component", "node")


@dataclass(frozen=True)
class OsmNetwork:
    """What ``corridors osm build`` made.

    Attributes
    ----------
    area
        As asked for, without folders.
    bounds
        Of the area, west, south, east, north in degrees; None for the whole file.
    """

    built: Built
    components: tuple[Component, ...]
    gaps: tuple[Gap, ...]
    area: str
    bounds: tuple[float, float, float, float] | None
    modes: tuple[str, ...]
    classes: tuple[str, ...]
    tolerance_m: float


def class_rows(built: Built) -> list[dict[str, Any]]:
    """Length by mode and class, in the order of the classes.

    A course that may be used both ways counts once; of a road with two carriageways each counts.
    ``signed_km`` have a speed by tag, the others the default of their class.
    """
    edges = built.edges[~built.edges["reversed"].to_numpy(bool)]
    km = edges["length"] / 1000
    signed = km.where(edges["speed_basis"] != "default", 0.0)
    both = [edges["mode"], edges["class"]]
    total, own = km.groupby(both).sum(), signed.groupby(both).sum()
    found = []
    for mode in MODES:
        for class_ in CLASSES[mode]:
            if (mode, class_) in total.index:
                default = SPEEDS[mode, class_]
                found.append({
                    "mode": mode, "class": class_, "km": exact(float(total[mode, class_])),
                    "signed_km": exact(float(own[mode, class_])),
                    "default_kph": default.value, "default_low_kph": default.low,
                    "default_high_kph": default.high, "default_confidence": default.confidence})
    return found


def summary(made: OsmNetwork) -> dict[str, Any]:
    """What the network is, as data."""
    built, source = made.built, made.built.source
    edges = built.edges[~built.edges["reversed"].to_numpy(bool)]
    grades = (edges["length"] / 1000).groupby(edges["grade"]).sum()
    planned = (built.planned["length"] / 1000).groupby(
        [built.planned["state"], built.planned["mode"]]).sum()
    return {
        "schema": 1, "package_version": __version__, "attribution": ATTRIBUTION,
        "licence": "ODbL-1.0",
        "source": source.name, "source_sha256": source.sha256 or None,
        "timestamp": source.timestamp or None, "timestamp_basis": source.timestamp_basis or None,
        "replication_sequence": source.sequence or None, "generator": source.generator or None,
        "area": made.area, "bounds": None if made.bounds is None else list(made.bounds),
        "modes": list(made.modes), "classes": list(made.classes),
        "tolerance_m": made.tolerance_m, "simplified_by": built.simplified_by,
        "ways": built.ways, "nodes": len(built.nodes), "edges": len(built.edges),
        "missing_nodes": built.missing_nodes, "crossings_kept_apart": built.crossings,
        "cut_ends": int(built.nodes["cut"].notna().sum()),
        "lock_gates": int(built.nodes["lock_gate"].notna().sum()),
        "by_class": class_rows(built),
        "by_grade": [{"grade": str(name), "km": exact(float(km))} for name, km in grades.items()],
        "components": [{"network": one.network, "count": one.count, "km": exact(one.km),
                        "largest_km": exact(one.largest_km),
                        "largest_share": exact(one.share)} for one in made.components],
        "gaps": [{"up_to_m": limit, "count": sum(gap.gap_m <= limit for gap in made.gaps)}
                 for limit in BANDS_M],
        "planned": [{"state": str(state), "mode": str(mode), "km": exact(float(km))}
                    for (state, mode), km in planned.items()],
    }


def gaps_csv(gaps: Sequence[Gap]) -> bytes:
    """Dead ends that nearly touch, the narrowest gap of each network first."""
    return to_csv(GAP_COLUMNS, [
        (gap.network, round(gap.gap_m, 1), next(limit for limit in BANDS_M if gap.gap_m <= limit),
         gap.lon, gap.lat, gap.to_lon, gap.to_lat, gap.way, gap.to_way, gap.apart, gap.node)
        for gap in gaps])


def write_osm(made: OsmNetwork, folder: Path, formats: Collection[str]) -> tuple[str, ...]:
    """Write the network, ``gaps.csv`` and ``summary.json``, all or none; names of the files.

    Raises
    ------
    InputError, MissingPackageError, OutputError
        See :func:`corridors.osm.save.save`.
    """
    return save(made.built, folder, formats, {
        "gaps.csv": gaps_csv(made.gaps), "summary.json": to_json(summary(made))})


def print_osm(console: Console, made: OsmNetwork, lang: str) -> None:
    """Length by class, how it hangs together, and what to know about it."""
    built, source = made.built, made.built.source
    rows = [[say(f"osm.mode.{row['mode']}", lang), say(f"osm.class.{row['class']}", lang),
             show(row["km"], "h"), show(row["signed_km"] / row["km"] * 100 if row["km"] else None,
                                        "d0"),
             show(row["default_kph"], "d0"),
             f"{show(row['default_low_kph'], 'd0')}–{show(row['default_high_kph'], 'd0')}"]
            for row in class_rows(built)]
    console.print(table(say("osm.title", lang, area=made.area),
                        [say(key, lang) for key in (
                            "osm.head.mode", "osm.head.class", "osm.head.km", "osm.head.signed",
                            "osm.head.default", "osm.head.range")], rows, lang, left=2))
    for one in made.components:
        network = say(f"osm.mode.{one.network}", lang)
        console.print(say("osm.connected", lang, network=network) if one.count == 1 else
                      say("osm.component", lang, network=network, count=f"{one.count:,}",
                          share=show(one.share * 100, "%")))
    near, wide = (sum(gap.gap_m <= limit for gap in made.gaps) for limit in BANDS_M)
    console.print(say("osm.gaps", lang, near=near, wide=wide))
    if built.missing_nodes:
        console.print(say("osm.missing", lang, count=f"{built.missing_nodes:,}"))
    if built.crossings:
        console.print(say("osm.crossings", lang, count=f"{built.crossings:,}"))
    if len(built.planned):
        console.print(say("osm.planned", lang, count=f"{len(built.planned):,}",
                          km=show(float(built.planned["length"].sum()) / 1000, "h")))
    console.print(say("osm.lengths", lang))
    console.print(say(f"osm.simplified.{built.simplified_by}", lang, nodes=f"{len(built.nodes):,}",
                      edges=f"{len(built.edges):,}"))
    date = (say(f"osm.date.{source.timestamp_basis}", lang, date=source.timestamp)
            if source.timestamp else say("osm.date.unknown", lang))
    console.print(listed([say("osm.source", lang, name=source.name), date], lang))
    console.print(ATTRIBUTION)
