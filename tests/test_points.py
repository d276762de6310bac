"""The user's own points: tables and layers as planners have them, whole and broken."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fast_geocn import wgs84_to_gcj02

from corridors.errors import InputError
from corridors.points import NamedPoint, read_points, suspected, told

NANNING = (108.32, 22.82)


def where(point: NamedPoint) -> tuple[float, float]:
    return round(point.point.lon, 6), round(point.point.lat, 6)


def write(folder: Path, text: str, name: str = "points.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def faults(path: Path, lang: str = "en") -> list[str]:
    with pytest.raises(InputError) as caught:
        read_points(path)
    return [fault.render(lang).removeprefix(str(path)) for fault in caught.value.faults]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_chinese_headings_and_encodings(tmp_path: Path, encoding: str, mark: str) -> None:
    text = mark.join(["名称", "地址", "经度", "纬度", "坐标系"]) + "\r\n"
    text += mark.join(["六景工业园", "横州市", "108.32", "22.82", ""]) + "\r\n\r\n"
    text += mark.join(["牛湾港", "", "108.32", "22.82", "高德"]) + "\r\n"
    park, wharf = read_points(write(tmp_path, text, encoding=encoding))
    assert (park.id, park.name_zh, park.name_en, park.declared, park.line) == (
        "p1", "六景工业园", "六景工业园", False, 2)
    assert where(park) == NANNING
    assert (wharf.id, wharf.point.system, wharf.declared, wharf.line) == ("p2", "gcj02", True, 4)
    assert round(wharf.point.shift_m) == 511


@pytest.mark.parametrize(("heading", "cells", "system"), [
    ("name,lon,lat", "A,108.32,22.82", "wgs84"),
    ("name_en,lng,latitude", "A,108.32,22.82", "wgs84"),
    ("name,lon_gcj02,lat_gcj02", "A,108.32,22.82", "gcj02"),
    ("名称,经度（百度）,纬度（百度）", "A,108.32,22.82", "bd09"),
    ("名称,坐标(GCJ-02)", 'A,"108.32,22.82"', "gcj02"),
    ("名称,坐标", 'A,"百度:108.32,22.82"', "bd09"),
    ("name,x,y,crs", "A,108.32,22.82,EPSG:4490", "cgcs2000"),
    ("name,lon,lat,x,y", "A,108.32,22.82,508000,2530000", "wgs84")])
def test_the_system_is_found_where_it_stands(tmp_path: Path, heading: str, cells: str,
                                             system: str) -> None:
    [point] = read_points(write(tmp_path, f"{heading}\n{cells}\n"))
    assert point.point.system == system


def test_all_faults_of_a_table_at_once(tmp_path: Path) -> None:
    path = write(tmp_path, "id,name,lon,lat,crs\n"
                 "a,Good,108.32,22.82,\n"
                 "b,Swapped,22.82,108.32,\n"
                 ",,108.32,22.82,\n"
                 "c,Empty,,,\n"
                 "a,Again,108.32,22.82,\n"
                 "d,Mistyped,108.32,22.82,gjc02\n"
                 '"e","Two\nlines",108.32,22.8x,\n'
                 "f,Abroad,105.85,21.03,\n")
    assert faults(path) == [
        (", line 3: “22.82, 108.32”: longitude and latitude look swapped; longitude comes first: "
        "108.32, 22.82."),
        ", line 4: The name is empty. Each point needs a Chinese or an English name.",
        ", line 5: “Empty” has no coordinates.",
        ", line 6: Id a stands there twice, first at 2.",
        (", line 7: Unknown coordinate system “gjc02”. Allowed: wgs84, cgcs2000, gcj02, bd09. "
        "Did you mean: gcj02?"),
        (", line 8: “108.32, 22.8x” is no longitude and latitude. Write decimal degrees "
        "(108.32, 22.82) or degrees, minutes and seconds (108°19′12″)."),
        (", line 10: “105.85, 21.03” lies outside China (at sea: more than some 5 km off the "
        "coast). Check the order, the signs and the decimal points.")]
    assert len(faults(path, "zh")) == 7


@pytest.mark.parametrize(("text", "words"), [
    ("name,lon\nA,108\n", "No column for the latitude"),
    ("name,lon,lon_gcj02,lat\nA,108,108,22\n", "mean the same"),
    ("name,lon_gcj02,lat_bd09\nA,108,22\n", "mean the same"),
    ("name,lon,lat\n", "no points"),
    ("name,坐标\nA,somewhere\n", "no pair of longitude and latitude"),
    ("  \n", "empty")])
def test_broken_tables_are_named(tmp_path: Path, text: str, words: str) -> None:
    assert any(words in one for one in faults(write(tmp_path, text)))


def test_files_that_are_none(tmp_path: Path) -> None:
    assert "No such file" in faults(tmp_path / "points.csv")[0]
    assert "Unknown type of file “.xls”" in faults(tmp_path / "points.xls")[0]
    assert "binary" in faults(write(tmp_path, "a\0b"))[0]
    assert "Not valid GeoJSON" in faults(write(tmp_path, "{", "p.geojson"))[0]
    assert "Not valid GeoJSON" in faults(write(tmp_path, "[]", "p.geojson"))[0]
    assert "content is not what" in faults(write(tmp_path, "SQLite", "p.gpkg"))[0]


# ---- layers
def feature(name: str, kind: str = "Point", at: object = NANNING, **more: str) -> dict[str, object]:
    return {"type": "Feature", "properties": {"名称": name, **more},
            "geometry": {"type": kind, "coordinates": at}}


def test_geojson(tmp_path: Path) -> None:
    data = {"type": "FeatureCollection",
            "features": [feature("甲"), feature("乙", crs="gcj02"),
                         feature("丙", at=[*NANNING, 80])]}
    first, second, third = read_points(write(tmp_path, json.dumps(data), "p.geojson"))
    assert where(first) == where(third) == NANNING
    assert (first.declared, second.declared, second.point.system) == (False, True, "gcj02")
    data["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4490"}}
    first, *_ = read_points(write(tmp_path, json.dumps(data), "p.geojson"))
    assert (first.declared, first.point.system) == (True, "cgcs2000")


def test_faults_of_features_name_their_number(tmp_path: Path) -> None:
    data = {"features": [feature("甲"), feature("乙", "Polygon", [[NANNING]]), feature("", at=[1]),
                         {"properties": None, "geometry": None}, feature("戊", at=NANNING[::-1])]}
    got = faults(write(tmp_path, json.dumps(data), "p.geojson"))
    assert [one.split(":")[0] for one in got] == ["#2", "#3", "#4", "#5"]
    assert "“乙” is a Polygon" in got[0]
    assert "look swapped" in got[3]


def test_a_projected_layer_is_brought_to_degrees(tmp_path: Path) -> None:
    geopandas = pytest.importorskip("geopandas")
    shapely = pytest.importorskip("shapely")
    frame = geopandas.GeoDataFrame({"名称": ["甲"]}, geometry=[shapely.Point(*NANNING)], crs=4490)
    frame.to_crs(4545).to_file(tmp_path / "p.gpkg")  # CGCS2000, Gauss-Krüger, 108° E
    frame.to_file(tmp_path / "q.gpkg")
    [point] = read_points(tmp_path / "p.gpkg")
    assert where(point) == NANNING
    assert point.declared
    [point] = read_points(tmp_path / "q.gpkg")
    assert point.point.system == "cgcs2000"


# ---- what is said
def test_what_was_done_is_said_by_system(tmp_path: Path) -> None:
    points = read_points(write(tmp_path, "name,lon,lat,crs\nA,108.32,22.82,gcj02\n"
                               "B,110.3,25.3,gcj02\nC,108.32,22.82,CGCS2000\nD,108.32,22.82,\n"))
    assert told(points, "en") == [
        "Points in CGCS2000, which differs from WGS84 by less than 0.1 m, taken as they stand: 1.",
        "Points converted from GCJ-02 (Amap, Tencent) to WGS84: 2, moved by 511 to 559 m.",
        ("Points that name no coordinate system, taken as WGS84: 1. If they come from Amap or "
         "Baidu they are 0.5 to 1 km off; name it in the column “crs”.")]
    assert len(told(points)) == 3


def test_an_undeclared_table_in_another_system_is_flagged_not_converted(tmp_path: Path) -> None:
    seats = {f"县{i}": (107.0 + i / 3, 23.0 + i / 5) for i in range(8)}
    for system, flagged in (("wgs84", False), ("gcj02", True)):
        rows = [(name, *(wgs84_to_gcj02(*at) if flagged else at)) for name, at in seats.items()]
        path = write(tmp_path, "名称,经度,纬度\n" + "".join(f"{n},{x},{y}\n" for n, x, y in rows))
        points = read_points(path)
        assert (points[0].point.lon, points[0].point.lat) == rows[0][1:], system
        assert ("GCJ-02" in suspected(points, seats)) == flagged
        assert ("Nothing was converted" in suspected(points, seats, "en")) == flagged
