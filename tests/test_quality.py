"""The data checks: each finds what it is for, in the toy package with one thing changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import Result

from corridors.analysis.checks import check_embedded
from corridors.analysis.quality import courses, plausible
from corridors.analysis.quality.audit import audit
from corridors.analysis.quality.finding import Finding, explain
from corridors.analysis.quality.reach import main_part, reach
from corridors.analysis.quality.standing import Standing, known_km, standing
from corridors.analysis.quality.totals import missed, parts_of_totals, totals
from corridors.network.geometry import Course
from corridors.network.integrity import integrity
from corridors.network.load import read_tables
from corridors.schema import columns
from corridors.tables import Table

TOY = Path(__file__).parent / "toy"
DATA = Path(__file__).parents[1] / "data"
Tables = dict[str, Table]


@pytest.fixture
def toy_tables() -> Tables:
    tables, faults = read_tables(TOY)
    assert faults == []
    return tables


def table(name: str, *rows: Mapping[str, object]) -> Table:
    """A table of a few rows; what they leave out is empty."""
    declared = columns(name).values()
    return Table(name, {c.name: [row.get(c.name, c.empty) for row in rows]  # type: ignore[misc]
                        for c in declared})


def changed(tables: Tables, name: str, row: str, **values: object) -> Tables:
    edits = {(row, column): value for column, value in values.items()}
    return {**tables, name: tables[name].edited(edits)}  # type: ignore[arg-type]


def rows(findings: object) -> list[str]:
    return [item.row for item in findings]  # type: ignore[attr-defined]


# ---- reach
def test_the_toy_network_hangs_together(toy_tables: Tables) -> None:
    assert list(reach(toy_tables, TOY)) == []
    assert main_part(toy_tables, ("road",)) == {"rd_mine", "rd_hill", "rd_bay"}


def test_a_place_off_the_railway_is_found(toy_tables: Tables) -> None:
    """Without the upper line mine stands apart; hill and bay keep the lower one."""
    cut = {**toy_tables, "links": toy_tables["links"].edited({}, removed=["rail_upper"])}
    found = list(reach(cut, TOY))
    assert rows(found) == ["mine"]
    assert "mine" in found[0].fault.render("en")
    assert found[0].fault.file == str(TOY / "places.csv")


def test_a_port_without_a_way_by_water_is_found(toy_tables: Tables) -> None:
    cut = {**toy_tables, "links": toy_tables["links"].edited({}, removed=["sea_lane"])}
    assert rows(reach(cut, TOY)) == ["se_isle"]


def test_an_airport_without_a_flight_is_found(toy_tables: Tables) -> None:
    grounded = changed(toy_tables, "services", "fl_hill_isle", status="uncertain")
    assert rows(reach(grounded, TOY)) == ["ap_hill", "ap_isle"]
    assert rows(reach(changed(toy_tables, "services", "fl_hill_isle", headway_h=0), TOY)) == [
        "ap_hill", "ap_isle"]


# ---- duplicates, totals, sections
def test_a_link_entered_twice_is_found(toy_tables: Tables) -> None:
    twin = {**toy_tables["links"].row("rail_upper"), "id": "rail_upper_2", "line": "other",
            "from_node_id": "rl_hill", "to_node_id": "rl_mine", "length_km": 81.0}
    found = {**toy_tables, "links": toy_tables["links"].edited({}, [twin])}  # type: ignore[list-item]
    assert rows(plausible.duplicates(found, TOY)) == ["rail_upper_2"]
    longer = {**twin, "length_km": 90.0}
    other = {**toy_tables, "links": toy_tables["links"].edited({}, [longer])}  # type: ignore[list-item]
    assert list(plausible.duplicates(other, TOY)) == []


TOTAL = {"id": "whole", "name_zh": "全程", "name_en": "Whole", "column": "length_km",
         "links": ("rail_upper", "rail_lower"), "tolerance_pct": 1.0, "source_id": "survey",
         "confidence": "high"}


def test_a_sum_of_parts_is_held_against_its_total(toy_tables: Tables) -> None:
    """80 + 160 km is 240; tariff kilometres fall back on length: 80 + 150 are 230."""
    right = {**toy_tables, "totals": table("totals", {**TOTAL, "published_km": 240.0})}
    assert list(missed(right, TOY)) == []
    assert parts_of_totals(right) == {"rail_upper", "rail_lower"}
    wrong = {**toy_tables, "totals": table("totals", {**TOTAL, "published_km": 250.0})}
    assert rows(missed(wrong, TOY)) == ["whole"]
    assert "-4.0" in next(missed(wrong, TOY)).fault.render("en")
    assert parts_of_totals(wrong) == set()
    tariff = {**TOTAL, "published_km": 230.0, "column": "tariff_km"}
    (found,) = totals({**toy_tables, "totals": table("totals", tariff)})
    assert found.km == 230


def test_sections_must_sum_to_what_is_stated(toy_tables: Tables) -> None:
    part = {"id": "road_upper.1", "link_id": "road_upper", "name_zh": "一段", "km": 70.0,
            "source_id": "survey", "confidence": "high"}
    stated = changed(toy_tables, "links", "road_upper", published_km=60.0, confidence="medium")
    for used, expected in ((60.0, []), (70.0, ["road_upper"])):
        tables = {**stated, "sections": table("sections", {**part, "used_km": used})}
        assert rows(plausible.sections(tables, TOY)) == expected
    assert known_km(stated["links"], stated["links"].index["road_upper"]) == 60
    assert known_km(stated["links"], stated["links"].index["road_lower"]) == 0


@pytest.mark.parametrize(("published", "used", "key"), [
    (float("nan"), 60.0, "found.sections"),      # sections, and nothing is said to be published
    (90.0, 120.0, "found.sections_over"),        # sections longer than the link of 90 km
])
def test_sections_that_the_link_does_not_own_up_to(toy_tables: Tables, published: float,
                                                   used: float, key: str) -> None:
    part = {"id": "road_upper.1", "link_id": "road_upper", "name_zh": "一段", "km": used,
            "used_km": used, "source_id": "survey", "confidence": "high"}
    stated = changed(toy_tables, "links", "road_upper", published_km=published)
    (found,) = plausible.sections({**stated, "sections": table("sections", part)}, TOY)
    assert (found.row, found.fault.key) == ("road_upper", key)


def test_no_more_is_published_than_there_is(toy_tables: Tables) -> None:
    """A project that shortens a road leaves the length of its sections behind."""
    shorter = changed(toy_tables, "links", "road_upper", published_km=120.0, confidence="high")
    assert known_km(shorter["links"], shorter["links"].index["road_upper"]) == 90


# ---- ranges, courses, asymmetry
def test_courses_and_links_must_match(toy_tables: Tables) -> None:
    course = Course(((108.0, 22.0), (109.0, 22.0)), "gshhg", False, 100.0, {})
    drawn = {str(key): course for key in toy_tables["links"]["id"]}
    gone = next(iter(drawn))
    drawn.pop(gone)
    found = courses.courses_of_links(toy_tables, {**drawn, "canal": course, "x": course}, TOY,
                                       {"canal"})
    assert [(item.row, item.fault.key) for item in found] == [
        (gone, "found.no_course"), ("x", "found.course_unknown")]
    assert list(courses.courses_of_links(toy_tables, {}, TOY)) == []


@pytest.mark.parametrize(("quantity", "low", "high", "expected"), [
    ("length_km", 1, 100, ["road_lower"]),         # 150 km
    ("length_km", 1, 200, []),
    ("design_speed_kmh", 60, 120, []),             # none is stated
])
def test_ranges(toy_tables: Tables, quantity: str, low: float, high: float,
                expected: list[str]) -> None:
    row = {"id": "r", "mode": "road", "quantity": quantity, "low": low, "high": high}
    found = plausible.ranges({**toy_tables, "ranges": table("ranges", row)}, TOY)
    assert rows(found) == expected


def test_a_published_run_time_gives_a_speed(toy_tables: Tables) -> None:
    """80 km in a quarter of an hour are 320 km/h."""
    quick = changed(toy_tables, "links", "rail_upper", run_ab_h=0.25, run_ba_h=0.25)
    limits = {"id": "r", "mode": "rail", "class": "main", "quantity": "run_speed_kmh",
              "low": 40.0, "high": 250.0}
    found = list(plausible.ranges({**quick, "ranges": table("ranges", limits)}, TOY))
    assert rows(found) == ["rail_upper", "rail_upper"]
    assert "320" in found[0].fault.render("en")


def test_a_link_shorter_than_the_great_circle_is_found(toy_tables: Tables) -> None:
    circle = plausible.link_circle_km(toy_tables, toy_tables["links"].index["road_upper"])
    assert circle > 90  # the toy's lengths are round, its coordinates are not to scale
    limits = {"id": "r", "mode": "road", "quantity": "detour", "low": 1.0, "high": 2.0}
    found = plausible.ranges({**toy_tables, "ranges": table("ranges", limits)}, TOY)
    assert "road_upper" in rows(found)


def test_coordinates_leave_some_room(toy_tables: Tables) -> None:
    circle = plausible.link_circle_km(toy_tables, toy_tables["links"].index["road_upper"])
    near = changed(toy_tables, "links", "road_upper", length_km=circle - 1)
    limits = {"id": "r", "mode": "road", "quantity": "detour", "low": 1.0, "high": 2.0}
    found = plausible.ranges({**near, "ranges": table("ranges", limits)}, TOY)
    assert "road_upper" not in rows(found)


@pytest.mark.parametrize(("traced", "basis", "expected"), [
    (98.0, "osm_scgraph", []), (100.0, "osm_scgraph", ["road_upper"]),
    (80.0, "osm_scgraph", ["road_upper"]), (50.0, "straight", []),
])
def test_a_course_far_from_the_stated_length_is_found(
        toy_tables: Tables, traced: float, basis: str, expected: list[str]) -> None:
    """The road is 90 km long; 10 % more are 99."""
    drawn = {"road_upper": Course(((107.0, 23.0), (107.8, 23.0)), basis, False, traced, {})}
    assert rows(courses.traced(toy_tables, drawn, TOY)) == expected


@pytest.mark.parametrize(("lat", "expected"), [(23.05, []), (23.2, ["lk_ford"])])
def test_a_lock_off_its_river_is_found(toy_tables: Tables, lat: float,
                                       expected: list[str]) -> None:
    """A tenth of a degree of latitude is 11 km; the river here runs along 23 degrees north."""
    tables = changed(toy_tables, "locks", "lk_ford", lon=107.5, lat=lat)
    drawn = {"river_upper": Course(((107.0, 23.0), (108.0, 23.0)), "gshhg", False, 102.0, {})}
    assert rows(courses.positions(tables, drawn, TOY)) == expected


def test_asymmetric_run_times_are_found(toy_tables: Tables) -> None:
    assert list(plausible.asymmetric(toy_tables, TOY)) == []
    for back, expected in ((1.1, []), (1.6, ["rail_upper"]), (float("nan"), ["rail_upper"])):
        uneven = changed(toy_tables, "links", "rail_upper", run_ab_h=1.0, run_ba_h=back)
        assert rows(plausible.asymmetric(uneven, TOY)) == expected


def test_a_service_without_a_way_back_is_found(toy_tables: Tables) -> None:
    one_way = changed(toy_tables, "services", "ln_bay_isle", both_ways=False)
    assert rows(plausible.asymmetric(one_way, TOY)) == ["ln_bay_isle"]


def test_an_assumed_figure_without_a_range_is_found(toy_tables: Tables) -> None:
    assert set(rows(plausible.without_range(toy_tables, TOY))) == set(toy_tables["links"]["id"])
    value = {"id": "links/road_upper/length_km", "table": "links", "row_id": "road_upper",
             "column": "length_km", "low": 80.0, "high": 100.0, "source_id": "assumption",
             "confidence": "assumed"}
    ranged = {**toy_tables, "values": table("values", value)}
    assert "road_upper" not in rows(plausible.without_range(ranged, TOY))
    half = {**toy_tables, "values": table("values", {**value, "high": float("nan")})}
    assert value["id"] in rows(plausible.without_range(half, TOY))


# ---- explanations
def test_an_explanation_covers_what_it_names(toy_tables: Tables) -> None:
    found = list(plausible.without_range(toy_tables, TOY))
    said = table("explained", {"id": "e", "check": "no_range", "rows": ("road_*", "sea_lane"),
                               "reason_zh": "示例", "reason_en": "example"})
    explained, idle = explain(found, said, TOY)
    assert idle == []
    assert {item.row for item in explained if item.reason} == {
        "road_upper", "road_lower", "sea_lane"}
    assert {item.explanation("en") for item in explained} == {"", "example"}


@pytest.mark.parametrize(("check", "pattern"), [("no_range", "air_*"), ("total", "road_upper")])
def test_an_explanation_of_nothing_is_a_fault(toy_tables: Tables, check: str,
                                              pattern: str) -> None:
    said = table("explained", {"id": "e", "check": check, "rows": (pattern,),
                               "reason_zh": "示例", "reason_en": "example"})
    _, idle = explain(list(plausible.without_range(toy_tables, TOY)), said, TOY)
    assert [(f.key, f.values["row"]) for f in idle] == [("explained_idle", pattern)]


def test_an_audit_lists_what_is_open(toy_tables: Tables) -> None:
    seen = audit(toy_tables, TOY)
    assert {item.check for item in seen.open} == {"no_range"}
    assert len(seen.faults) == len(toy_tables["links"])


# ---- standing
def test_standing_counts_kilometres_by_confidence(toy_tables: Tables) -> None:
    """Of 240 km of road 60 of the upper 90 are published: a quarter."""
    tables = changed(toy_tables, "links", "road_upper", confidence="medium", source_id="survey",
                     published_km=60.0)
    road = next(item for item in standing(tables) if item.scope == "links.road")
    assert road.km == {"high": 0, "medium": 60, "low": 0, "assumed": 180}
    assert road.share("km") == 0.25
    assert road.share("rows") == 0.5
    assert road.with_parts == 0.25


def test_parts_of_a_published_total_count_apart(toy_tables: Tables) -> None:
    tables = {**toy_tables, "totals": table("totals", {**TOTAL, "published_km": 240.0})}
    rail = next(item for item in standing(tables) if item.scope == "links.rail")
    assert (rail.share("km"), rail.with_parts) == (0, 1)


def test_the_projects_own_word_is_not_published(toy_tables: Tables) -> None:
    """Coordinates set by hand have a confidence, and yet nobody published them."""
    sources = toy_tables["sources"]
    own = {key for key, who in zip(sources["id"], sources["publisher"], strict=True)
           if who == "corridors project"}
    tables = changed(toy_tables, "places", "mine", confidence="medium",
                     source_id=min(own) if own else "assumption")
    if not own:
        tables = changed(tables, "sources", "assumption", publisher="corridors project")
    places = next(item for item in standing(tables) if item.scope == "places")
    assert places.share("rows") == 0


def test_nothing_has_no_share() -> None:
    assert Standing("links.road").share("km") is None
    assert Standing("links.road").with_parts is None


# ---- the embedded package
def test_every_finding_of_the_embedded_package_is_explained() -> None:
    seen = check_embedded(DATA).audit
    assert seen is not None
    assert seen.faults == []
    assert len(seen.findings) > 50
    assert all(isinstance(item, Finding) and item.explanation("zh") for item in seen.findings)
    for total in seen.totals:
        assert abs(total.off_pct) < 5, total.id


@pytest.mark.parametrize(("scope", "least"), [
    ("links.rail", 0.85), ("links.inland", 0.85), ("links.sea", 0.85), ("flights", 0.85),
    ("links.road", 0.60),
])
def test_most_kilometres_are_published(scope: str, least: float) -> None:
    """As published themselves or as part of a published total; README shows both."""
    tables, _ = read_tables(DATA)
    found = next(item for item in standing(tables) if item.scope == scope)
    assert found.with_parts is not None
    assert found.with_parts >= least


def test_check_shows_the_table_in_every_form(once: Callable[..., Result]) -> None:
    shown = once("check", "--data", "--lang", "en")
    assert shown.exit_code == 0
    assert "Data quality" in shown.output
    assert "Xijiang trunk: Nanning-Guangzhou" in shown.output
    data = json.loads(once("check", "--data", "--format", "json").output)
    assert {"standing", "findings", "totals"} <= set(data)
    assert all(item["explanation"] for item in data["findings"])
    lines = once("check", "--data", "--format", "csv").output.splitlines()
    assert lines[0].startswith("scope,rows,published_rows_pct,km")
    assert len(lines) == len(data["standing"]) + 1


# ---- recorded lines of services
def test_a_service_stops_at_terminals_of_its_mode(toy_tables: Tables) -> None:
    wrong = changed(toy_tables, "service_stops", "tt_mine_bay.3", node_id="rd_bay", links=())
    assert [(f.key, f.values["id"], f.values["found"]) for f in integrity(wrong, TOY)] == [
        ("stop_mode", "tt_mine_bay.3", "road")]


@pytest.mark.parametrize("line", [("rail_lower",), ("rail_upper", "rail_lower"), ("road_upper",)])
def test_a_recorded_line_must_lead_to_its_stop(toy_tables: Tables, line: tuple[str, ...]) -> None:
    """The train runs from mine to hill, along rail_upper and nothing else."""
    assert integrity(toy_tables, TOY) == []
    wrong = changed(toy_tables, "service_stops", "tt_mine_bay.2", links=line)
    assert [(f.key, f.values["id"]) for f in integrity(wrong, TOY)] == [
        ("stop_line", "tt_mine_bay.2")]
