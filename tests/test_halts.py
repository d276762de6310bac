"""Stations between the nodes of high-speed lines: where they stand, and when they count."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

import corridors
from corridors import Network, SetLinks
from corridors.analysis.access.compare import access
from corridors.analysis.access.facilities import facilities
from corridors.analysis.access.halts import FAR_KM, halts, nearest_point
from corridors.analysis.access.nearest import Roads
from corridors.analysis.access.origins import origins
from corridors.analysis.checks import check_embedded
from corridors.errors import Fault, InputError
from corridors.messages import say
from corridors.report.access.words import notes
from corridors.tables import read_table
from tests.grounds import lay

STATION = "high_speed_station"
HEAD = "id,name_zh,name_en,link_id,place_id,opened,closed,source_id,confidence,note"
ROW = "ht_village,村站,Village,rail_upper,village,2015-06-01,,assumption,assumed,"
DATA = Path(__file__).parent.parent / "data"


@pytest.fixture
def toy(toy_copy: Callable[..., Path]) -> Callable[..., Path]:
    """A copy of the toy package on its ground with halts, its upper railway a high-speed one."""
    made = count()

    def make(*rows: str, fast: bool = True) -> Path:
        folder = lay(toy_copy())
        folder = folder.rename(folder.with_name(f"toy{next(made)}"))
        links = folder / "links.csv"
        text = links.read_text(encoding="utf-8")
        if fast:
            text = text.replace("80,,mixed,main", "80,,mixed,hsr_200")
        links.write_text(text, encoding="utf-8", newline="")
        (folder / "halts.csv").write_text("\n".join((HEAD, *rows, "")), encoding="utf-8",
                                          newline="")
        return folder
    return make


def stations(network: Network) -> list[str]:
    return [one.id for one in facilities(network, STATION)]


# ---- toy
def test_a_halt_stands_where_its_line_is_nearest_to_the_seat(toy: Callable[..., Path]) -> None:
    """The line is straight from (106, 24.05) to (107, 23.05); the village is at (106.5, 23.5).

    A degree of longitude is c = cos 23.5° = 0.917 of one of latitude there, so the foot of the
    perpendicular lies (0.5 c² + 0.55) / (c² + 1) = 0.52716 along the line.
    """
    network = corridors.load_network(data=toy(ROW))
    halt = next(one for one in facilities(network, STATION) if one.halt)
    assert (halt.id, halt.name("zh"), halt.place) == ("ht_village", "村站", "village")
    assert (halt.lon, halt.lat) == pytest.approx((106.52716, 23.52284), abs=1e-5)
    village, = Roads(network).nearest(origins(network, ["village"]), STATION)
    assert village.id == "ht_village"
    assert 0 < (village.value or 0) < 0.2


def test_a_halt_beyond_the_ends_stands_at_the_end() -> None:
    assert nearest_point(((106, 24), (107, 23)), (105, 25)) == pytest.approx((106, 24))


def test_no_halt_counts_before_it_opens_or_once_it_closed(toy: Callable[..., Path]) -> None:
    for opened, closed, there in (("2022-11-30", "", True), ("2022-11", "", True),
                                  ("2022-12-01", "", False), ("2022", "", False),
                                  ("2015", "2020-01-01", False), ("2015", "2023", True)):
        row = ROW.replace("2015-06-01,", f"{opened},{closed}")
        assert ("ht_village" in stations(corridors.load_network(data=toy(row)))) is there, row


def test_no_train_calls_where_only_freight_runs_or_the_county_is_far(
        toy: Callable[..., Path]) -> None:
    network = corridors.load_network(data=toy(ROW))
    assert "ht_village" in stations(network)
    shut, _ = corridors.apply(network, [SetLinks(where={"link": "rail_upper"},
                                                 values={"traffic": "freight"})])
    assert stations(shut) == []
    far = corridors.load_network(data=toy(ROW.replace(",village,", ",bay,")))
    assert "ht_village" not in stations(far)


def test_a_package_may_do_without_halts_and_routes_the_same_with_them(
        toy: Callable[..., Path]) -> None:
    """No train calls at the halt of a line that nobody has built."""
    waiting = corridors.load_network(data=toy(ROW.replace("rail_upper", "rail_new"), fast=False))
    assert stations(waiting) == []
    bare = toy(fast=False)
    (bare / "halts.csv").unlink()
    without = corridors.load_network(data=bare)
    assert "halts" not in without.tables
    assert waiting.data_version != without.data_version, "access rests on them"
    for profile in ("passenger", "container"):
        first, second = (corridors.route(network, "mine", "bay", profile=profile)
                         for network in (waiting, without))
        assert first.hours == second.hours


def test_what_is_wrong_with_a_halt_is_said_at_its_line(toy: Callable[..., Path]) -> None:
    def faults(row: str, **made: bool) -> tuple[Fault, ...]:
        with pytest.raises(InputError) as caught:
            corridors.load_network(data=toy(row, **made))
        return caught.value.faults

    slow, = faults(ROW, fast=False)
    assert (slow.key, slow.row or slow.line) == ("halt_link_class", 2)
    assert "hsr_*" in slow.render("zh")
    assert "rail_upper" in slow.render("en")
    assert [one.key for one in faults(ROW.replace(",village,", ",vilage,"))] == [
        "reference_missing"]
    assert [one.key for one in faults(ROW.replace("2015-06-01", "2015-02-30"))] == ["cell_date"]


# ---- the data package
def test_every_halt_lies_on_a_high_speed_line_near_its_county() -> None:
    """Also those of lines that only projects bring."""
    table, faults = read_table(DATA / "halts.csv", "halts")
    assert table is not None
    assert not faults
    every = corridors.load_network(year=2026)
    links = every.links
    for key, link in zip(table["id"], table["link_id"], strict=True):
        row = links.index[str(link)]
        assert str(links["class"][row]).startswith("hsr_"), key
    found = halts(every, frozenset(map(str, links["id"])))
    assert {one.id for one in found} == {str(key) for key in table["id"]}
    assert max(one.away_km for one in found) < FAR_KM
    served = {one.name_zh for one in found}
    named = {str(every.nodes["name_zh"][i]) for i in range(len(every.nodes))
             if every.nodes["mode"][i] == "rail"}
    assert not served & named, "a station that is a node already"


def test_yangshuo_has_a_station_of_its_own() -> None:
    """It was sent to Guilin before, 1 h away."""
    network = corridors.load_network()
    found = Roads(network).nearest(origins(network, ["yangshuo", "gongcheng"]), STATION)
    assert {one.name_zh: (one.value or 9) < 0.85 for one in found} == {"阳朔": True, "恭城": True}
    assert sum(one.halt for one in facilities(network, STATION)) == 11


def test_a_halt_of_a_new_line_opens_with_it() -> None:
    """Even where the scenario builds the line into the base year."""
    result = access(corridors.load_scenario("guiyang_nanning_hsr"), ["huanjiang"], hubs=False)
    before, = result.base["high_speed_station_h"]
    after, = result.after["high_speed_station_h"]
    assert (before.name_zh, after.name_zh) == ("柳州", "环江")
    assert (before.value or 0) > 2
    assert (after.value or 9) < 0.5
    told = say("access.note_halts", "zh", base=11, after=12, far="25")
    assert told in notes(result, "zh")


def test_a_halt_on_a_line_that_nobody_has_is_found_by_check(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import shutil

    folder = tmp_path / "data"
    shutil.copytree(DATA, folder, ignore=shutil.ignore_patterns("import"))
    path = folder / "halts.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("rgn_04", "rgn_44"),
                    encoding="utf-8", newline="")
    faults = [one for one in check_embedded(folder).faults if one.key.startswith("halt")]
    assert [one.key for one in faults] == ["halt_link_unknown"]
    assert "rgn_44" in faults[0].render("zh")
    assert "rgn_04" in faults[0].render("en")
