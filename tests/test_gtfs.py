"""A day of a GTFS feed becomes services: hand-worked times and headways, days, matching."""

from __future__ import annotations

import datetime
import itertools
import warnings
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import corridors
from corridors.changes import apply
from corridors.errors import InputError
from corridors.exchange.folder import write_package
from corridors.exchange.timetables.feed import read_gtfs
from corridors.exchange.timetables.match import matched
from corridors.exchange.timetables.model import Timetable
from corridors.exchange.timetables.package import timetable_package
from corridors.exchange.timetables.project import changed, checked, project_yaml
from corridors.exchange.timetables.stations import Station
from corridors.families import FAMILIES
from corridors.network.distance import great_circle_km
from corridors.network.model import Network
from corridors.report.timetables import total_h
from corridors.routing.impedance import Impedance
from corridors.routing.runs import Timetable as Runs
from tests.gtfsfeeds import DAY, FILES, edited, feed

HOUR = 3600.0


@pytest.fixture(scope="module")
def base() -> Network:
    return corridors.load_network()


def keys(timetable: Timetable) -> set[str]:
    return {loss.key for loss in timetable.losses}


# ---- times and headways
def test_times_by_hand(tmp_path: Path) -> None:
    """Three trains: 40+2+48, 45+6+40 and 44+4+45 minutes, the last one past midnight."""
    found = read_gtfs(feed(tmp_path), DAY)
    (service,) = found.services
    pattern = service.pattern
    assert pattern.run_s == (40 * 60, 40 * 60)
    assert pattern.dwell_s == (4 * 60,)
    assert (pattern.trips, pattern.departures, pattern.headway_h) == (3, 3, 8.0)
    assert (pattern.first_s, pattern.last_s) == (7 * HOUR, 23.5 * HOUR)
    assert (pattern.quickest_s, pattern.median_s) == (90 * 60, 91 * 60)
    assert total_h(service) == pytest.approx(84 / 60)
    heads, stops = found.rows["services"], found.rows["service_stops"]
    assert heads[0]["headway_h"] == 8.0
    assert [row.get("run_h") for row in stops] == [None, 0.66667, 0.66667]
    assert [row.get("dwell_h") for row in stops] == [None, 0.06667, None]


def test_median_times(tmp_path: Path) -> None:
    (service,) = read_gtfs(feed(tmp_path), DAY, times="median").services
    assert service.pattern.run_s == (44 * 60, 45 * 60)


@pytest.mark.parametrize(("when", "count", "headway_h"), [
    ("06:00-22:00", 2, 8.0), ("22:00-06:00", 1, 8.0), ("06:00-09:00", 1, 3.0)])
def test_headway_of_a_period(tmp_path: Path, when: str, count: int, headway_h: float) -> None:
    (service,) = read_gtfs(feed(tmp_path), DAY, when=when).services
    assert (service.pattern.departures, service.pattern.headway_h) == (count, headway_h)


def test_trips_every_so_often(tmp_path: Path) -> None:
    """Half-hourly from 6 to 10 and hourly from 10 to 12: 8 and 2 departures, the end excluded."""
    path = feed(tmp_path, {
        "frequencies.txt": "trip_id,start_time,end_time,headway_secs,exact_times\n"
                           "T1,06:00:00,10:00:00,1800,0\nT1,10:00:00,12:00:00,3600,1\n"})
    found = read_gtfs(path, DAY)
    (service,) = found.services
    assert service.pattern.departures == 8 + 2 + 2
    assert service.pattern.headway_h == 2.0
    assert service.pattern.first_s == 6 * HOUR
    assert found.counts["frequency_trips"] == 1
    assert "gtfs.exact" in keys(found)


def test_missing_times_are_reckoned_by_distance(tmp_path: Path) -> None:
    rows = FILES["stop_times.txt"].replace("T1,07:40:00,07:42:00,LB,5", "T1,,,LB,5")
    found = read_gtfs(feed(tmp_path, {"stop_times.txt": rows}), DAY, times="median")
    assert found.counts["estimated"] == 1
    assert {row["confidence"] for row in found.rows["service_stops"]} == {"low"}
    one = read_gtfs(feed(tmp_path, {
        "stop_times.txt": rows, "trips.txt": "route_id,service_id,trip_id\nR1,WD,T1\n"}), DAY)
    there, on = one.services[0].pattern.run_s
    assert there + on == pytest.approx(90 * 60)
    points = {match.station.id: (match.station.lon, match.station.lat)
              for match in one.matches["rail"]}
    km = [great_circle_km(*points[a], *points[b]) for a, b in (("NN", "LB"), ("LB", "LZ"))]
    assert there / on == pytest.approx(km[0] / km[1])


def test_no_time_at_all_is_half_a_minute(tmp_path: Path) -> None:
    rows = ("trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
            "T1,07:00:00,07:00:00,NN,1\nT1,07:00:00,07:00:00,LB,2\nT1,08:00:00,08:00:00,LZ,3\n")
    found = read_gtfs(feed(tmp_path, {"stop_times.txt": rows}), DAY)
    assert found.services[0].pattern.run_s == (30.0, 3600.0)
    assert {"gtfs.raised", "gtfs.trip_silent"} <= keys(found)


def test_passing_without_boarding_is_no_stop(tmp_path: Path) -> None:
    rows = ("trip_id,stop_sequence,stop_id,departure_time,arrival_time,pickup_type,drop_off_type\n"
            "T1,1,NN,07:00:00,07:00:00,0,1\nT1,2,LB,07:40:00,07:40:00,1,1\n"
            "T1,3,LZ,08:00:00,08:00:00,1,0\n")
    found = read_gtfs(feed(tmp_path, {"stop_times.txt": rows}), DAY)
    assert found.services[0].pattern.run_s == (3600.0,)
    assert found.counts["unboarded"] == 1


def test_a_circle_calls_twice_at_one_station(tmp_path: Path) -> None:
    rows = FILES["stop_times.txt"] + "T4,10:00:00,10:00:00,NN,3\n"
    found = read_gtfs(feed(tmp_path, {"stop_times.txt": rows}), "2026-03-08")
    circle = next(one for one in found.services if one.stops[0] == one.stops[-1])
    assert len(circle.stops) == 3
    assert len(timetable_package(found).tables["service_stops"]) == 6


# ---- days
def test_days(tmp_path: Path) -> None:
    path = feed(tmp_path, {"calendar_dates.txt": "service_id,date,exception_type\n"
                                                 "WD,20260501,2\nSU,20260501,1\n"})
    assert read_gtfs(path, "2026-03-08").counts["trips"] == 4
    assert read_gtfs(path, "2026-05-01").counts["trips"] == 1
    with pytest.raises(InputError) as caught:
        read_gtfs(path, "2027-01-01")
    assert "2026-01-01" in caught.value.render("en")
    assert "2026-12-31" in caught.value.render("zh")


def test_trips_of_the_day_as_others_count_them(tmp_path: Path) -> None:
    partridge, gtfs_kit = pytest.importorskip("partridge"), pytest.importorskip("gtfs_kit")
    path = feed(tmp_path, {"calendar_dates.txt": "service_id,date,exception_type\n"
                                                 "WD,20260501,2\nSU,20260501,1\n"})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it calls pandas in a way that pandas 4 will refuse
        counts = partridge.read_trip_counts_by_date(str(path))
    kit = gtfs_kit.read_feed(path, dist_units="km")
    for day in ("2026-03-03", "2026-03-08", "2026-05-01", "2026-12-31"):
        date = datetime.date.fromisoformat(day)
        trips = kit.get_trips(f"{date:%Y%m%d}")
        ours = read_gtfs(path, day).counts["trips"]
        buses = int((trips["route_id"] == "B1").sum())
        assert ours + buses == len(trips) == counts[date]


# ---- stations
def test_stations_are_matched_by_name_and_distance(base: Network) -> None:
    def verdict(name: str, lon: float, lat: float) -> tuple[str, str]:
        station = Station("x", name, name, False, lon, lat, 2)
        (match,) = matched([station], base, "rail", 5.0)
        return match.verdict, match.taken

    row = base.nodes.row("rl_liuzhou")
    lon, lat = float(str(row["lon"])), float(str(row["lat"]))
    assert verdict("柳州火车站", lon + 0.02, lat) == ("name", "rl_liuzhou")
    assert verdict("Liuzhou Railway Station", lon, lat) == ("name", "rl_liuzhou")
    assert verdict("LIUZHOU", lon, lat) == ("name", "rl_liuzhou")
    assert verdict("别名", lon + 0.005, lat) == ("near", "rl_liuzhou")
    assert verdict("别名", lon + 0.03, lat) == ("unlike", "")
    assert verdict("柳州", lon + 0.3, lat) == ("far", "")
    assert verdict("别名", 100.0, 50.0) == ("none", "")


def test_translations_name_new_stations(tmp_path: Path) -> None:
    found = read_gtfs(feed(tmp_path, {
        "translations.txt": "table_name,field_name,language,translation,record_id,field_value\n"
                            "stops,stop_name,en,Trial Halt,LB,\n"
                            "stops,stop_name,en,Liuzhou,,柳州站\n"}), DAY)
    names = {row["name_zh"]: row["name_en"] for row in found.rows["nodes"]}
    assert names == {"试验小站": "Trial Halt", "柳州站": "Liuzhou", "南宁东站": "南宁东站"}
    assert found.counts["untranslated"] == 1


@pytest.mark.parametrize("datum", ["gcj02", "bd09"])
def test_other_coordinates_are_converted(tmp_path: Path, datum: str) -> None:
    plain, moved = (read_gtfs(feed(tmp_path), DAY, datum=name) for name in ("wgs84", datum))
    for one, other in zip(plain.matches["rail"], moved.matches["rail"], strict=True):
        assert 0.002 < abs(one.station.lon - other.station.lon) < 0.02
    assert "gtfs.datum" in keys(moved)


def test_shapes_measure_new_links(tmp_path: Path) -> None:
    """A shape that goes east first and north then: 100 km by 100 km of degrees, measured."""
    files = {"trips.txt": "route_id,service_id,trip_id,shape_id\nR1,WD,T1,H\n",
             "stops.txt": "stop_id,stop_name,stop_lat,stop_lon\n"
                          "NN,甲,23.0,108.0\nLZ,乙,24.0,109.0\n",
             "stop_times.txt": "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
                               "T1,07:00:00,07:00:00,NN,1\nT1,08:00:00,08:00:00,LZ,2\n"}
    straight = read_gtfs(feed(tmp_path, files), DAY)
    traced = read_gtfs(feed(tmp_path, {
        **files, "shapes.txt": "shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence\n"
                               "H,23.0,108.0,1\nH,23.0,109.0,2\nH,24.0,109.0,10\n"}), DAY)
    assert straight.links[0].km == pytest.approx(150.9, abs=0.2)
    assert traced.links[0].km == pytest.approx(102.0 + 111.2, abs=1.0)
    assert (straight.links[0].basis, traced.links[0].basis) == ("straight", "shape")
    assert [row["confidence"] for row in traced.rows["links"]] == ["low"]


# ---- into the network
def test_a_package_alone_and_beside_the_network(tmp_path: Path, base: Network) -> None:
    alone = read_gtfs(feed(tmp_path), DAY)
    write_package(timetable_package(alone), tmp_path / "alone")
    assert len(corridors.load_network(data=tmp_path / "alone").services) == 1
    beside = read_gtfs(feed(tmp_path), DAY, beside=base)
    assert beside.services[0].stops == ("rl_nanningdong", "rl_liuzhou")
    assert beside.services[0].pattern.run_s == (90 * 60,)
    assert beside.rows["links"] == [] == beside.rows["nodes"]
    write_package(timetable_package(beside, base), tmp_path / "both")
    both = corridors.load_network(data=tmp_path / "both")
    assert len(both.services) == len(base.services) + 1
    assert both.sources.row(beside.key)["publisher"] == "试验铁路局"


def test_a_new_timetable_shortens_a_journey(tmp_path: Path, base: Network) -> None:
    """A train every ten minutes that takes half an hour is taken; three slow ones a day are not."""
    rows = ("trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
            "T1,07:00:00,07:00:00,NN,1\nT1,07:30:00,07:30:00,LZ,2\n")
    often = {"stop_times.txt": rows, "frequencies.txt":
             "trip_id,start_time,end_time,headway_secs\nT1,00:00:00,24:00:00,600\n"}
    before = corridors.route(base, "南宁", "柳州", profile="passenger", mode="rail",
                             objective="time")
    times = []
    for files, stops in ((often, "known"), ({}, "all")):
        found = read_gtfs(feed(tmp_path, files), DAY, beside=base, stops=stops)
        after, _ = apply(base, [checked(project_yaml(found, base), found.key, base).batch()])
        times.append(corridors.route(after, "南宁", "柳州", profile="passenger", mode="rail",
                                     objective="time"))
    fast, slow = times
    assert fast.time_h < before.time_h
    assert fast.in_vehicle_h == pytest.approx(0.5)
    assert slow.time_h == pytest.approx(before.time_h)


def test_no_other_train_runs_on_links_of_a_timetable(tmp_path: Path, base: Network) -> None:
    """The links are 0.67 h each, faster than the line; only the service that names them is."""
    found = read_gtfs(feed(tmp_path), DAY, beside=base, stops="all")
    assert len(found.links) == 2
    batch = checked(project_yaml(found, base), found.key, base).batch()
    after, _ = apply(base, [batch])
    runs = Runs(Impedance(after, "passenger")).runs(FAMILIES["rail"])
    new = {after.links.index[link.id] for link in found.links}
    riders = {run.id for run in runs for stretch in run.stretches
              for link in (stretch.link, *stretch.way) if link is not None and link[0] in new}
    assert riders == {found.services[0].id}


def test_a_later_day_retimes_closes_and_adds(tmp_path: Path, base: Network) -> None:
    old = read_gtfs(feed(tmp_path), "2026-03-08", beside=base, stops="all")
    write_package(timetable_package(old, base), tmp_path / "old")
    before = corridors.load_network(data=tmp_path / "old")
    faster = edited("stop_times.txt", "T1,07:40:00,07:42:00", "T1,07:30:00,07:42:00")
    new = read_gtfs(feed(tmp_path, faster), DAY, beside=before, stops="all")
    assert changed(new, before) == {"new": 0, "retimed": 1, "gone": 1}
    after, log = apply(before, [checked(project_yaml(new, before), new.key, before).batch()])
    (kept,) = new.services
    assert after.service_stops.row(f"{kept.id}.02")["run_h"] == 0.5
    assert after.service_stops.row(f"{kept.id}.02")["dwell_h"] == pytest.approx(6 / 60)
    assert {row.action for row in log} == {"retime", "set", "close"}
    with pytest.raises(InputError, match="相同"):
        project_yaml(read_gtfs(feed(tmp_path), "2026-03-08", beside=before, stops="all"), before)


def test_the_same_feed_gives_the_same_bytes(tmp_path: Path, base: Network) -> None:
    made = {project_yaml(read_gtfs(feed(tmp_path), DAY, beside=base, stops="all"), base, "en")
            for _ in range(2)}
    assert len(made) == 1
    assert str(tmp_path).encode() not in made.pop()


# ---- laws
def clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


@settings(max_examples=25, derandomize=True, deadline=None,
          suppress_health_check=list(HealthCheck))
@given(trips=st.lists(st.tuples(
    st.integers(0, 86_399), st.sampled_from(["NN;LB;LZ", "LZ;LB;NN", "NN;LZ"]),
    st.lists(st.integers(1, 9000), min_size=2, max_size=2),
    st.integers(0, 1200)), min_size=1, max_size=12))
def test_laws_of_services(tmp_path: Path,
                          trips: list[tuple[int, str, list[int], int]]) -> None:
    rows = ["trip_id,arrival_time,departure_time,stop_id,stop_sequence"]
    runs: dict[str, list[list[int]]] = {}
    for n, (start, names, times, dwell) in enumerate(trips):
        stops = names.split(";")
        runs.setdefault(names, []).append(times[:len(stops) - 1])
        at = start
        for seq, stop in enumerate(stops):
            leave = at + (dwell if 0 < seq < len(stops) - 1 else 0)
            rows.append(f"T{n},{clock(at)},{clock(leave)},{stop},{seq}")
            at = leave + (times[seq] if seq < len(times) else 0)
    found = read_gtfs(feed(tmp_path, {
        "trips.txt": "route_id,service_id,trip_id\n" + "".join(
            f"R1,WD,T{n}\n" for n in range(len(trips))),
        "stop_times.txt": "\n".join(rows) + "\n"}), DAY)
    assert sum(one.pattern.departures for one in found.services) == len(trips)
    assert len(found.services) == len(runs)
    by_nodes = {match.station.id: key for match in found.matches["rail"]
                for key in [next(row["id"] for row in found.rows["nodes"]
                                 if row["name_zh"] == match.station.name_zh)]}
    for one in found.services:
        pattern = one.pattern
        assert pattern.headway_h * pattern.departures == pytest.approx(24.0)
        assert min(pattern.run_s) > 0
        names = next(names for names in runs
                     if tuple(by_nodes[stop] for stop in names.split(";")) == one.stops)
        assert pattern.run_s == tuple(map(min, zip(*runs[names], strict=True)))
        assert sum(pattern.run_s) <= min(map(sum, runs[names]))
    ids = [one.id for one in found.services]
    assert all(a != b for a, b in itertools.pairwise(sorted(ids)))
