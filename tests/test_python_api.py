"""The Python API as a question is asked: load, change, compare, loop; and what shows itself."""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable
from dataclasses import FrozenInstanceError
from pathlib import Path

import pandas as pd
import pytest

import corridors
from corridors import Network, Scenario, SetLinks
from corridors.card import Card, Shown
from corridors.charts.standalone import heatmap
from corridors.errors import InputError, ReadOnlyError


# ---- scenarios made and changed in Python --------------------------------------------------
def test_nothing_changed_is_the_same_scenario(scenario: Callable[..., Scenario]) -> None:
    one = scenario()
    assert one.with_parameters({}) is one
    assert one.with_projects([]) is one
    assert one.with_changes([]) is one
    assert one.with_compare() is one
    assert one.with_keys(season="normal") is one
    assert one.only_projects(["toy_canal"]) is one


def test_a_changed_scenario_leaves_the_first_as_it_was(scenario: Callable[..., Scenario]) -> None:
    one = scenario()
    before = (one.id, one.hash, one.file.model_dump(), one.changes)
    more = (one.with_parameters({"access.max_km": 60}).with_projects("toy_road")
            .with_compare(profiles="bulk").with_keys(season="low_water")
            .with_changes(SetLinks(where={"lock": "lk_ford"}, values={"queue_ab_h": 7})))
    assert (one.id, one.hash, one.file.model_dump(), one.changes) == before
    assert more.file.parameters == {"access.max_km": 60}
    assert more.file.projects == ("toy_canal", "toy_road")
    assert more.file.compare.profiles == ("bulk",)
    assert len(more.changes) == 1


def test_what_is_built_differently_is_called_differently(scenario: Callable[..., Scenario]
                                                         ) -> None:
    one = scenario("canal")
    slow = one.with_parameters({"access.max_km": 60})
    assert slow.id == f"canal-{slow.hash[:6]}"
    assert slow.file.name.en == f"{one.file.name.en} (access.max_km = 60)"
    assert slow.file.name.zh.endswith("（access.max_km = 60）")
    asked = one.with_compare(profiles=["bulk"])
    assert (asked.id, asked.file.name) == (one.id, one.file.name)
    assert len({one.hash, slow.hash, asked.hash}) == 3
    assert one.named("mine", zh="我的", en="Mine").hash == one.hash


def test_the_hash_is_of_the_content_not_of_the_way_there(scenario: Callable[..., Scenario]
                                                        ) -> None:
    one = scenario()
    there = one.with_parameters({"access.max_km": 60}).with_projects(["toy_road"])
    back = one.with_projects("toy_road").with_parameters({"access.max_km": 60.0})
    assert there.hash == back.hash
    assert pickle.loads(pickle.dumps(there)).hash == there.hash


def test_a_scenario_without_a_file_is_that_of_a_file(scenario: Callable[..., Scenario],
                                                     toy_dir: Path) -> None:
    """The same keys, with a file and without one, give the same rows."""
    read = scenario()
    data = read.file.model_dump(mode="json", by_alias=True)
    name, question = data.pop("name"), data.pop("compare")
    made = Scenario.new(name, compare=question, id=read.id, **data)
    assert corridors.compare(made, toy_dir).rows == corridors.compare(read, toy_dir).rows


def test_a_what_if_by_hand(scenario: Callable[..., Scenario], toy_dir: Path) -> None:
    """4 h more before the ford are 4 h more from hill to bay."""
    one = scenario().only_projects([]).with_changes(
        {"set": {"where": {"lock": "lk_ford"}, "values": {"queue_ab_h": 8}}}).with_compare(
        profiles="bulk", modes="waterway", origins="hill", destinations="bay",
        measures="time_h")
    (row,) = corridors.compare(one, toy_dir).rows
    assert row.difference == pytest.approx(4)


@pytest.mark.parametrize(("change", "expected"), [
    (lambda s: s.with_compare(profiles=["bulky"]), "Allowed: passenger,"),
    (lambda s: s.with_compare(profile="bulk"), "Did you mean: profiles"),
    (lambda s: s.with_keys(season="dry"), "Allowed: normal, low_water"),
    (lambda s: s.with_keys(seasonn="dry"), "Unknown key seasonn"),
    (lambda s: s.with_parameters({"access.max_km": "far"}), "must be a number"),
    (lambda s: s.without_projects("toy_road"), "it lists: toy_canal"),
    (lambda s: s.with_changes([{"sett": {}}, {"set": {"values": 3}}]), "Did you mean: set"),
])
def test_faults_come_with_what_is_allowed(scenario: Callable[..., Scenario],
                                          change: Callable[[Scenario], Scenario],
                                          expected: str) -> None:
    with pytest.raises(InputError) as error:
        change(scenario())
    assert expected in error.value.render("en")


def test_a_parameter_out_of_its_range_is_told_with_the_range(scenario: Callable[..., Scenario],
                                                             toy_dir: Path) -> None:
    with pytest.raises(InputError) as error:
        corridors.compare(scenario().with_parameters({"access.max_km": 9000}), toy_dir)
    assert "9000" in error.value.render("en")


def test_projects_are_taken_out_where_a_selector_chose_them(scenario: Callable[..., Scenario],
                                                            toy_dir: Path) -> None:
    wide = scenario(projects=[{"plan": "toy_plan"}])
    less = wide.without_projects("toy_road")
    assert less.file.leave_out == ("toy_road",)
    added = {p.id for p in corridors.compare(less, toy_dir).states.projects}
    assert "toy_road" not in added
    assert "toy_canal" in added


# ---- nothing can be spoilt ------------------------------------------------------------------
@pytest.mark.parametrize("spoil", [
    lambda n: setattr(n.links, "name", "x"),
    lambda n: n.links.__setitem__("length_km", 1.0),
    lambda n: n.__setitem__("links", None),
    lambda n: n.parameters.__setitem__("access.max_km", 1.0),
    lambda n: setattr(n.parameters, "x", 1),
])
def test_changing_what_never_changes_says_what_to_do(
        toy: Network, spoil: Callable[[Network], None]) -> None:
    with pytest.raises(ReadOnlyError) as error:
        spoil(toy)
    assert "corridors.apply(network, [...])" in error.value.render("en")
    assert isinstance(error.value, AttributeError)
    assert isinstance(error.value, TypeError)


def test_columns_attributes_and_keys_are_read_only(toy: Network,
                                                   scenario: Callable[..., Scenario]) -> None:
    with pytest.raises(ValueError, match="read-only"):
        toy.links["length_km"][0] = 1.0
    with pytest.raises(FrozenInstanceError):
        toy.date = "2030-01-01"  # type: ignore[misc]
    one = scenario(parameters={"access.max_km": 60})
    with pytest.raises(ReadOnlyError):
        one.file.parameters["access.max_km"] = 1.0
    with pytest.raises(FrozenInstanceError):
        one.id = "x"  # type: ignore[misc]


def test_a_dataframe_is_a_copy(toy: Network) -> None:
    frame = toy.links.frame()
    frame["length_km"] = 0.0
    assert (toy.links.frame()["length_km"] > 0).all()


def test_a_wrong_name_of_a_table_is_told_with_the_right_one(toy: Network) -> None:
    with pytest.raises(AttributeError, match="did you mean: links"):
        _ = toy.linkz
    assert {"links", "places", "geo"} <= set(dir(toy))


# ---- tidy tables ----------------------------------------------------------------------------
def test_a_skim_is_a_tidy_table_of_the_same_numbers(toy: Network) -> None:
    table = corridors.skim_table(toy, ["bay", "mine"], ["mine", "isle"], profile="bulk",
                                 modes=["waterway", "best", "air"])
    assert list(table.columns[:6]) == ["origin", "destination", "profile", "mode", "found",
                                       "token"]
    assert set(table["mode"]) == {"waterway", "best"}  # bulk does not fly
    assert not (table["origin"] == table["destination"]).any()
    trips = corridors.skim(toy, ["bay", "mine"], ["mine", "isle"], profile="bulk",
                           modes=["waterway", "best"])
    for row in table.itertuples():
        trip = trips[row.origin, row.destination, row.mode]
        assert row.found == trip.found
        if trip.found:
            assert (row.time_h, row.cost_cny) == (trip.time_h, trip.cost_cny)
    with pytest.raises(InputError, match="可选"):
        corridors.skim_table(toy, "bay", "mine", profile="bulk", modes="raill")


def test_tables_carry_their_units_in_names(toy: Network, trip: Callable[..., corridors.Trip]
                                           ) -> None:
    legs = trip("mine", "bay", "container", "rail").table
    assert {"time_h", "distance_km", "cost_cny", "co2_kg"} <= set(legs.columns)
    found = trip("mine", "bay", "container", "rail")
    assert legs["time_h"].sum() == pytest.approx(found.time_h)
    assert {"value", "low", "high", "unit"} <= set(toy.parameters.frame().columns)


def test_geometry_of_networks_and_results(toy: Network, scenario: Callable[..., Scenario],
                                          toy_dir: Path) -> None:
    assert len(toy.geo("links")) == len(toy.links)
    assert toy.geo("places").crs.to_epsg() == 4326
    with pytest.raises(InputError, match="links, places, nodes, locks"):
        toy.geo("services")
    result = corridors.compare(scenario(), toy_dir)
    pairs = result.geo("time_h", profile="container", mode="best")
    assert set(pairs.geom_type) == {"LineString"}
    assert set(result.changed_links()["change"]) == {"added"}


def test_the_register_lists_itself() -> None:
    frame = corridors.register().frame()
    assert frame.loc["pinglu_canal", "name_zh"] == "平陆运河"
    assert len(frame) == len(corridors.register()) == len(list(corridors.register()))
    assert corridors.register()["平陆运河"].id == "pinglu_canal"
    assert "pinglu_canal" in corridors.register()


def test_names_serve_where_ids_do() -> None:
    found = corridors.timeline([("南宁", "Guiyang")], last_year=2023)
    assert found.pairs == (("nanning", "guiyang"),)
    assert found.table.query("year == 2023 and measure == 'time_h'")["difference"].item() < -1


def test_files_are_written_as_the_command_does(scenario: Callable[..., Scenario], toy_dir: Path,
                                               tmp_path: Path) -> None:
    result = corridors.compare(scenario(), toy_dir)
    written = corridors.write(result, tmp_path)
    assert [path.name for path in written] == ["comparison.csv", "changes.csv",
                                               "components.csv", "summary.json"]
    back = pd.read_csv(tmp_path / "comparison.csv", encoding="utf-8-sig")
    assert len(back) == len(result.rows)


# ---- what objects show of themselves ----------------------------------------------------------
@pytest.fixture
def shown(toy: Network, scenario: Callable[..., Scenario], toy_dir: Path,
          trip: Callable[..., corridors.Trip]) -> list[Shown]:
    one = scenario()
    return [toy, toy.links, toy.parameters, one, corridors.compare(one, toy_dir),
            trip("mine", "bay", "container", "rail"), trip("mine", "isle", "bulk", "waterway"),
            corridors.register(), corridors.register()["pinglu_canal"],
            corridors.Scenarios([one]), corridors.Scenarios([one]).compare(data=toy_dir),
            corridors.alternatives(toy, "mine", "bay")]


def test_everything_says_in_one_line_what_it_is(shown: list[Shown]) -> None:
    for item in shown:
        text = repr(item)
        assert text.startswith(f"<{type(item).__name__}")
        assert "\n" not in text
        assert len(text) < 200, text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_cards_are_html_that_needs_nothing(shown: list[Shown], lang: str,
                                           monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORRIDORS_LANG", lang)
    for item in shown:
        html = item._repr_html_()
        assert "<script" not in html
        assert "http" not in html
        assert html.count("<div") == html.count("</div>")
        assert html.count("<td") == html.count("</td>")
        assert len(html) < 60_000
        assert bool(re.search("[\u4e00-\u9fff]", html)) or lang == "en"


def test_cards_escape_what_they_show(scenario: Callable[..., Scenario]) -> None:
    bad = scenario().named(zh="<script>alert(1)</script>&", en='<b onclick="x">')
    assert "<script>" not in bad._repr_html_()
    assert "&lt;script&gt;" in bad._repr_html_()
    assert "<b onclick" not in bad.card("en").html("en")
    assert "<i>" not in Card("x", "<i>", "", {"base": "<i>"}, ("<i>",), (("<i>",),),
                             note="<i>", stamp="<i>").html("zh")


def test_a_comparison_shows_means_stamp_and_project(scenario: Callable[..., Scenario],
                                                    toy_dir: Path) -> None:
    result = corridors.compare(scenario(), toy_dir)
    html = result.card("en").html("en")
    assert result.scenario.hash in html
    assert result.base.data_version in html
    assert "door-to-door time (h)" in html
    assert "after minus base" in html


# ---- a figure -----------------------------------------------------------------------------------
def test_a_heat_map_is_the_same_every_time(tmp_path: Path) -> None:
    frame = pd.DataFrame([[1.0, -2.0], [float("nan"), 0.0]], index=["甲", "乙"],
                         columns=["x", "y"])
    first, second = (heatmap(frame, title="题目", unit="h", notes=["注"]) for _ in range(2))
    assert first.save(tmp_path / "a.png").read_bytes() == second.save(
        tmp_path / "b.png").read_bytes()
    assert first._repr_png_().startswith(b"\x89PNG")
    texts = {text.get_text() for axes in first.figure.axes for text in axes.texts}
    assert {"+1.0", "−2.0", "0.0"} <= texts
