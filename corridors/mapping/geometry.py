"""Read the drawn course of the links; standard library only."""

from __future__ import annotations

import json
from pathlib import Path

Line = tuple[tuple[float, float], ...]


def load_geometry(data_dir: Path | str) -> dict[str, Line]:
    """Read the course of every link that has one.

    Parameters
    ----------
    data_dir
        Root of the data package; the files are ``geometry/*.geojson`` in it.

    Returns
    -------
    geometry
        Link id to (longitude, latitude) points in degrees WGS84, from the link's end a to its
        end b, at least two of them. Empty where the folder holds no file.

    Raises
    ------
    ValueError
        A file is not GeoJSON of line strings with a ``link_id``, or two files draw one link.
    """
    courses: dict[str, Line] = {}
    for path in sorted((Path(data_dir) / "geometry").glob("*.geojson")):
        try:
            features = json.loads(path.read_text(encoding="utf-8"))["features"]
            for feature in features:
                link_id = str(feature["properties"]["link_id"])
                points = tuple((float(x), float(y)) for x, y in feature["geometry"]["coordinates"])
                if link_id in courses:
                    raise ValueError(f"link {link_id} is drawn a second time")
                courses[link_id] = points
        except (KeyError, TypeError, ValueError) as fault:
            raise ValueError(f"{path}: not readable as the course of links: {fault!r}") from fault
    return courses
