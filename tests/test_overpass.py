"""Overpass through osmnx, against a server on this machine that answers as Overpass does.

osmnx itself talks to it; only its pauses are cut short, and written down.
"""

from __future__ import annotations

import json
import re
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import geopandas
import osmnx
import pytest
import shapely
from click.testing import CliRunner, Result

from corridors.cli.main import main
from corridors.errors import CorridorsError, InputError, OutputError, ServiceError
from corridors.osm.answers import cache_folder
from corridors.osm.overpass import fetch
from corridors.osm.ways import Source, from_osmnx

AREA = shapely.box(108.30, 22.80, 108.34, 22.84)
FREE = ("Connected as: 1234567890\nCurrent time: 2026-11-20T02:00:00Z\nAnnounced endpoint: none\n"
        "Rate limit: 2\n2 slots available now.\nCurrently running queries (pid, space limit, "
        "time limit, start time):\n")
OWN = FREE.replace("Rate limit: 2\n2 slots available now.", "Rate limit: 0")
DATE = "2026-11-19T20:21:22Z"


def nodes(*places: tuple[int, float, float]) -> list[dict[str, Any]]:
    return [{"type": "node", "id": i, "lat": lat, "lon": lon} for i, lon, lat in places]


NODES = [*nodes((1, 108.31, 22.81), (2, 108.32, 22.82), (3, 108.33, 22.83), (4, 108.32, 22.81),
                (6, 108.45, 22.95), (7, 108.46, 22.96)),
         {"type": "node", "id": 5, "lat": 22.825, "lon": 108.335,
          "tags": {"waterway": "lock_gate"}}]
WAYS: dict[str, list[dict[str, Any]]] = {
    "highway": [
        {"type": "way", "id": 11, "nodes": [1, 2, 3],
         "tags": {"highway": "motorway", "ref": "G72", "name": "泉南高速", "toll": "yes",
                  "remark": "a tag of that name"}},
        {"type": "way", "id": 12, "nodes": [4, 2],
         "tags": {"highway": "primary", "oneway": "-1", "maxspeed": "60"}},
        {"type": "way", "id": 13, "nodes": [3, 6, 7], "tags": {"highway": "primary"}}],
    "railway": [{"type": "way", "id": 21, "nodes": [1, 4],
                 "tags": {"railway": "rail", "gauge": "1435", "highspeed": "yes"}}],
    "waterway": [{"type": "way", "id": 31, "nodes": [4, 5],
                  "tags": {"waterway": "canal", "boat": "yes"}}],
    "route": [],
    "construction": [{"type": "way", "id": 41, "nodes": [3, 5],
                      "tags": {"proposed:highway": "motorway", "name": "新线"}}],
}


def body(ways: list[dict[str, Any]], **more: Any) -> bytes:
    """An answer as Overpass writes it."""
    used = {node for way in ways for node in way["nodes"]}
    data = {"version": 0.6, "generator": "Overpass API 0.7.62.8",
            "osm3s": {"timestamp_osm_base": DATE,
                      "copyright": "The data included in this document is from "
                                   "www.openstreetmap.org. The data is made available under ODbL."},
            "elements": [*(node for node in NODES if node["id"] in used), *ways], **more}
    return json.dumps(data, indent=1, ensure_ascii=False).encode()


@dataclass
class Overpass:
    """What the server was asked, and what it is to answer instead of the data, in order."""

    url: str = ""
    status: str = FREE
    queries: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    asked_status: int = 0
    script: list[tuple[int, bytes] | str | None] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def answer(self, query: str) -> tuple[int, bytes] | str:
        self.queries.append(query)
        given = self.script.pop(0) if self.script else None
        key = next(key for key in WAYS if re.search(rf'way\[[~]?"\^?\(?{key}', query))
        return (200, body(WAYS[key])) if given is None else given


def handler(overpass: Overpass) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Keep still."""

        def reply(self, code: int, content: bytes, length: int | None = None) -> None:
            self.send_response(code)
            self.send_header("Content-Length", str(length or len(content)))
            self.end_headers()
            self.wfile.write(content)

        def do_GET(self) -> None:
            overpass.asked_status += 1
            overpass.agents.add(self.headers["User-Agent"])
            if self.path == "/api/status" and overpass.status:
                self.reply(200, overpass.status.encode())
            else:
                self.reply(404, b"not here")

        def do_POST(self) -> None:
            assert self.path == "/api/interpreter"
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            overpass.agents.add(self.headers["User-Agent"])
            given = overpass.answer(form["data"][0])
            if given == "late":
                overpass.stop.wait(10)
            elif given == "cut":
                self.reply(200, body(WAYS["highway"])[:300], 5000)
            elif not isinstance(given, str):
                self.reply(*given)

    return Handler


@pytest.fixture
def overpass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Overpass]:
    found = Overpass()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(found))
    server.daemon_threads = True
    found.url = f"http://127.0.0.1:{server.server_port}/api"
    monkeypatch.setenv("CORRIDORS_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("CORRIDORS_OVERPASS_URL", found.url)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield found
    found.stop.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Pauses that osmnx makes, cut short."""
    found: list[float] = []
    monkeypatch.setattr("osmnx._overpass.time.sleep", found.append)
    return found


def cli(*args: str) -> Result:
    return CliRunner().invoke(main, args)


def complaint(error: type[CorridorsError], run: Callable[[], object], lang: str = "en") -> str:
    with pytest.raises(error) as caught:
        run()
    assert len(caught.value.faults) == 1
    assert caught.value.render("zh") != caught.value.render("en")
    return caught.value.render(lang)


# ---- what comes
def test_raw_graph_with_all_tags_goes_into_the_classification(overpass: Overpass) -> None:
    steps: list[str] = []
    graph = fetch(AREA, tick=steps.append)
    edge = dict(graph.edges[1, 2, 0])
    assert edge.pop("length") == pytest.approx(1511, abs=3)
    assert edge == {"osmid": 11, "highway": "motorway", "ref": "G72", "name": "泉南高速",
                    "toll": "yes", "reversed": False}
    assert graph.nodes[5]["waterway"] == "lock_gate"
    assert graph.graph["timestamp"] == graph.graph["timestamp_newest"] == DATE
    assert "created_date" not in graph.graph
    assert "OpenStreetMap" in graph.graph["attribution"]
    assert steps == ["overpass.step.ask", *["overpass.step.answer"] * 5]
    ways = from_osmnx(graph, Source("Overpass", graph.graph["timestamp"]))
    kinds = {int(ways.osmid[i]): ways.kinds[ways.kind[i]] for i in range(len(ways))}
    assert {osmid: (kind.mode, kind.class_, kind.state) for osmid, kind in kinds.items()} == {
        11: ("road", "motorway", "open"), 12: ("road", "primary", "open"),
        13: ("road", "primary", "open"),
        21: ("rail", "highspeed", "open"), 31: ("inland", "canal", "open"),
        41: ("road", "motorway", "proposed")}
    assert kinds[11].toll == "yes"


def test_an_edge_is_kept_where_one_end_lies_in_the_area(overpass: Overpass) -> None:
    """Overpass answers whole ways; as with files, the rest of a way is cut away."""
    graph = fetch(AREA, ("road",))
    assert graph.has_edge(3, 6)
    assert 7 not in graph


def test_each_mode_is_asked_for_with_its_filter(overpass: Overpass) -> None:
    fetch(AREA, ("rail",))
    rail, planned = overpass.queries
    assert rail.startswith("[out:json][timeout:180];(way[\"railway\"~\"^(rail|narrow_gauge|")
    assert "(poly:'22." in rail
    assert planned.count("construction|proposed") == 1
    overpass.queries.clear()
    fetch(AREA, ("road",), classes=("motorway", "trunk"))
    assert '["highway"~"^((motorway|trunk)(_link)?|construction|proposed)$"]' in (
        overpass.queries[0])


def test_the_server_is_treated_politely(overpass: Overpass, pauses: list[float]) -> None:
    """One look at the status before each query; the user agent says who asks."""
    fetch(AREA)
    assert len(overpass.queries) == 5
    assert overpass.asked_status == 1 + 5
    assert all(agent.startswith("corridors/") for agent in overpass.agents)
    assert pauses == [0] * 5


@pytest.mark.parametrize("status", [OWN, ""])
def test_a_server_without_slots_is_not_waited_for(overpass: Overpass, pauses: list[float],
                                                  status: str) -> None:
    """A bureau's own service has no limit or no status page; osmnx would wait for ever."""
    overpass.status = status
    fetch(AREA)
    assert (overpass.asked_status, sum(pauses)) == (1, 0)


def test_the_command_builds_from_overpass(overpass: Overpass, tmp_path: Path) -> None:
    """Names of places and boxes come from Overpass where no file is named."""
    done = cli("osm", "build", "108.30,22.80,108.34,22.84", "--overpass-url",
               f"{overpass.url}/interpreter", "--out", str(tmp_path / "out"), "--lang", "en")
    assert done.exit_code == 0, done.output
    assert len(overpass.queries) == 5
    summary = (tmp_path / "out/summary.json").read_text(encoding="utf-8")
    assert DATE in summary
    assert "127.0.0.1" not in summary
    [built] = (tmp_path / "out").glob("*.gpkg")
    edges = geopandas.read_file(built, layer="edges")
    assert {"road", "rail", "inland"} <= set(edges["mode"])
    planned = geopandas.read_file(built, layer="planned")
    assert list(planned["osmid"]) == [41]


def test_the_command_leaves_nothing_when_overpass_fails(overpass: Overpass, tmp_path: Path) -> None:
    overpass.script = [None, (500, b"")]
    done = cli("osm", "build", "108.30,22.80,108.34,22.84", "--out", str(tmp_path / "out"))
    assert done.exit_code == 2
    assert "拒绝了查询（HTTP 500" in done.output
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").iterdir())


# ---- the cache
def test_a_second_run_asks_nothing(overpass: Overpass) -> None:
    first = fetch(AREA)
    asked = len(overpass.queries)
    overpass.url = overpass.status = "gone"
    again = fetch(AREA)
    assert len(overpass.queries) == asked
    assert dict(again.edges) == dict(first.edges)
    assert again.graph == first.graph


def test_without_a_connection_what_is_cached_still_works(
        overpass: Overpass, monkeypatch: pytest.MonkeyPatch) -> None:
    first = fetch(AREA)

    def nowhere(*_: object, **__: object) -> None:
        raise OSError("no network")

    monkeypatch.setattr(socket, "create_connection", nowhere)
    monkeypatch.setattr("urllib3.util.connection.create_connection", nowhere)
    assert dict(fetch(AREA).edges) == dict(first.edges)
    assert "No connection to the Overpass server 127.0.0.1" in complaint(
        ServiceError, lambda: fetch(AREA.buffer(0.01)))


def test_a_broken_run_goes_on_where_it_stopped(overpass: Overpass) -> None:
    """The third of several tiles fails; what came before is not asked for again."""
    osmnx.settings.max_query_area_size, before = 12e6, osmnx.settings.max_query_area_size
    try:
        overpass.script = [None, None, (500, b"")]
        text = complaint(ServiceError, lambda: fetch(AREA))
        assert "HTTP 500" in text
        assert "Answers so far: 2. They are kept in the cache" in text
        asked = list(overpass.queries)
        graph = fetch(AREA)
    finally:
        osmnx.settings.max_query_area_size = before
    rest = overpass.queries[3:]
    assert rest[0] == asked[2]
    assert not set(asked[:2]) & set(rest)
    assert len({*asked, *rest}) % 5 == 0
    assert len({*asked, *rest}) > 5
    assert {data["osmid"] for _, _, data in graph.edges(data=True)} == {
        11, 12, 13, 21, 31, 41}


def test_half_an_answer_in_the_cache_is_asked_for_again(overpass: Overpass,
                                                        tmp_path: Path) -> None:
    """As osmnx leaves it when it is stopped while it writes."""
    first = fetch(AREA)
    [victim, *_] = sorted((tmp_path / "cache/overpass").glob("*.json"))
    victim.write_text(victim.read_text(encoding="utf-8")[:-40], encoding="utf-8")
    assert dict(fetch(AREA).edges) == dict(first.edges)
    assert len(overpass.queries) == 5 + 1


def test_settings_of_osmnx_are_the_users_again(overpass: Overpass) -> None:
    def state() -> dict[str, object]:
        return {name: value for name, value in vars(osmnx.settings).items()
                if not name.startswith("_")} | {"lookup": socket.getaddrinfo}

    before = state()
    fetch(AREA)
    overpass.script = [(403, b"")]
    complaint(ServiceError, lambda: fetch(AREA.buffer(0.01)))
    assert state() == before


def test_the_cache_can_be_elsewhere_or_nowhere(overpass: Overpass, tmp_path: Path,
                                               monkeypatch: pytest.MonkeyPatch) -> None:
    assert cache_folder() == tmp_path / "cache/overpass"
    monkeypatch.setenv("CORRIDORS_CACHE", "off")
    assert cache_folder() is None
    fetch(AREA)
    fetch(AREA)
    assert len(overpass.queries) == 10
    overpass.script = [None, (500, b"")]
    assert "Answers so far: 1. There is no folder for a cache" in complaint(
        ServiceError, lambda: fetch(AREA))
    monkeypatch.delenv("CORRIDORS_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))
    monkeypatch.setattr("sys.platform", "linux")
    assert cache_folder() == tmp_path / "user/corridors/overpass"
    (tmp_path / "file").touch()
    monkeypatch.setenv("CORRIDORS_CACHE", str(tmp_path / "file"))
    assert cache_folder() is None


# ---- trouble
def test_busy_then_free(overpass: Overpass, pauses: list[float]) -> None:
    """osmnx waits 55 s after 429 and 504 and asks the same again."""
    steps: list[str] = []
    overpass.script = [(429, b"rate_limited"), (504, b"<html>"), None]
    graph = fetch(AREA, ("road",), steps.append)
    assert pauses == [0, 55, 0, 55, 0, 0]
    assert overpass.queries[0] == overpass.queries[1] == overpass.queries[2]
    assert steps.count("overpass.step.busy") == 2
    assert len(graph.edges) == 2 + 1 + 1 + 1


def test_busy_for_good(overpass: Overpass, pauses: list[float]) -> None:
    overpass.script = [None, *[(429, b"rate_limited")] * 9]
    text = complaint(ServiceError, lambda: fetch(AREA))
    assert "busy 4 times in a row (HTTP 429)" in text
    assert "Answers so far: 1." in text
    assert pauses.count(55) == 3


@pytest.mark.parametrize("remark", [
    'runtime error: Query timed out in "query" at line 1 after 181 seconds.',
    'runtime error: Query run out of memory in "recurse" at line 1 using about 512 MB of RAM.'])
def test_a_remark_means_that_data_are_missing(overpass: Overpass, tmp_path: Path,
                                              remark: str) -> None:
    """Overpass says it beside HTTP 200 and what it found so far; osmnx would take that."""
    overpass.script = [(200, body(WAYS["highway"][:1], remark=remark))]
    text = complaint(ServiceError, lambda: fetch(AREA))
    assert remark in text
    assert "smaller area" in text
    assert list((tmp_path / "cache/overpass").iterdir()) == []


@pytest.mark.parametrize("answer", [
    (200, body(WAYS["highway"])[:300]), (200, b"<html>Please log in</html>"), (200, b"[]"), "cut"])
def test_what_is_no_whole_answer(overpass: Overpass, tmp_path: Path,
                                 answer: tuple[int, bytes] | str) -> None:
    overpass.script = [answer]
    assert "no whole OpenStreetMap data" in complaint(ServiceError, lambda: fetch(AREA))
    assert list((tmp_path / "cache/overpass").iterdir()) == []


def test_no_answer_in_time(overpass: Overpass) -> None:
    overpass.script = ["late"]
    assert "did not answer within 0.5 s" in complaint(
        ServiceError, lambda: fetch(AREA, timeout_s=0.5))


def test_the_connection_is_closed_without_a_word(overpass: Overpass) -> None:
    overpass.script = ["gone"]
    assert "No connection" in complaint(ServiceError, lambda: fetch(AREA))


def test_nobody_is_there() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/api/interpreter"
        text = complaint(ServiceError, lambda: fetch(AREA, url=url))
    assert "No connection" in text
    assert "--file" in text


@pytest.mark.parametrize("code", [400, 403, 500, 503])
def test_a_refusal_is_told_with_its_number(overpass: Overpass, code: int) -> None:
    overpass.script = [(code, b"<html>no</html>")]
    assert f"HTTP {code}" in complaint(ServiceError, lambda: fetch(AREA))


def test_an_area_without_ways(overpass: Overpass) -> None:
    overpass.script = [(200, body([]))] * 5
    text = complaint(InputError, lambda: fetch(AREA))
    assert "108.300, 22.800, 108.340, 22.840" in text
    far = shapely.box(108.36, 22.86, 108.37, 22.87)
    assert "holds none" in complaint(InputError, lambda: fetch(far))


def test_a_full_disk(overpass: Overpass, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("osmnx._http._save_to_cache", full)
    assert "No space left on device" in complaint(OutputError, lambda: fetch(AREA))


@pytest.mark.parametrize(("run", "words"), [
    (lambda: fetch(shapely.Polygon()), "polygon in degrees"),
    (lambda: fetch(shapely.Point(108, 22)), "polygon in degrees"),
    (lambda: fetch(shapely.box(500_000, 2_500_000, 510_000, 2_510_000)), "polygon in degrees"),
    (lambda: fetch(shapely.box(100, 20, 120, 34)), "at most 300,000 km2"),
    (lambda: fetch(AREA, ("sea",)), "no mode or class"),
    (lambda: fetch(AREA, url="overpass.example"), "no address of an Overpass service")])
def test_what_cannot_be_asked(run: Callable[[], object], words: str) -> None:
    assert words in complaint(InputError, run)
