"""Course of the links, read only where something is drawn or exported."""

from __future__ import annotations

import json
from pathlib import Path

from corridors.errors import InputError, fault

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
        Link id -> (lon, lat) pairs, WGS84, from end a to end b; empty where nothing is drawn.

    Raises
    ------
    InputError
        A file is no GeoJSON of line strings with a ``link_id``, or a link is drawn twice.
    """
    lines: dict[str, Line] = {}
    for path in sorted((folder / "geometry").glob("*.geojson")):
        try:
            for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
                key = str(feature["properties"]["link_id"])
                if key in lines:
                    raise ValueError(f"{key} stands there a second time")
                lines[key] = tuple((float(x), float(y))
                                   for x, y in feature["geometry"]["coordinates"])
        except (KeyError, TypeError, ValueError) as error:
            raise InputError(fault("geometry_broken", file=path, reason=error)) from None
    return lines
