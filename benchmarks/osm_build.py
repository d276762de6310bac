"""Time `corridors osm build` on a real file and on many copies of it.

``python benchmarks/osm_build.py FILE.osm.pbf [COPIES]`` copies the file with new ids, each copy
moved by half a degree, into one large file beside the results (kept in a temporary folder), and
times reading, building and saving in a fresh process each, with the peak of memory. Ids are
spread over the range that OpenStreetMap uses today, since the filter of node ids in pyosmium is a
bitmap over that range: packed ids would make it look too small. POSIX only.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from pathlib import Path

HIGHEST_ID = 13_000_000_000
"""About the newest node of OpenStreetMap, 2026."""
CHINA_MB = 1300.0
EVERY = ("motorway,trunk,primary,secondary,tertiary,unclassified,residential,living_street,"
         "service,road,highspeed,main,branch,industrial,other,unspecified,narrow_gauge,river,"
         "canal,fairway,ferry")


def copied(source: Path, target: Path, copies: int) -> None:
    """Write so many copies of a file, nodes first, ids ascending."""
    import osmium

    nodes, ways = [], []
    for thing in osmium.FileProcessor(str(source)):
        if thing.is_node():
            nodes.append((thing.id, thing.lon, thing.lat, dict(thing.tags)))
        elif thing.is_way():
            ways.append(([node.ref for node in thing.nodes], dict(thing.tags)))
    nodes.sort()
    place = {node[0]: i for i, node in enumerate(nodes)}
    stride = HIGHEST_ID // copies
    writer = osmium.SimpleWriter(str(target))
    for copy in range(copies):
        east, north = 95 + copy % 20 / 2, 18 + copy // 20 / 2
        for i, (_, lon, lat, tags) in enumerate(nodes):
            writer.add_node(osmium.osm.mutable.Node(
                id=copy * stride + i + 1, tags=tags,
                location=(lon - nodes[0][1] + east, lat - nodes[0][2] + north)))
    for copy in range(copies):
        for i, (refs, tags) in enumerate(ways):
            writer.add_way(osmium.osm.mutable.Way(
                id=copy * len(ways) + i + 1, tags=tags,
                nodes=[copy * stride + place[ref] + 1 for ref in refs if ref in place]))
    writer.close()


def stages(path: Path, classes: str, simplify: str, folder: Path) -> None:
    """Print seconds and MB after each stage; run in a process of its own."""
    from corridors.osm.gaps import components, gaps
    from corridors.osm.graph import build
    from corridors.osm.read import read
    from corridors.osm.save import save
    from corridors.osm.tags import DEFAULT_CLASSES, MODES

    def now() -> tuple[float, float]:
        return time.perf_counter(), time.process_time()

    def told(what: str, started: tuple[float, float]) -> None:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        wall, busy = (end - start for start, end in zip(started, now(), strict=True))
        print(f"  {what:<40}{wall:>8.1f} s{busy:>8.1f} s of processor{peak:>8.0f} MB", flush=True)

    begun = now()
    ways = read(path, MODES, classes.split(",") if classes else DEFAULT_CLASSES)
    told(f"read {len(ways):,} ways", begun)
    begun = now()
    built = build(ways, simplify={"osmnx": True, "split": False}.get(simplify))
    told(f"{built.simplified_by}: {len(built.nodes):,} nodes, {len(built.edges):,} edges", begun)
    begun = now()
    components(built)
    told(f"components, {len(gaps(built)):,} gaps", begun)
    for form in ("gpkg", "parquet"):
        begun = now()
        save(built, folder, [form])
        told(f"save {form}", begun)


def main(source: str, copies: str = "400") -> None:
    """Make the large file and time each case."""
    import subprocess

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        large = folder / "copies.osm.pbf"
        copied(Path(source), large, int(copies))
        for path in (Path(source), large):
            mb = path.stat().st_size / 1e6
            for classes, simplify in (("", "osmnx"), ("", "split"), (EVERY, "split")):
                print(f"{path.name}, {mb:.1f} MB, "
                      f"{'all classes' if classes else 'default classes'}, {simplify}",
                      flush=True)
                subprocess.run([sys.executable, __file__, "--stages", str(path), classes,
                                simplify, str(folder / "out")], check=True)
        print(f"China by bytes: times {CHINA_MB / (large.stat().st_size / 1e6):.1f}")
    print(f"{sys.version.split()[0]}, {os.cpu_count()} cores")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--stages"]:
        stages(Path(sys.argv[2]), sys.argv[3], sys.argv[4], Path(sys.argv[5]))
    else:
        main(*sys.argv[1:3])
