"""Driving times between places: by hand on the toy ground, before and after, and bad questions."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import corridors
from corridors import Network
from corridors.errors import InputError
from corridors.routing import declared
from tests.grounds import lay


@pytest.fixture
def network(toy_copy: Callable[..., Path]) -> Network:
    """The toy network on the toy ground, see ``grounds.py``."""
    return corridors.load_network(data=lay(toy_copy()))


# ---- by hand
def test_hours_by_hand(network: Network) -> None:
    """Village to bay: 70 km of ground at 40 km/h, 150 km of expressway at 50; a fifth of rest."""
    times = corridors.drive_times(network, ["Village"], ["hill", "海湾", "village"],
                                  vehicle="lorry")
    assert times.origins == ("village",)
    assert times.destinations == ("hill", "bay", "village")
    assert times.hours[0] == pytest.approx([1.2 * 70 / 40, 1.2 * (70 / 40 + 150 / 50), 0])


def test_tables_are_tidy(network: Network) -> None:
    times = corridors.drive_times(network, ["village", "hill"], ["bay"], vehicle="lorry")
    assert list(times.table.columns) == [
        "origin", "origin_zh", "origin_en", "destination", "destination_zh", "destination_en",
        "vehicle", "drive_h", "found"]
    row = times.table.iloc[1]
    assert (row.origin, row.origin_en, row.destination, row.vehicle, bool(row.found)) == (
        "hill", "Hill", "bay", "lorry", True)
    assert row.drive_h == pytest.approx(1.2 * 150 / 50)
    assert times.matrix.loc["hill", "bay"] == row.drive_h
    assert (times.matrix.index.name, times.matrix.columns.name) == ("origin", "destination")


def test_a_change_and_what_it_does(network: Network) -> None:
    """The expressway between hill and bay shut: 170 km of ground at 40 km/h instead of 3 hours."""
    shut, _ = corridors.apply(network, [corridors.Close(where={"link": "road_lower"})])
    base, after = (corridors.drive_times(one, ["hill", "mine"], ["bay", "hill"], vehicle="lorry")
                   for one in (network, shut))
    frame = after.against(base).set_index(["origin", "destination"])
    assert frame.base_h["hill", "bay"] == pytest.approx(3.6)
    assert frame.after_h["hill", "bay"] == pytest.approx(1.2 * 170 / 40)
    assert frame.difference_h["hill", "bay"] == pytest.approx(1.5)
    assert frame.difference_h["mine", "hill"] == 0
    assert frame.difference_h["hill", "hill"] == 0
    assert base.hours[0, 0] == pytest.approx(3.6)  # the before stays


def test_parameters_for_one_question(network: Network) -> None:
    """Roads on the ground at 20 instead of 40 km/h; the network keeps its own value."""
    slow = corridors.drive_times(network, ["village"], ["hill"], vehicle="lorry",
                                 parameters={"speed.road.lorry.background": 20})
    assert slow.hours[0, 0] == pytest.approx(1.2 * 70 / 20)
    assert corridors.drive_times(network, ["village"], ["hill"], vehicle="lorry").hours[0, 0] == \
        pytest.approx(1.2 * 70 / 40)


def test_a_place_that_no_road_reaches(toy_copy: Callable[..., Path]) -> None:
    """An island 100 km out: no hours, not an error, and it is said which place it is."""
    folder = lay(toy_copy())
    with (folder / "places.csv").open("a", encoding="utf-8", newline="") as file:
        file.write("reef,礁,Reef,jiao,,玩具省,Toyland,,,109.5,21.0,,assumption,assumed\n")
    times = corridors.drive_times(corridors.load_network(data=folder), ["reef", "hill"], ["bay"])
    assert np.isnan(times.hours[0, 0])
    assert np.isfinite(times.hours[1, 0])
    assert list(times.unjoined) == ["reef"]
    assert 100 < times.unjoined["reef"] < 200
    assert times.table.found.tolist() == [False, True]


# ---- on the real roads
def test_sets_and_coordinates() -> None:
    base = corridors.load_network()
    times = corridors.drive_times(base, ["counties"], ["南宁", "108.36,22.82"])
    assert times.hours.shape == (111, 2)
    assert np.isfinite(times.hours).all()
    assert times.destinations[1] == "point_108.3600_22.8200"
    assert np.abs(np.diff(times.hours)).max() < 1.0  # both lie in Nanning
    assert repr(times) == ("<DriveTimes by car: 111 origins, 2 destinations, "
                           "222 of 222 pairs with a way>")
    assert "<table" in times._repr_html_()
    assert not any(ord(letter) < 32 and letter != "\n" for letter in times._repr_html_())


def test_asking_again_joins_nothing_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Points are joined once, and changed networks on declared roads take what is there."""
    base = corridors.load_network()
    ends = ["108.36,22.82"], ["柳州"]
    first = corridors.drive_times(base, *ends)
    monkeypatch.setattr(declared, "with_points", None)
    monkeypatch.setattr(declared, "join", None)
    faster, _ = corridors.apply(base, [corridors.SetLinks(
        where={"table": "links", "mode": "road", "class": "expressway"},
        values={"speed_ab_kmh": 120.0, "speed_ba_kmh": 120.0})])
    again = corridors.drive_times(faster, *ends)
    assert again.hours[0, 0] < first.hours[0, 0]


def test_a_faster_class_makes_nobody_slower() -> None:
    base = corridors.load_network()
    ends = ["counties"], ["guangxi"]
    before = corridors.drive_times(base, *ends)
    frame = corridors.drive_times(
        base, *ends, parameters={"speed.road.car.expressway": 110}).against(before)
    assert (frame.difference_h <= 1e-9).all()
    assert (frame.difference_h < -0.1).any()


def test_read_only() -> None:
    times = corridors.drive_times(corridors.load_network(), ["南宁"], ["钦州"])
    with pytest.raises(ValueError, match="read-only"):
        times.hours[0, 0] = 1.0


# ---- bad questions
def refused(call: Callable[[], object]) -> str:
    with pytest.raises(InputError) as caught:
        call()
    assert caught.value.render("zh")
    return caught.value.render("en")


def test_bad_questions(network: Network) -> None:
    def ask(origins: list[str], destinations: list[str], **more: object) -> str:
        return refused(lambda: corridors.drive_times(network, origins, destinations, **more))
    assert "bicycle" in ask(["hill"], ["bay"], vehicle="bicycle")
    assert "car, lorry" in ask(["hill"], ["bay"], vehicle="bicycle")
    both = ask([], [])
    assert "The origins are empty" in both
    assert "The destinations are empty" in both
    assert "atlantis" in ask(["atlantis"], ["bay"])
    assert "speed.road.lory" in ask(["hill"], ["bay"], parameters={"speed.road.lory": 1})


def test_unlike_questions_are_not_compared(network: Network) -> None:
    one = corridors.drive_times(network, ["hill"], ["bay"], vehicle="lorry")
    other = corridors.drive_times(network, ["mine", "village", "park", "hill"], ["bay"])
    text = refused(lambda: other.against(one))
    assert "origins differ (mine, village, park, … (4) against hill)" in text
    assert "vehicles differ (car against lorry)" in text
    assert "destinations" not in text.replace("origins, destinations and vehicle", "")


def test_a_package_without_ground(toy: Network) -> None:
    assert "roads.npz" in refused(lambda: corridors.drive_times(toy, ["hill"], ["bay"]))


def test_hours_are_numbers(network: Network) -> None:
    times = corridors.drive_times(network, ["hill"], ["bay"])
    assert math.isfinite(times.hours[0, 0])
    assert times.table.drive_h.dtype == float
