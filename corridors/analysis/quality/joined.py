"""Whether places and terminals without a road node lie near a road on the ground."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from corridors.analysis.quality.finding import Finding, about
from corridors.ground.load import has_ground, load_ground
from corridors.ground.near import away_km
from corridors.routing.joined import SNAP_KM
from corridors.tables import Table


def joined(tables: Mapping[str, Table], folder: Path) -> Iterator[Finding]:
    """Places that only roads on the ground can lead to, and that lie too far from all of them.

    The same for terminals. Places abroad with a port in the town need no road.
    """
    if not has_ground(folder):
        return
    places, nodes = tables["places"], tables["nodes"]
    own = {str(place) for place, road in zip(nodes["place_id"], nodes["road_node_id"], strict=True)
           if place and not road}
    rows = [(places, i) for i, key in enumerate(places["id"])
            if not places["road_node_id"][i] and str(key) not in own]
    rows += [(nodes, i) for i, handled in enumerate(nodes["handles"])
             if handled and not nodes["road_node_id"][i] and not nodes["place_id"][i]]
    if not rows:
        return
    points = np.array([(table["lon"][i], table["lat"][i]) for table, i in rows])
    found = away_km(load_ground("roads", folder), points)
    for (table, i), km in zip(rows, found.tolist(), strict=True):
        if km > SNAP_KM:
            yield about("reach", table, str(table["id"][i]), folder, "found.no_ground",
                        name=table["name_zh"][i], km=round(km), limit=round(SNAP_KM))
