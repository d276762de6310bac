"""The 1-2-3 travel circles: definitions, counts by hand on the toy network, files and screen."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

import corridors
from corridors import Network
from corridors.analysis.circles import WAYS, Circles, circles, pairs_of, read_circles
from corridors.cli.main import main
from corridors.errors import InputError
from corridors.report.circles import circles_files

SOURCE = {"id": "outline", "publisher": "Toy Office", "title": "Circles", "date": "2021",
          "good_for": "Hours"}
NOTE = {"zh": "说明", "en": "A note"}


def circle(key: str, hours: float, **keys: object) -> dict[str, object]:
    return {"id": key, "name": {"zh": key, "en": key}, "hours": hours, "source_id": "outline",
            "confidence": "medium", "note": dict(NOTE), **keys}


TOY_CIRCLES = [circle("near", 3, list=[["mine", "hill"]]),
               circle("all", 5, among=["mine", "hill", "海湾"]),
               circle("coast", 2.5, **{"from": ["inland_towns"], "to": ["bay"]})]


@pytest.fixture
def count(toy_copy: Callable[..., Path]) -> Callable[..., Circles]:
    """Circles on the toy network, before and after the faster timetable."""
    def make(items: list[dict[str, object]] | None = None) -> Circles:
        data = toy_copy()
        body = {"schema": 1, "sources": [SOURCE],
                "circles": TOY_CIRCLES if items is None else items}
        (data / "circles.yaml").write_text(yaml.safe_dump(body, allow_unicode=True),
                                           encoding="utf-8")
        return circles(corridors.load_network(data=data),
                       corridors.load_network(data=data, year=2024), data)

    return make


def near(value: float) -> object:
    return pytest.approx(value, abs=1e-9)


def test_hours_by_hand(count: Callable[..., Circles]) -> None:
    hours = {(h.circle, h.way, h.pair): (h.base, h.after, h.mode_base, h.mode_after)
             for h in count().hours}
    # by car: 0.1 + 0.1 + 0.9 + 1.5 + 0.1 + 0.1; by train 4.85 h in the new timetable, to Bay
    assert hours["all", "door_to_door", ("mine", "bay")] == (near(2.8), near(2.8), "road", "road")
    # on board the car drives 2.6 h; the train took 2.75 h there and 3 h back, then 2.25 h there
    # and 1.25 + 0.25 + 0.75 h back
    assert hours["all", "in_vehicle_land", ("mine", "bay")] == (near(2.6), near(2.25), "road",
                                                                "rail")
    assert {way for _, way, _ in hours} == set(WAYS)


def test_shares_by_hand(count: Callable[..., Circles]) -> None:
    shares = {(s.circle.id, s.way): s for s in count().shares}
    # Mine - Hill by car: 0.2 + 0.9 + 0.2 h; all three pairs are within 5 h
    assert [(shares["near", way].pairs, shares["near", way].base) for way in WAYS] == [(1, 1)] * 3
    assert (shares["all", "door_to_door"].pairs, shares["all", "door_to_door"].after) == (3, 3)
    coast = shares["coast", "in_vehicle_land"]
    # Hill - Bay is 1.7 h on board, Mine - Bay only with the new timetable within 2.5 h
    assert (coast.pairs, coast.base, coast.after) == (2, 1, 2)
    assert (coast.entered, coast.left) == ((("mine", "bay"),), ())
    assert shares["coast", "door_to_door"].entered == ()


def test_a_pair_without_a_way_is_in_no_circle(count: Callable[..., Circles]) -> None:
    found = count([circle("far", 1000, list=[["bay", "isle"]])])
    # planes leave from Hill, which is too far from Bay by car
    assert [(s.base, s.after) for s in found.shares] == [(0, 0)] * 3
    assert [(h.base, h.mode_base) for h in found.hours] == [(None, "")] * 3


@pytest.mark.parametrize(("items", "key"), [
    ([circle("a", 1, list=[["mine", "hill"]], among=["bay", "hill"])], "circle_pairs"),
    ([circle("a", 1)], "circle_pairs"),
    ([circle("a", 1, **{"from": ["mine"]})], "circle_pairs"),
    ([{**circle("a", 1, among=["mine", "hill"]), "source_id": "hearsay"}], "circle_source"),
    ([circle("a", 1, among=["mine", "atlantis"])], "place_unknown"),
    ([circle("a", "soon", among=["mine", "hill"])], "value_wrong"),
])
def test_faults(count: Callable[..., Circles], items: list[dict[str, object]], key: str) -> None:
    with pytest.raises(InputError) as caught:
        count(items)
    (fault,) = caught.value.faults
    assert (fault.key, fault.line is not None) == (key, True)
    assert fault.render("zh")


# ---- the embedded definitions ------------------------------------------------------------------
def test_definitions_name_places_and_sources(real: Network) -> None:
    file, _ = read_circles()
    assert {item.hours for item in file.circles} == {1, 2, 3}
    sizes = {item.id: len(pairs_of(item, real)) for item in file.circles}
    assert sizes["beibu_cluster"] == 8 * 7 / 2
    assert sizes["nanning_guangxi"] == 13
    assert sizes["guangxi_capitals"] == 14 * (len(real.place_sets["capitals"]) + 1)
    used = {item.source_id for item in file.circles}
    assert used < {source.id for source in file.sources}
    for item in file.circles:
        assert item.note.zh
        assert item.note.en


def test_more_ways_count_more_pairs(real: Network) -> None:
    """On board takes less than from door to door, and planes only add to what there is."""
    found = circles(real, real)
    shares = {(s.circle.id, s.way): s.base for s in found.shares}
    for item in read_circles()[0].circles:
        door, land, every = (shares[item.id, way] for way in WAYS)
        assert door <= every
        assert land <= every
    assert [s for s in found.shares if s.entered or s.left] == []


def test_files(count: Callable[..., Circles]) -> None:
    files = circles_files(count())
    rows = list(csv.DictReader(io.StringIO(files["circles.csv"].decode("utf-8-sig"))))
    (row,) = [r for r in rows if (r["circle"], r["way"]) == ("coast", "in_vehicle_land")]
    assert (row["share_base"], row["share_after"], row["entered"]) == ("0.5", "1.0", "mine-bay")
    pairs = list(csv.DictReader(io.StringIO(files["circle_pairs.csv"].decode("utf-8-sig"))))
    assert len(pairs) == (1 + 3 + 2) * 3
    data = json.loads(files["circles.json"])
    assert data["after"]["projects"] == ["toy_ford_lock", "toy_timetable"]
    assert data["sources"][0]["id"] == "outline"


@pytest.mark.parametrize(("lang", "words"), [
    ("zh", ("门到门", "在途（铁路、公路）", "新进入：", "南宁—贵阳", "交通强国建设纲要")),
    ("en", ("door to door", "on board, rail or car", "entered: ", "Nanning—Guiyang"))])
def test_screen(lang: str, words: tuple[str, ...], tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["circles", "--year", "2023", "--lang", lang, "--out",
                                     str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert all(word in done.stdout for word in words)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "circle_pairs.csv", "circles.csv", "circles.json", "corridors.json"]


@pytest.mark.parametrize(("args", "said"), [
    (["--year", "2035"], True), (["--year", "2023"], False),
    (["--year", "2035", "--openings", "planned"], False), ([], False)])
def test_a_date_after_the_newest_opening_is_said(args: list[str], *, said: bool) -> None:
    for lang, words in (("zh", "晚于最近一次实际开通"), ("en", "after the newest actual opening")):
        done = CliRunner().invoke(main, ["circles", *args, "--lang", lang])
        assert done.exit_code == 0, done.output
        text = done.stdout.replace("\n", "")
        assert (words in text) is said
        assert ("--openings planned" in text) is said


def test_a_scenario_has_its_own_dates() -> None:
    done = CliRunner().invoke(main, ["circles", "--scenario", "guiyang_nanning_hsr", "--year",
                                     "2023"])
    assert done.exit_code == 2
    done = CliRunner().invoke(main, ["circles", "--scenario", "guiyang_nanning_hsr", "--format",
                                     "json"])
    assert json.loads(done.stdout)["after"]["projects"] == ["guiyang_nanning_hsr"]
