"""Coordinates of several systems: read, checked, converted, and what is said about them."""

from __future__ import annotations

import math
from random import Random

import fast_geocn
import pytest
from fast_geocn import wgs84_to_gcj02
from hypothesis import given
from hypothesis import strategies as st

from corridors.coordinates import (
    Point,
    check_point,
    notice,
    parse_point,
    suspect_system,
    system_of,
)
from corridors.datums import bd09_to_gcj02, gcj02_to_bd09, metres, to_wgs84
from corridors.errors import InputError

NANNING = (108.32, 22.82)
LON, LAT = st.floats(97.0, 123.0), st.floats(20.0, 34.0)


def apart_m(a: tuple[float, float], b: tuple[float, float]) -> float:
    return math.hypot(*metres(*a, *b))


def complaint(text: str, lang: str = "en") -> str:
    with pytest.raises(InputError) as caught:
        parse_point(text)
    assert len(caught.value.faults) == 1
    return caught.value.render(lang)


# ---- conversion
def test_the_kept_library_gives_the_published_pair() -> None:
    """Tian'anmen, as independent implementations print it."""
    assert wgs84_to_gcj02(116.404, 39.915) == pytest.approx(
        (116.41024449916938, 39.91640428150164), abs=1e-9)
    assert to_wgs84(116.41024449916938, 39.91640428150164, "gcj02") == pytest.approx(
        (116.404, 39.915), abs=1e-9)


def test_baidu_is_the_formula_in_general_use() -> None:
    assert gcj02_to_bd09(116.404, 39.915) == pytest.approx(
        (116.41036949371029, 39.92133699351021), abs=1e-9)
    assert bd09_to_gcj02(116.404, 39.915) == pytest.approx(
        (116.39762729119315, 39.90865673957631), abs=1e-5)


def test_the_library_still_has_another_step_to_baidu() -> None:
    """When this fails the library has been mended, and datums.py can take its step again."""
    assert 20 < apart_m(fast_geocn.gcj02_to_bd09(116.404, 39.915),
                        gcj02_to_bd09(116.404, 39.915)) < 35


@given(LON, LAT)
def test_there_and_back_is_less_than_a_metre(lon: float, lat: float) -> None:
    mars = wgs84_to_gcj02(lon, lat)
    for system, moved in (("gcj02", mars), ("bd09", gcj02_to_bd09(*mars))):
        assert apart_m((lon, lat), to_wgs84(*moved, system)) < 0.01
        assert 100 < apart_m((lon, lat), moved) < 1400


@given(LON, LAT, st.sampled_from(["wgs84", "cgcs2000"]))
def test_what_is_wgs84_already_is_left_alone(lon: float, lat: float, system: str) -> None:
    assert to_wgs84(lon, lat, system) == (lon, lat)


@pytest.mark.parametrize(("name", "system"), [
    ("GCJ-02", "gcj02"), ("gcj02", "gcj02"), ("高德", "gcj02"), ("火星坐标系", "gcj02"),
    ("amap", "gcj02"), ("BD-09", "bd09"), ("百度", "bd09"), ("百度地图坐标", "bd09"),
    ("WGS84", "wgs84"), ("ＷＧＳ－８４", "wgs84"), ("EPSG:4326", "wgs84"),
    ("urn:ogc:def:crs:OGC:1.3:CRS84", "wgs84"), ("CGCS2000", "cgcs2000"),
    ("EPSG:4490", "cgcs2000"), ("2000国家大地坐标系", "cgcs2000"), ("国家2000坐标系", "cgcs2000"),
    ("西安80", "xian80"), ("", ""), ("utm", "")])
def test_usual_spellings_are_recognised(name: str, system: str) -> None:
    assert system_of(name) == system


# ---- text
@pytest.mark.parametrize("text", [
    "108.32,22.82", "108.32 22.82", "108.32，22.82", "１０８．３２，２２．８２", "(108.32, 22.82)",
    "108.32;22.82", "22.82N 108.32E", "22.82N108.32E", "N22.82 E108.32", "108.32e,22.82n",
    "东经108.32，北纬22.82", "北纬22°49′12″ 东经108°19′12″", "22°49'12\"N 108°19'12\"E",
    "108度19分12秒,22度49分12秒", "108°19.2′E, 22°49.2′N", "wgs84:108.32,22.82",
    "EPSG:4326:108.32,22.82", "CGCS2000：108.32,22.82"])
def test_one_point_in_many_spellings(text: str) -> None:
    point = parse_point(text)
    assert point is not None
    assert (point.lon, point.lat) == pytest.approx(NANNING, abs=1e-9)
    assert (point.given, point.shift_m) == (text, 0.0)


@pytest.mark.parametrize("text", ["gcj02:108.32,22.82", "高德：108.32，22.82",
                                  "GCJ-02坐标 108.32 22.82", "火星坐标:22.82N 108.32E"])
def test_a_prefix_converts(text: str) -> None:
    point = parse_point(text)
    assert point is not None
    assert point.system == "gcj02"
    assert wgs84_to_gcj02(point.lon, point.lat) == pytest.approx(NANNING, abs=1e-9)
    assert point.shift_m == pytest.approx(511, abs=1)


@pytest.mark.parametrize("text", ["南宁", "Pier 5", "G72", "108.32", "5号码头", "nan,nan", "",
                                  "108.32,22.82,5", "suzhou", "2号, 3号"])
def test_a_name_is_not_meant_as_coordinates(text: str) -> None:
    assert parse_point(text) is None


@pytest.mark.parametrize(("text", "words"), [
    ("22.82,108.32", "longitude comes first: 108.32, 22.82"),
    ("0,0", "Gulf of Guinea"),
    ("508000,2530000", "in metres"),
    ("10819.2,2249.2", "degrees and minutes written together"),
    ("1083.2,22.82", "decimal point"),
    ("105.85,21.03", "outside China"),
    ("-108.32,22.82", "outside China"),
    ("108.9,20.5", "off the coast"),
    ("108.32E 22.82E", "one longitude and one latitude"),
    ("108.32E 22.82", "one longitude and one latitude"),
    ("108°61′ 22°10′", "no longitude and latitude"),
    ("gjc02:108.32,22.82", "Did you mean: gcj02?"),
    ("西安80:108.32,22.82", "Give CGCS2000 instead")])
def test_what_is_likely_wrong_is_said(text: str, words: str) -> None:
    assert words in complaint(text)
    assert complaint(text, "zh") != complaint(text)


def test_abroad_is_admitted_on_request_and_never_converted() -> None:
    assert parse_point("105.85,21.03", abroad=True) == Point(105.85, 21.03, "wgs84",
                                                             "105.85,21.03")
    with pytest.raises(InputError, match="只在境内有定义"):
        parse_point("gcj02:105.85,21.03", abroad=True)


# ---- cells
@pytest.mark.parametrize(("lon", "lat"), [
    (float("nan"), 22.8), (108.3, float("inf")), ("", "22.8"), ("108.3N", "22.8"),
    ("东经", "22.8"), ("108,3", "22.8"), ("about 108", "22.8")])
def test_no_number_is_a_fault(lon: float | str, lat: float | str) -> None:
    with pytest.raises(InputError) as caught:
        check_point(lon, lat)
    assert caught.value.faults[0].key == "coord_number"


@given(st.floats(109.0, 111.0), st.floats(23.0, 25.0))
def test_swapped_cells_are_never_taken(lon: float, lat: float) -> None:
    """Central Guangxi: no pair of it is a point when swapped."""
    assert check_point(lon, lat).lon == lon
    with pytest.raises(InputError) as caught:
        check_point(lat, lon)
    assert caught.value.faults[0].key == "coord_swapped"


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        point = parse_point(text)
    except InputError:
        return
    assert point is None or -11 <= point.lat <= 54


def test_conversion_is_said_and_plain_wgs84_is_not() -> None:
    assert notice(check_point(108.32, 22.82)) == ""
    assert "移动了 511 米" in notice(check_point(108.32, 22.82, "gcj02"))
    assert "moved by 511 m" in notice(check_point(108.32, 22.82, "gcj02"), "en")
    assert "less than 0.1 m" in notice(check_point(108.32, 22.82, "EPSG:4490"), "en")


# ---- suspicion
SEATS = {f"s{i}": (106.0 + 0.7 * (i % 7), 22.0 + 0.5 * (i // 7)) for i in range(35)}


@pytest.mark.parametrize("system", ["wgs84", "gcj02", "bd09"])
def test_undeclared_tables_are_told_apart_by_rough_references(system: str) -> None:
    """Thirty-five references, each off by up to 300 m: the shift of 0.5 km still shows."""
    dice = Random(7)
    points = {}
    for name, (lon, lat) in SEATS.items():
        x, y = lon + dice.uniform(-0.003, 0.003), lat + dice.uniform(-0.003, 0.003)
        points[name] = {"wgs84": (x, y), "gcj02": wgs84_to_gcj02(x, y),
                        "bd09": gcj02_to_bd09(*wgs84_to_gcj02(x, y))}[system]
    found = suspect_system(points, SEATS)
    assert found is not None
    assert (found.system, found.count, found.sure) == (system, 35, True)
    assert found.offsets_m[system] < 100


def test_few_or_very_rough_references_prove_nothing() -> None:
    moved = {name: wgs84_to_gcj02(*seat) for name, seat in SEATS.items()}
    few = suspect_system(dict(list(moved.items())[:4]), SEATS)
    assert few is not None
    assert few.system == "gcj02"
    assert not few.sure
    dice = Random(7)
    rough = {name: (lon + dice.uniform(-0.05, 0.05), lat + dice.uniform(-0.05, 0.05))
             for name, (lon, lat) in moved.items()}
    found = suspect_system(rough, SEATS)
    assert found is not None
    assert not found.sure
    assert suspect_system(moved, {}) is None
