"""Skims and flows as OMX matrices, held against the libraries of others."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import openmatrix
import pytest
from click.testing import CliRunner

import corridors
from corridors import Network
from corridors.analysis.loading.demand import read_demand
from corridors.cli.main import main
from corridors.errors import CorridorsError
from corridors.exchange.omx import flows_csv, read_omx, skims_omx

ENDS = ("mine", "hill", "bay")


@pytest.fixture(scope="module")
def skims(toy: Network, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("omx") / "skims.omx"
    path.write_bytes(skims_omx(toy, ENDS[:2], ENDS, profile="bulk", modes=["road", "waterway"],
                               measures=["time_h", "distance_km"]))
    return path


def keys(caught: pytest.ExceptionInfo[CorridorsError]) -> list[str]:
    return [fault.key for fault in caught.value.faults]


def test_openmatrix_reads_the_skims(toy: Network, skims: Path) -> None:
    """bay, hill, mine are zones 1, 2, 3; from bay nothing was asked."""
    with openmatrix.open_file(str(skims)) as file:
        assert sorted(file.list_matrices()) == [
            "bulk__road__distance_km", "bulk__road__time_h", "bulk__waterway__distance_km",
            "bulk__waterway__time_h"]
        assert file.mapping("zone") == {1: 0, 2: 1, 3: 2}
        assert file.version() == b"0.2"
        km = np.array(file["bulk__road__distance_km"])
        water = np.array(file["bulk__waterway__time_h"])
    trip = corridors.route(toy, "mine", "bay", profile="bulk", mode="road")
    assert km[2, 0] == pytest.approx(trip.distance_km)
    with openmatrix.open_file(str(skims)) as file:
        assert np.array(file["bulk__waterway__distance_km"])[1, 0] == 120  # two reaches of 60
    assert np.isnan(km[0]).all()
    assert np.isnan(np.diag(km)).all()
    trip = corridors.route(toy, "hill", "bay", profile="bulk", mode="waterway")
    assert water[1, 0] == pytest.approx(trip.time_h)
    trip = corridors.route(toy, "mine", "bay", profile="bulk", mode="waterway")
    assert water[2, 0] == pytest.approx(trip.time_h)


def test_aequilibrae_reads_the_skims(skims: Path) -> None:
    matrix = pytest.importorskip("aequilibrae.matrix").AequilibraeMatrix()
    matrix.load(skims)
    assert "bulk__road__distance_km" in matrix.names
    matrix.computational_view(["bulk__road__distance_km"])
    assert matrix.zones == 3
    assert matrix.index.tolist() == [1, 2, 3]
    assert matrix.matrix_view[2, 1] > 89
    matrix.close()


def test_the_file_says_what_it_is_and_is_the_same_every_time(toy: Network, skims: Path) -> None:
    with h5py.File(skims) as file:
        assert file.attrs["data_version"].decode() == toy.data_version
        assert file["data"]["bulk__road__time_h"].attrs["unit"] == b"h"
    assert skims.read_bytes() == skims_omx(
        toy, ENDS[:2], ENDS, profile="bulk", modes=["road", "waterway"],
        measures=["time_h", "distance_km"])
    assert read_omx(skims).place_ids == ("bay", "hill", "mine")


def flows(path: Path, cells: Any, zones: list[int] | None = None, **more: Any) -> Path:
    """A matrix as another program writes it."""
    with openmatrix.open_file(str(path), "w") as file:
        file["demand"] = np.array(cells, dtype=float)
        for name, other in more.items():
            file[name] = np.array(other, dtype=float)
        if zones:
            file.create_mapping("TAZ", zones)
    return path


def test_flows_become_the_table_that_assign_takes(toy: Network, tmp_path: Path) -> None:
    path = flows(tmp_path / "od.omx", [[5, 1200.5, 0], [np.nan, 0, 7], [0, 0, 0]],
                 [101, 205, 309])
    zones = tmp_path / "zones.csv"
    zones.write_text("zone,place\n101,mine\n205,hill\n309,bay\n", encoding="utf-8")
    content, pairs, total = flows_csv(read_omx(path), toy, "bulk", zones=zones)
    assert (pairs, total) == (2, 1207.5)
    table = tmp_path / "flows.csv"
    table.write_bytes(content)
    with table.open(encoding="utf-8-sig", newline="") as stream:
        assert list(csv.reader(stream)) == [
            ["origin", "destination", "profile", "tonnes_per_year"],
            ["mine", "hill", "bulk", "1200.5"], ["hill", "bay", "bulk", "7.0"]]
    found = read_demand(table, toy)
    assert found.per_year["bulk", "mine", "hill"] == 1200.5


def test_every_fault_of_the_flows_is_said(toy: Network, tmp_path: Path) -> None:
    path = flows(tmp_path / "od.omx", [[0, -3], [np.inf, 0]], [1, 2])
    zones = tmp_path / "zones.csv"
    zones.write_text("zone,place\n1,atlantis\n", encoding="utf-8")
    with pytest.raises(CorridorsError) as caught:
        flows_csv(read_omx(path), toy, "bulk", zones=zones)
    assert sorted(keys(caught)) == ["omx_figure", "omx_figure", "omx_zone", "place_unknown"]
    assert "holds -3 from zone 1 to 2" in caught.value.render("en")
    with pytest.raises(CorridorsError) as caught:
        flows_csv(read_omx(path), toy, "bulk", "nothing")
    assert keys(caught) == ["omx_which"]
    good = flows(tmp_path / "good.omx", [[0, 3], [1, 0]])
    with pytest.raises(CorridorsError) as caught:
        flows_csv(read_omx(good), toy, "bulk")
    assert keys(caught) == ["omx_zones"]


def test_files_of_strangers(tmp_path: Path) -> None:
    def told(make: Any) -> str:
        path = tmp_path / "x.omx"
        path.unlink(missing_ok=True)
        make(path)
        with pytest.raises(CorridorsError) as caught:
            read_omx(path)
        return keys(caught)[0]

    def file(make: Any) -> Any:
        def write(path: Path) -> None:
            with h5py.File(path, "w") as made:
                make(made)
        return write

    assert told(lambda path: path.write_bytes(b"PK")) == "omx_none"
    assert told(lambda path: path.write_bytes(b"\x89HDF\r\n\x1a\n" + b"\x00" * 90)) == "omx_broken"
    assert told(lambda path: None) == "file_missing"
    assert told(file(lambda made: None)) == "omx_data"
    assert told(file(lambda made: made.create_group("data"))) == "omx_data"
    assert told(file(lambda made: made.create_dataset("data/a", (2, 3), dtype="f8"))) == (
        "omx_square")
    assert told(file(lambda made: made.create_dataset("data/a", (90_000, 90_000), chunks=(
        10, 10), dtype="f8"))) == "omx_large"
    assert told(file(lambda made: made.create_dataset("data/a", (2, 2), dtype="S9"))) == (
        "omx_numbers")
    assert told(file(lambda made: made.__setitem__(
        "data/a", h5py.ExternalLink("/etc/passwd", "/a")))) == "omx_link"
    assert told(file(lambda made: made.create_dataset(
        "data/a", (2, 2), dtype="f8", external="/etc/passwd"))) == "omx_numbers"


def test_the_commands(tmp_path: Path) -> None:
    def run(*args: str) -> Any:
        return CliRunner().invoke(main, [*args, "--lang", "en"], catch_exceptions=False)

    told = run("export", "omx", "--origins", "nanning", "--destinations", "shanghai", "--mode",
               "road", "--measure", "time_h", "--out", str(tmp_path))
    assert told.exit_code == 0, told.output
    assert "container__road__time_h" in told.output
    path = flows(tmp_path / "od.omx", [[0, 10], [0, 0]], [1, 2])
    zones = tmp_path / "zones.csv"
    zones.write_text("zone,place\n1,南宁\n2,shanghai\n", encoding="utf-8")
    told = run("import", "omx", str(path), "--zones", str(zones), "--out", str(tmp_path))
    assert told.exit_code == 0, told.output
    assert "pairs 1, in all 10 loaded TEU a year" in told.output.replace("\n", " ")
    assert run("export", "omx", "--origins", "nanning", "--destinations", "shanghai",
               "--measure", "hours", "--out", str(tmp_path)).exit_code == 2


def test_a_list_of_zones_with_a_quote_left_open_or_an_endless_cell(
        toy: Network, skims: Path, tmp_path: Path) -> None:
    """csv stumbles over both by itself; they are faults of the file."""
    path = tmp_path / "zones.csv"
    for text, key in (('zone,place\n1,"nanning\n2,qinzhou\n', "hostile.quote"),
                      (f"zone,place\n1,{'x' * 200_000}\n", "hostile.cell")):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(CorridorsError) as caught:
            flows_csv(read_omx(skims), toy, "bulk", "bulk__road__time_h", path)
        assert [one.key for one in caught.value.faults] == [key]
