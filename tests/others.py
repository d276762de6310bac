"""Programs of others that give a second opinion; the tests alone use them, never the package.

Where one is missing its tests are skipped; with ``CORRIDORS_RENDER=required``, as in ``.ci/run``,
that is a failure.
"""

from __future__ import annotations

import csv
import importlib
import os
import sqlite3
import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest


def program(name: str) -> Any:
    """A package of others."""
    try:
        return importlib.import_module(name)
    except ImportError:
        if os.environ.get("CORRIDORS_RENDER") == "required":
            pytest.fail(f"{name} is not installed")
        return pytest.skip(f"{name} is not installed")


def write(path: Path, rows: Sequence[Mapping[str, object]]) -> None:
    """A CSV table of rows that have the same columns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def rows_of(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV table."""
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def sioux_falls(folder: Path) -> list[tuple[int, int, float, float]]:
    """The network of Sioux Falls as AequilibraE ships it, written as a GMNS folder.

    Its figures go back to LeBlanc, Morlok and Pierskalla, 1975: 24 nodes, each of them a zone,
    and 76 one-way links with a time at free flow in minutes. Lengths are metres.

    Returns
    -------
    links
        From, to, metres and minutes, as they are in the file of AequilibraE.
    """
    home = Path(program("aequilibrae").__file__).parent / "reference_files" / "sioux_falls.zip"
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(home) as archive:
        archive.extract("project_database.sqlite", folder)
    base = sqlite3.connect(folder / "project_database.sqlite")
    try:
        nodes = [(number, *struct.unpack_from("<dd", shape, 6)) for number, shape in base.execute(
            "select node_id, geometry from nodes order by node_id")]
        links = list(base.execute("select link_id, a_node, b_node, distance, free_flow_time, "
                                  "capacity_ab, direction from links order by link_id"))
    finally:
        base.close()
    (folder / "project_database.sqlite").unlink()
    assert {row[-1] for row in links} == {1}
    write(folder / "config.csv", [{"dataset_name": "Sioux Falls", "long_length": "m",
                                   "speed": "km/h", "crs": "EPSG:4326", "version_number": 0.97,
                                   "id_type": "integer"}])
    write(folder / "node.csv", [{"node_id": number, "x_coord": x, "y_coord": y, "zone_id": number}
                                for number, x, y in nodes])
    write(folder / "link.csv", [{
        "link_id": number, "from_node_id": a, "to_node_id": b, "directed": "true",
        "length": metres, "free_speed": metres / 1000 / (minutes / 60), "lanes": 1,
        "capacity": capacity} for number, a, b, metres, minutes, capacity, _ in links])
    return [(a, b, metres, minutes) for _, a, b, metres, minutes, _, _ in links]
