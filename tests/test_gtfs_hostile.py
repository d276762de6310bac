"""Broken and hostile feeds: a message that says where, what and what to do; never a traceback."""

from __future__ import annotations

import contextlib
import io
import json
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corridors.cli.main import main
from corridors.errors import CorridorsError, InputError
from corridors.exchange.timetables import archive
from corridors.exchange.timetables.feed import read_gtfs
from corridors.exchange.timetables.model import Timetable
from tests.gtfsfeeds import DAY, FILES, edited, feed, feed_bytes

Changes = dict[str, str | bytes | None]
TIMES = "stop_times.txt"


def long(name: str, row: str) -> Changes:
    return {name: FILES[name] + row}


def caught(path: Path, day: str = DAY) -> InputError:
    with pytest.raises(InputError) as error:
        read_gtfs(path, day)
    return error.value


BROKEN: dict[str, tuple[Changes, str, str]] = {
    "no stops": ({"stops.txt": None}, "gtfs.file_missing", "stops.txt"),
    "empty trips": ({"trips.txt": ""}, "gtfs.file_empty", "trips.txt"),
    "no calendar": ({"calendar.txt": None}, "gtfs.calendar_missing", "calendar_dates.txt"),
    "column": (edited(TIMES, "stop_sequence", "stop_sequense"), "gtfs.column_missing",
               "stop_sequense"),
    "long row": (long(TIMES, "T1,09:00:00,09:00:00,LZ,9,x,y\n"), "gtfs.row_long", "line 15"),
    "quote": (long("stops.txt", 'Q,"never closed,1,2,,\n'), "gtfs.no_csv", "quotation mark"),
    "stop twice": (long("stops.txt", "LZ,又一,24,109,,\n"), "gtfs.id_twice", "line 6"),
    "trip twice": (long("trips.txt", "R1,WD,T1\n"), "gtfs.id_twice", "T1"),
    "route type": (edited("routes.txt", "D1,2", "D1,rail"), "gtfs.route_type", "rail"),
    "date": (edited("calendar.txt", "20261231\nSU", "20261331\nSU"), "gtfs.date", "20261331"),
    "time": (edited(TIMES, "07:40:00", "7h40"), "gtfs.time", "line 3"),
    "negative time": (edited(TIMES, "07:40:00", "-07:40:00"), "gtfs.time", "-07:40:00"),
    "endless time": (edited(TIMES, "07:40:00", "999:40:00"), "gtfs.time", "240"),
    "sequence": (edited(TIMES, "LB,5", "LB,five"), "gtfs.sequence", "five"),
    "sequence twice": (edited(TIMES, "LB,5", "LB,1"), "gtfs.sequence_twice", "T1"),
    "unknown stop": (edited(TIMES, "LB,5", "XX,5"), "gtfs.stop_unknown", "XX"),
    "no point": (edited("stops.txt", "24.31,109.39", ","), "gtfs.stop_point", "LZ"),
    "point nan": (edited("stops.txt", "24.31,109.39", "nan,inf"), "gtfs.stop_point", "LZ"),
    "swapped": (edited("stops.txt", "stop_lat,stop_lon", "stop_lon,stop_lat"), "gtfs.swapped",
                "swapped"),
    "abroad": (edited("stops.txt", "24.31,109.39", "48.2,16.3"), "gtfs.outside", "16.3"),
    "frequency": ({"frequencies.txt": "trip_id,start_time,end_time,headway_secs\n"
                                      "T1,06:00:00,10:00:00,0\n"}, "gtfs.frequency", "86400"),
    "many": ({"frequencies.txt": "trip_id,start_time,end_time,headway_secs\n"
                                 + "T1,00:00:00,239:00:00,1\n" * 20}, "gtfs.frequency_many",
             "1000000"),
    "binary": ({"stops.txt": b"\x00\x01" * 50}, "gtfs.binary", "stops.txt"),
    "utf-16": ({"stops.txt": FILES["stops.txt"].encode("utf-16")}, "gtfs.binary", "UTF-8"),
    "no text": ({"stops.txt": b"stop_id\n\xff\xff\xff\n"}, "gtfs.encoding", "GB18030"),
    "only buses": (edited("routes.txt", "D1,2", "D1,700"), "gtfs.no_routes", "2"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_feeds_are_told(tmp_path: Path, name: str) -> None:
    changes, key, words = BROKEN[name]
    error = caught(feed(tmp_path, changes))
    assert key in {fault.key for fault in error.faults}
    assert words in error.render("en") if name != "column" else "stop_sequense" in \
        error.render("zh")
    assert str(error) == error.render("zh")


def test_all_faults_at_once(tmp_path: Path) -> None:
    error = caught(feed(tmp_path, {"stops.txt": None, "calendar.txt": None,
                                   **edited("routes.txt", "route_type", "kind")}))
    assert [fault.key for fault in error.faults] == [
        "gtfs.file_missing", "gtfs.calendar_missing", "gtfs.column_missing"]


def test_bad_trips_are_left_out_and_told(tmp_path: Path) -> None:
    rows = FILES[TIMES].replace("T1,08:30:00,08:30:00,LZ", "T1,07:30:00,07:30:00,LZ").replace(
        "T2,12:00:00,12:00:00,NN", "T2,,,NN")
    found = read_gtfs(feed(tmp_path, {TIMES: rows}), DAY)
    told = {loss.key: loss.render("en") for loss in found.losses}
    assert "T1 (2)" in told["gtfs.trip_backwards"]
    assert "T2 (5)" in told["gtfs.trip_untimed"]
    assert (found.counts["broken"], found.services[0].pattern.trips) == (2, 1)


# ---- encodings and layouts that are read
def names(found: Timetable) -> set[object]:
    return {row["name_zh"] for row in found.rows["nodes"]}


def test_encodings_and_layouts(tmp_path: Path) -> None:
    plain = read_gtfs(feed(tmp_path), DAY)
    marked: Changes = {name: b"\xef\xbb\xbf" + text.encode() for name, text in FILES.items()}
    windows: Changes = {name: text.replace("\n", "\r\n") + "\r\n" for name, text in FILES.items()}
    blanks: Changes = {name: text.replace(",", " , ") for name, text in FILES.items()}
    gbk: Changes = {name: text.encode("gbk") for name, text in FILES.items()}
    for changes in (marked, windows, blanks, gbk):
        found = read_gtfs(feed(tmp_path, changes), DAY)
        assert found.rows == plain.rows
    assert "gtfs.gbk" in {loss.key for loss in found.losses}
    (tmp_path / "inside.zip").write_bytes(feed_bytes(prefix="feed/"))
    assert names(read_gtfs(tmp_path / "inside.zip", DAY)) == names(plain)
    folder = tmp_path / "open"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    assert names(read_gtfs(folder, DAY)) == names(plain)


# ---- archives
def packed(path: Path, entries: list[tuple[str, bytes]]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries:
            made.writestr(name, content)
    return path


def test_names_that_climb_are_not_read(tmp_path: Path) -> None:
    """A stops.txt outside of the archive neither takes the place of ours nor is written."""
    entries = [(name, text.encode()) for name, text in FILES.items()]
    path = packed(tmp_path / "climb.zip", [
        ("../stops.txt", b"evil"), ("/etc/stops.txt", b"evil"), ("..\\..\\routes.txt", b"evil"),
        *entries])
    before = sorted(tmp_path.rglob("*"))
    found = read_gtfs(path, DAY)
    assert "gtfs.lost_files" in {loss.key for loss in found.losses}
    assert sorted(tmp_path.rglob("*")) == before


def test_bombs_are_refused_before_they_are_unpacked(tmp_path: Path) -> None:
    entries = [(name, text.encode()) for name, text in FILES.items() if name != "shapes.txt"]
    path = packed(tmp_path / "bomb.zip", [*entries, ("shapes.txt", b"0" * 60_000_000)])
    tracemalloc.start()
    error = caught(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [fault.key for fault in error.faults] == ["gtfs.bomb"]
    assert peak < 10_000_000


def test_bounds_of_an_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many = packed(tmp_path / "many.zip", [
        (f"{n}.txt", b"") for n in range(archive.MAX_MEMBERS + 1)])
    assert caught(many).faults[0].key == "hostile.members"
    assert caught(packed(tmp_path / "twice.zip", [
        ("a/stops.txt", b"x"), ("b/stops.txt", b"x")])).faults[0].key == "gtfs.member_twice"
    monkeypatch.setattr(archive, "MAX_BYTES", 1000)
    assert caught(feed(tmp_path)).faults[0].key == "gtfs.large"
    folder = tmp_path / "large"
    folder.mkdir()
    (folder / "stops.txt").write_bytes(b"x" * 2000)
    assert caught(folder).faults[0].key == "gtfs.large"


def test_what_is_no_archive(tmp_path: Path) -> None:
    whole = feed_bytes()
    for number, content in enumerate((b"", b"no zip", whole[:len(whole) // 2], whole[:-30])):
        path = tmp_path / f"{number}.zip"
        path.write_bytes(content)
        assert caught(path).faults[0].key == "gtfs.no_zip"
    assert caught(tmp_path / "nowhere.zip").faults[0].key == "gtfs.no_feed"
    locked = bytearray(whole)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # the flag of a password
        at = locked.find(mark)
        while at >= 0:
            locked[at + offset] |= 1
            at = locked.find(mark, at + 4)
    (tmp_path / "locked.zip").write_bytes(locked)
    assert caught(tmp_path / "locked.zip").faults[0].key == "gtfs.encrypted"


@settings(max_examples=40, derandomize=True, deadline=None,
          suppress_health_check=list(HealthCheck))
@given(name=st.sampled_from(sorted(FILES)), at=st.integers(0, 600), cut=st.integers(0, 40),
       junk=st.one_of(st.binary(max_size=12), st.sampled_from([
           b"\n", b",", b'"', b"\r", b",,,,", b"99999999999999999999", b"-1", b"nan", b"inf",
           b"=1+1", b"<script>", b"[red]", "\u202e".encode(), b"20260101", b"24:00:00"])))
def test_mangled_feeds_never_crash(tmp_path: Path, name: str, at: int, cut: int,
                                   junk: bytes) -> None:
    raw = FILES[name].encode()
    path = feed(tmp_path, {name: raw[:at] + junk + raw[at + cut:]})
    with contextlib.suppress(CorridorsError):  # whose message is made when it is raised
        read_gtfs(path, DAY)


# ---- the command
def run(*args: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["import", "gtfs", *args])
    return done.exit_code, done.output


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_command(tmp_path: Path, lang: str) -> None:
    path = str(feed(tmp_path, edited("routes.txt", "D1", "[red]D1")))
    out = tmp_path / "out"
    code, text = run(path, "--day", DAY, "--beside", "embedded", "--as", "project", "--stops",
                     "all", "--out", str(out), "--lang", lang)
    assert code == 0, text
    assert sorted(file.name for file in out.rglob("*") if file.is_file()) == [
        "gtfs_services.csv", "gtfs_stops.csv", "gtfs_trial.yaml"]
    assert ("新节点" in text) == (lang == "zh")
    assert "(red)D1" in text
    code, text = run(path, "--day", DAY, "--format", "json", "--lang", lang)
    told = json.loads(text)
    assert told["counts"]["trips"] == 3
    assert {row["match"] for row in told["stops"]} == {"none"}
    code, text = run(path, "--day", DAY, "--format", "csv", "--lang", lang)
    assert text.splitlines()[0].startswith("id,mode,route_id")


@pytest.mark.parametrize(("args", "words"), [
    (["--day", "3 March"], "YYYY-MM-DD"), (["--day", DAY, "--mode", "sea"], "rail, air"),
    (["--day", DAY, "--period", "25-26"], "HH:MM-HH:MM"), (["--day", DAY, "--id", "../x"], "--id"),
    (["--day", DAY, "--as", "project"], "--beside"),
    (["--day", DAY, "--stops", "known"], "--beside"), (["--day", "2030-01-01"], "2026-12-31"),
    (["--day", DAY, "--beside", "nowhere"], "nowhere")])
def test_questions_that_cannot_be_answered(tmp_path: Path, args: list[str], words: str) -> None:
    code, text = run(str(feed(tmp_path)), *args, "--lang", "en")
    assert code == 2
    assert words in text
    assert "Traceback" not in text


def test_a_large_feed_is_read_in_bounds(tmp_path: Path) -> None:
    """150,000 calls, more than a reader takes at once; docs/gtfs.md has the time of a million."""
    stream = io.StringIO()
    stream.write("trip_id,arrival_time,departure_time,stop_id,stop_sequence\n")
    stops = ("NN", "LB", "LZ")
    for trip in range(50_000):
        start = trip % 35_000 * 2
        for seq, stop in enumerate(stops):
            at = start + seq * 1800
            time = f"{at // 3600:02d}:{at // 60 % 60:02d}:{at % 60:02d}"
            stream.write(f"T{trip},{time},{time},{stop},{seq}\n")
    path = feed(tmp_path, {TIMES: stream.getvalue(), "trips.txt": "route_id,service_id,trip_id\n"
                           + "".join(f"R1,WD,T{n}\n" for n in range(50_000))})
    (service,) = read_gtfs(path, DAY).services
    assert (service.pattern.departures, service.pattern.run_s) == (50_000, (1800.0, 1800.0))
