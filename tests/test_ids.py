"""``corridors network --ids``: the ids that project files name, found without knowing any."""

from __future__ import annotations

import csv
import io
import json

import pytest
from click.testing import CliRunner

from corridors.analysis.ids import find_ids
from corridors.cli.main import main
from corridors.errors import UnknownNameError
from corridors.network.model import Network


def shown(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, ["network", *words])
    assert result.exit_code == code, result.output
    return result.output


def test_a_place_has_its_nodes_links_locks_and_services(toy: Network) -> None:
    at = find_ids(toy, "海湾")
    assert at == find_ids(toy, "haiwan")
    nodes = {item.id for item in at if item.what == "nodes"}
    assert nodes == {str(key) for key, place in zip(toy.nodes["id"], toy.nodes["place_id"],
                                                    strict=True) if place == "bay"}
    links = [item for item in at if item.what == "links"]
    assert links
    assert all(nodes & set(item.nodes) for item in links)


def test_any_part_of_a_name_will_do(real: Network) -> None:
    assert {item.id for item in find_ids(real, "长洲") if item.what == "locks"} == {"lk_changzhou"}
    trunk = find_ids(real, "XIJIANG_TRUNK")
    assert {item.line for item in trunk} == {"xijiang_trunk"}
    assert "xj_guigang_guiping" in [item.id for item in trunk]


def test_on_the_screen_and_as_data() -> None:
    text = shown("--ids", "百色")
    for word in ("rl_baise", "in_baise", "yj_baise_yuliang", "lk_naji", "tt_nanning_kunming",
                 "旅客、集装箱、散货"):
        assert word in text
    english = shown("--ids", "百色", "--lang", "en")
    assert "From – to node" in english
    assert "passengers, containers, bulk" in english
    rows = json.loads(shown("--ids", "百色", "--format", "json"))["rows"]
    (lock,) = [row for row in rows if row["id"] == "lk_naji"]
    assert (lock["what"], lock["mode"], lock["link_id"]) == ("locks", "inland", "yj_baise_yuliang")
    table = list(csv.DictReader(io.StringIO(shown("--ids", "百色", "--format", "csv"))))
    assert [row["id"] for row in table] == [row["id"] for row in rows]


def test_nothing_found_says_what_to_write(real: Network) -> None:
    with pytest.raises(UnknownNameError, match="baise"):
        find_ids(real, "baisee")
    assert "没有与“火星”有关" in shown("--ids", "火星", code=2)
    assert "--map" in shown("--ids", "百色", "--map", code=2)
    assert "--ids" in shown("--ids", "百色", "--by", "year", code=2)
