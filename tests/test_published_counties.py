"""Published driving times that name counties, and an expressway without an exit at one."""

from __future__ import annotations

import re

from corridors import Network
from corridors.analysis.validation.published import read_published
from corridors.errors import UnknownNameError
from corridors.places import find_place
from corridors.projects.register import register
from corridors.routing.declared import joined_roads


def known(network: Network, name: str) -> bool:
    """Whether the name in a table of figures, without what stands in brackets, is a place's."""
    try:
        find_place(network, re.sub(r"[(（].*", "", name))
    except UnknownNameError:
        return False
    return True


def test_no_driving_time_is_left_out_because_a_county_is_no_place(real: Network) -> None:
    left = [row for row in read_published(real, register().ids) if row.mode == "road"
            and row.reason == "no_place" and "(" not in row.from_zh + row.to_zh]
    assert len(left) > 20
    assert [row.id for row in left if known(real, row.from_zh) and known(real, row.to_zh)] == []


def test_the_expressway_to_guilin_passes_pingle_and_not_gongcheng(real: Network) -> None:
    roads = joined_roads(real)
    at = roads.link_ids.tolist().index("h033")
    exits = set(roads.b[roads.stop == at].tolist())
    assert roads.spots["place:pingle"] in exits
    assert roads.spots["place:gongcheng"] not in exits
