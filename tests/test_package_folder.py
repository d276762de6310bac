"""A network goes out as a data package and comes back the same."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import corridors
from corridors import Network
from corridors.exchange.folder import write_package
from corridors.exchange.package import CARRIED, merged, packed, parsed


@pytest.mark.parametrize("year", [None, 2025])
def test_a_network_written_as_a_package_is_read_back_the_same(year: int | None,
                                                              tmp_path: Path) -> None:
    before = corridors.load_network(year=year)
    written = write_package(packed(before), tmp_path)
    after = corridors.load_network(data=tmp_path)
    assert {"links.csv", "parameters.yaml", "state.yaml", "geometry/courses.geojson"} <= {*written}
    assert after == before
    assert (after.date, after.projects) == (before.date, before.projects)
    assert after.geo("links").geometry.equals(before.geo("links").geometry)


def test_cells_of_any_kind_are_checked_by_the_declared_columns(toy: Network) -> None:
    rows = {name: list(table.rows()) for name, table in packed(toy).tables.items()}
    tables, faults = parsed(rows)
    assert faults == []
    assert all(tables[name] == toy.tables[name] for name in CARRIED if name in toy.tables)
    rows["links"][0]["length_km"] = "far"
    rows["locks"][0]["link_id"] = "nowhere"
    _, faults = parsed(rows, Path("net.gpkg"))
    assert [(fault.key, fault.table, fault.line) for fault in faults] == [
        ("cell_number", "links", 2)]  # references are looked at once the cells are right


def test_rows_beside_a_network_must_not_contradict_it(toy: Network) -> None:
    package = packed(toy)
    assert merged(package, toy).network() == toy
    faster, _ = corridors.apply(toy, [corridors.SetLinks(
        where={"link": str(toy.links["id"][0])}, values={"design_speed_kmh": 77})])
    with pytest.raises(corridors.CorridorsError, match=str(toy.links["id"][0])):
        merged(packed(faster), toy)


def test_a_state_that_makes_no_sense_is_refused(tmp_path: Path) -> None:
    write_package(packed(corridors.load_network()), tmp_path)
    (tmp_path / "state.yaml").write_text("schema: 1\ndate: 2022\nbuilt_in: pinglu_canal\nx: 1\n",
                                         encoding="utf-8")
    with pytest.raises(corridors.CorridorsError) as told:
        corridors.load_network(data=tmp_path)
    assert [fault.key for fault in told.value.faults] == [
        "date_wrong", "state_projects", "key_unknown"]


def test_there_is_one_zero(toy: Network) -> None:
    """A negative zero would be another content to the hash, and is lost in most formats."""
    nodes = toy.nodes.edited({(str(toy.nodes["id"][0]), "lat"): -0.0})
    assert np.copysign(1.0, nodes["lat"][0]) == 1.0
