"""Tables on the screen: whole columns and titles; a trip says its network, season and sources."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.cells import cell_len
from rich.console import Console

import corridors
from corridors import Network
from corridors.cli.main import main
from corridors.messages import say
from corridors.report.services import print_services
from corridors.report.terminal import table
from corridors.report.trips import print_trip
from corridors.routing.departures import departures
from corridors.routing.legs import CONFIDENCE

DRY = """\
schema: 1
name: {zh: 枯水, en: Dry season}
base: {date: 2022-11-30}
projects: []
season: low_water
compare:
  profiles: [bulk]
  modes: [river_sea]
  origins: [guigang]
  destinations: [shanghai]
  objective: cost
"""


def shown(*args: str | Path) -> str:
    done = CliRunner().invoke(main, [str(arg) for arg in args])
    assert done.exit_code == 0, done.output
    return done.output


def screen(network: Network, width: int, lang: str = "zh", mode: str = "road") -> list[str]:
    stream = io.StringIO()
    profile = "passenger" if mode == "road" else "container"
    ends = ("nanning", "shanghai") if mode == "road" else ("guigang", "wuhan")
    print_trip(Console(file=stream, width=width, highlight=False),
               corridors.route(network, *ends, profile=profile, mode=mode), network, lang)
    return stream.getvalue().splitlines()


@pytest.mark.parametrize("width", [100, 120, 130, 160, 200])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_long_sources_leave_the_other_columns_whole(real: Network, width: int, lang: str) -> None:
    """The way Nanning-Shanghai by road has seven sources on one leg."""
    lines = screen(real, width, lang)
    (head,) = [line for line in lines if line.split()[:2] == [say("head.from", lang),
                                                             say("head.to", lang)]]
    assert [say(f"head.{name}", lang) in head for name in (
        "mode", "component", "hours", "km", "cny", "kg")] == [True] * 6
    place = "上海" if lang == "zh" else "Shanghai"
    (rest,) = [line for line in lines if say("component.rest", lang) in line
               and line.split()[0] == place]
    assert "1.33" in rest
    assert max(map(cell_len, lines)) <= width


@pytest.mark.parametrize(("width", "sourced"), [(119, False), (120, False), (150, True)])
def test_sources_go_before_names_are_cut(real: Network, width: int, *, sourced: bool) -> None:
    """Names of ports are long: at 120 columns they leave no room for a source."""
    lines = screen(real, width, mode="barge_sea")
    assert any("上海港(吴淞/外高桥内河侧)   武汉阳逻港" in line for line in lines)
    assert any(line.endswith(f"{say('head.source')} ") for line in lines) is sourced
    assert (say("line.narrow") in lines) is not sourced


def test_confidence_is_said_in_the_language_of_the_screen(real: Network) -> None:
    text = "\n".join(screen(real, 200))
    assert not [level for level in CONFIDENCE if f" {level} " in text]
    assert {say(f"confidence.{level}") for level in CONFIDENCE} == {"高", "中", "低", "假定"}


def test_a_route_follows_its_scenario(tmp_path: Path) -> None:
    """Season and objective are those of the scenario unless said otherwise."""
    path = tmp_path / "dry.yaml"
    path.write_text(DRY, encoding="utf-8")
    asked = ("route", "guigang", "shanghai", "--profile", "bulk", "--mode", "river_sea")

    def found(*more: str | Path) -> dict[str, object]:
        data = json.loads(shown(*asked, "--format", "json", *more))
        return {key: data[key] for key in ("objective", "payload_t", "cost_cny")}

    dry = found("--season", "low_water", "--objective", "cost")
    assert found("--scenario", path) == dry
    assert found("--scenario", path, "--season", "normal", "--objective", "generalised") == found()
    assert dry["payload_t"] < found()["payload_t"]  # type: ignore[operator]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_way_to_go_is_said_and_not_listed(lang: str) -> None:
    lines = shown("route", "nanning", "nanning", "--lang", lang).splitlines()
    assert lines[1:] == [say("same_place", lang)]


AFTER = {
    "zh": "路网：情景“平陆运河通航前后”实施后（路网日期 2022-11-30，加：平陆运河）；枯水期",
    "en": "network: Scenario “With and without the Pinglu Canal”, after (network of 2022-11-30, "
          "with Pinglu Canal); low water"}


@pytest.mark.parametrize(("lang", "words"), AFTER.items())
def test_the_screen_says_which_network_and_season(lang: str, words: str) -> None:
    asked = ("route", "nanning", "singapore", "--mode", "river_sea", "--lang", lang)
    lines = shown(*asked, "--scenario", "pinglu_canal", "--season", "low_water").splitlines()
    assert lines[1] == words
    assert say("season.low_water", lang) not in shown(*asked)
    assert shown(*asked, "--season", "low_water").splitlines()[1] == say("season.low_water", lang)


@pytest.mark.parametrize(("ends", "mode", "sources", "confidence"), [
    (("nanning", "shanghai"), "air", "airline_routes", "high"),
    (("shanghai", "nanning"), "air", "airline_routes;westbound_fit", "low"),
    (("baise", "guiyang"), "air", "assumption;flight_fit;westbound_fit", "assumed"),
])
def test_a_flight_names_what_its_hours_rest_on(real: Network, ends: tuple[str, str], mode: str,
                                               sources: str, confidence: str) -> None:
    """Published one way; the other way derived from it; by formula where nobody published."""
    trip = corridors.route(real, *ends, profile="passenger", mode=mode)
    (ride,) = [leg for leg in trip.legs if leg.component == "line_haul"]
    assert (ride.source_id, ride.confidence) == (sources, confidence)


def test_a_train_names_the_source_of_its_run_time(real: Network) -> None:
    """Kilometres come from the tariff tables, hours from what was published of the line."""
    trip = corridors.route(real, "nanning", "liuzhou", profile="passenger", mode="rail")
    (ride,) = [leg for leg in trip.legs if leg.component == "line_haul"]
    assert {"rail_tariff_2021", "ttnews_liunan_2018"} <= set(ride.source_id.split(";"))


def test_a_line_without_a_run_time_names_the_speed_of_its_class(real: Network) -> None:
    trip = corridors.route(real, "baise", "kunming", profile="passenger", mode="rail")
    (ride,) = [leg for leg in trip.legs if leg.component == "line_haul"]
    assert real.parameters["speed.rail.passenger.hsr_200"].source_id in ride.source_id.split(";")


@pytest.mark.parametrize("width", [60, 80, 200])
def test_services_keep_their_names_in_a_narrow_window(real: Network, width: int) -> None:
    stream = io.StringIO()
    print_services(Console(file=stream, width=width), real, "rail", departures(real, "rail"), "now",
                   "zh")
    text = stream.getvalue()
    assert "南宁东—贵阳东(经柳州、桂林北)" in text
    assert text.startswith("铁路班次 · now\n")
    assert {say(f"head.{name}") in text for name in ("run", "run_back", "confidence")} == {True}
    assert say("line.services_untimed") in text.replace("\n", "")


def test_a_title_is_not_folded_at_the_width_of_its_table() -> None:
    stream = io.StringIO()
    title = "Main pairs (containers, per loaded TEU, cost (CNY))"
    made = table(title, ["a", "b"], [["1", "2"]], "en")
    Console(file=stream, width=80).print(made)
    assert stream.getvalue().splitlines()[0] == title
    assert made.title == title


def test_an_unknown_capacity_is_not_taken_for_no_way(toy: corridors.Network) -> None:
    from corridors.report.screen import change_text

    known, _ = corridors.apply(toy, [corridors.SetLinks(where={"lock": "lk_ford"}, values={
        "capacity_ab_mt": 10})])
    was, now = (corridors.route(network, "hill", "bay", profile="bulk", mode="waterway")
                for network in (toy, known))
    assert change_text(was, was, "capacity_mt", "Mt/year", "en") == "—"
    assert change_text(was, now, "capacity_mt", "Mt/year", "en") == "— → 10.0"
    assert change_text(now, was, "capacity_mt", "Mt/year", "en") == "10.0 → —"
    none = corridors.route(toy, "mine", "isle", profile="bulk", mode="waterway")
    assert not none.found
    assert change_text(none, none, "capacity_mt", "Mt/year", "en") == "none"
    assert change_text(none, now, "capacity_mt", "Mt/year", "en") == "new 10.0"
