"""Passenger trains and flights as GTFS: what others read, and the way there and back."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

import corridors
from corridors.cli.main import main
from corridors.exchange.timetables.export import clock, gtfs, trip_id
from corridors.exchange.timetables.feed import read_gtfs
from corridors.exchange.timetables.stations import CHINESE
from corridors.families import FAMILIES
from corridors.network.model import Network
from corridors.routing.departures import departures
from corridors.routing.impedance import Impedance
from corridors.routing.runs import Timetable
from corridors.routing.timed import LINE, timed


@pytest.fixture(scope="module")
def base() -> Network:
    return corridors.load_network()


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode())))


def test_hours_are_those_that_the_model_rides(base: Network) -> None:
    """From end to end as on the way of the service: flights as listed, trains as routed."""
    found, left = timed(base)
    assert left["broken"] == 0
    listed = {item.id: item for item in departures(base, "air")}
    flights = [one for one in found if one.mode == "air"]
    assert len(flights) > 100
    for one in flights:
        hours = listed[one.id].run_back_h if one.back else listed[one.id].run_h
        assert sum(one.run_h) + sum(one.dwell_h) == pytest.approx(hours)
    runs = {run.id: run for run in Timetable(Impedance(base, "passenger")).runs(FAMILIES["rail"])}
    table = Timetable(Impedance(base, "passenger"))
    trains = [one for one in found if one.mode == "rail" and not one.id.startswith(LINE)]
    for one in trains:
        stretches = table.sections(one.id, back=one.back)
        assert stretches is not None
        whole = sum(stretch.step.hours + (0.0 if stretch.link is None else float(
            table.costs.hours[stretch.link[1], stretch.link[0]])) for stretch in stretches)
        assert sum(one.run_h) + sum(one.dwell_h) == pytest.approx(whole)
    lines = {one.id for one in found if one.id.startswith(LINE)}
    assert lines <= set(runs)
    assert len(lines) + left["branched"] <= len([key for key in runs if key.startswith(LINE)])


def test_there_and_back_gives_the_same_times_and_headways(tmp_path: Path, base: Network) -> None:
    made = gtfs(base)
    path = tmp_path / "out.zip"
    path.write_bytes(made.zip())
    found = read_gtfs(path, base.date, beside=base, match_km=1.0)
    assert {match.taken for found_ in found.matches.values() for match in found_} == {
        match.station.id for found_ in found.matches.values() for match in found_}
    ours = {(one.id, one.stops): one for one in timed(base)[0] if one.headway_h <= 24}
    theirs = {(one.pattern.route, one.stops): one.pattern for one in found.services}
    assert len(ours) > 200
    assert set(ours) == set(theirs)
    for key, one in ours.items():
        pattern = theirs[key]
        assert pattern.headway_h == pytest.approx(one.headway_h, abs=1 / 3600)
        assert pattern.run_s == pytest.approx([max(1.0, h * 3600) for h in one.run_h], abs=1.01)
        assert pattern.dwell_s == pytest.approx([h * 3600 for h in one.dwell_h], abs=1.01)
    assert found.rows["nodes"] == [] == found.rows["links"]
    assert not [one.name_en for one in found.services if CHINESE.search(one.name_en)]


def test_other_readers_find_every_trip(tmp_path: Path, base: Network) -> None:
    """gtfs_kit keeps headways in 16 bits, 9.1 h at most, and fails beyond; partridge has them."""
    gtfs_kit, partridge = pytest.importorskip("gtfs_kit"), pytest.importorskip("partridge")
    made = gtfs(base, lines=False, stamp="abc")
    for name, content in made.files.items():
        (tmp_path / name).write_bytes(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        often = partridge.load_raw_feed(str(tmp_path)).frequencies
    (tmp_path / "frequencies.txt").unlink()
    kit = gtfs_kit.read_feed(tmp_path, dist_units="km")
    found = {trip_id(one): one for one in timed(base, lines=False)[0] if one.headway_h <= 24}
    assert set(kit.get_trips(base.date.replace("-", ""))["trip_id"]) == set(found)
    times = kit.stop_times.groupby("trip_id").size()
    assert all(times[key] == len(one.stops) for key, one in found.items())
    assert set(kit.routes["route_type"]) == {2, 1100}
    assert "abc" in str(kit.feed_info["feed_version"].iloc[0])
    for key, seconds in zip(often["trip_id"], often["headway_secs"], strict=True):
        assert int(seconds) == pytest.approx(found[key].headway_h * 3600, abs=0.5)


def test_files_refer_to_one_another_and_run_forward(base: Network) -> None:
    made = gtfs(base)
    read = {name: rows(content) for name, content in made.files.items()}
    stops = {row["stop_id"] for row in read["stops.txt"]}
    trips = {row["trip_id"] for row in read["trips.txt"]}
    assert {row["stop_id"] for row in read["stop_times.txt"]} == stops
    assert {row["trip_id"] for row in read["stop_times.txt"]} == trips
    assert {row["trip_id"] for row in read["frequencies.txt"]} == trips
    before: dict[str, str] = {}
    for row in read["stop_times.txt"]:
        assert before.get(row["trip_id"], "") < row["arrival_time"] or row["stop_sequence"] == "1"
        assert row["arrival_time"] <= row["departure_time"]
        before[row["trip_id"]] = row["departure_time"]
    english = [row["translation"] for row in read["translations.txt"]]
    assert len(english) > 100
    assert not any("\u3400" <= letter <= "\u9fff" for text in english for letter in text)
    assert {row["exact_times"] for row in read["frequencies.txt"]} == {"0"}
    assert made.zip() == gtfs(base).zip()


def test_clock_rounds() -> None:
    assert [clock(time) for time in (0.49, 59.5, 86399.6)] == ["00:00:00", "00:01:00", "24:00:00"]


def test_the_command(tmp_path: Path) -> None:
    for lang, word in (("zh", "未列时刻的线路"), ("en", "without a timetable")):
        done = CliRunner().invoke(main, ["export", "gtfs", "--lang", lang, "--out",
                                         str(tmp_path / lang)])
        assert done.exit_code == 0, done.output
        assert word in done.output
        assert zipfile.is_zipfile(tmp_path / lang / "gtfs.zip")
