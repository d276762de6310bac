"""Maps as files: every ready-made one is drawn, reopened, and the same twice."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from corridors.cartography.load import embedded_maps, load_map
from corridors.cli.main import main
from corridors.mapping.sheet import SHEETS
from corridors.report.cartography.make import Wishes, map_files
from tests.render import pdf_text

NAMES = [path.stem for path in embedded_maps()]
DPI = 50


@cache
def png(name: str) -> bytes:
    (data,) = map_files(load_map(name), Wishes(dpi=DPI, formats=("png",))).values()
    return data


def run(*args: str) -> Result:
    return CliRunner().invoke(main, ["map", *args])


@pytest.mark.parametrize("name", NAMES)
def test_a_ready_made_map_is_drawn_at_its_size(name: str) -> None:
    sheet = SHEETS[load_map(name).file.size]
    with Image.open(BytesIO(png(name))) as picture:
        assert picture.size == pytest.approx((sheet.width_in * DPI, sheet.height_in * DPI), abs=1)
        colours = picture.convert("RGB").getcolors(1_000_000)
    assert colours is not None
    assert len(colours) > 200  # not an empty frame


def test_the_same_bytes_twice() -> None:
    (again,) = map_files(load_map("plan_progress"), Wishes(dpi=DPI, formats=("png",))).values()
    assert again == png("plan_progress")


def test_a_pdf_keeps_its_text(tmp_path: Path) -> None:
    done = run("plan_progress", "--format", "pdf", "--format", "svg", "--out", str(tmp_path),
               "--approval-number", "桂S(2026)00号", "--lang", "zh")
    assert done.exit_code == 0, done.output
    assert {path.name for path in tmp_path.iterdir()} == {
        "corridors.json", "plan_progress.pdf", "plan_progress.svg"}
    text = pdf_text(tmp_path / "plan_progress.pdf")
    for words in ("广西规划各市项目进展", "桂S(2026)00号", "南宁", "无新信息"):
        assert words in text
    drawn = (tmp_path / "plan_progress.svg").read_text(encoding="utf-8")
    assert "桂林" in drawn
    assert str(tmp_path) not in drawn


def test_the_field_of_the_approval_number_stays_blank(tmp_path: Path) -> None:
    done = run("county_access_port", "--format", "pdf", "--out", str(tmp_path), "--lang", "zh")
    assert done.exit_code == 0, done.output
    assert "审图号：____" in pdf_text(tmp_path / "county_access_port.pdf")


def test_own_specification_language_and_size(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("schema: 1\nname: {zh: 试, en: Trial}\nlang: en\nsize: slide\ndpi: 50\n"
                    "out: 'a:b'\nextent: {set: guangxi}\nlayers: [boundaries, places]\n",
                    encoding="utf-8")
    done = run(str(path), "--out", str(tmp_path / "out"))
    assert done.exit_code == 0, done.output
    with Image.open(tmp_path / "out" / "a-b.png") as picture:
        assert picture.size == pytest.approx((666.6, 375), abs=1)


def test_a_fault_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("schema: 1\nname: {zh: 试, en: Trial}\nextent: {bbox: [80, 40, 90, 45]}\n"
                    "layers: [locks]\n", encoding="utf-8")
    done = run(str(path), "--out", str(tmp_path / "out"), "--lang", "zh")
    assert done.exit_code == 2
    assert "第 4 行：图层 locks 在图幅范围内没有内容" in done.output
    assert not (tmp_path / "out").exists()


def test_an_output_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("x")
    done = run("county_access_port", "--dpi", "50", "--out", str(tmp_path / "taken" / "maps"))
    assert done.exit_code == 2
    assert (tmp_path / "taken").read_text() == "x"


def test_without_a_specification_the_scenario_gets_its_maps(tmp_path: Path) -> None:
    done = run("--scenario", "guiyang_nanning_hsr", "--dpi", "50", "--out", str(tmp_path))
    assert done.exit_code == 0, done.output
    assert {path.stem for path in tmp_path.iterdir()} == {
        "corridors",
        *(f"guiyang_nanning_hsr-{kind}" for kind in ("change", "origins", "network", "projects"))}
