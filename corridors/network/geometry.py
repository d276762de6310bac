"""Course of the links, read only where something is drawn or exported."""

from __future__ import annotations

import json
from pathlib import Path

Line = tuple[tuple[float, float], ...]


def load_geometry(folder: Path) -> dict[str, Line]:
    """Course of every drawn link.

    Parameters
    ----------
    folder
        Data package with ``geometry/*.geojson``.

    Returns
    -------
    lines
        Link id -> (lon, lat) pairs, WGS84, from end a to end b.
    """
    lines: dict[str, Line] = {}
    for path in sorted((folder / "geometry").glob("*.geojson")):
        for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
            key = feature["properties"]["link_id"]
            lines[key] = tuple((x, y) for x, y in feature["geometry"]["coordinates"])
    return lines
