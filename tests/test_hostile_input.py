"""Broken and hostile input: every reader reads or refuses, within bounds of time and memory."""

from __future__ import annotations

import bz2
import io
import json
import os
import random
import sqlite3
import struct
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import corridors
from corridors.analysis.flows import read_flows
from corridors.cli.main import main
from corridors.csvrows import MAX_ROWS, csv_rows, defused, fused
from corridors.errors import CorridorsError, Fault, InputError
from corridors.inputfile import check_archive, check_ordinary, read_bounded
from corridors.network.geometry import load_courses
from corridors.points import read_points
from corridors.tables import read_table
from corridors.textfile import read_text, read_yaml
from tests.hostile import NASTY, READERS, TOY, Reader, spoilt, tried

SLOW = frozenset({"workbook", "gtfs", "slides", "word", "gmns.zip", "parameters", "network.gpkg",
                  "gtfs.whole", "network.json", "network.graphml", "network.parquet.links",
                  "network.parquet.services"})
QUICK = settings(max_examples=40, derandomize=True, deadline=None, database=None,
                 suppress_health_check=[*HealthCheck])


def refused(read: Callable[[], object], lang: str = "en") -> str:
    """What a reader says; it must take less than ten seconds over it."""
    begun = time.monotonic()
    with pytest.raises(CorridorsError) as caught:
        read()
    assert time.monotonic() - begun < 10
    caught.value.render("zh").encode()
    return caught.value.render(lang)


def yaml_file(folder: Path, text: str | bytes) -> Path:
    path = folder / "a.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


# ---- every reader through the mill
@pytest.mark.parametrize("name", READERS)
def test_spoilt_files_are_read_or_refused(name: str, tmp_path: Path) -> None:
    reader, rng = READERS[name], random.Random(name)
    seeds = list(reader.seeds())
    for _ in range(1 if name in SLOW else 12):
        tried(reader, spoilt(rng.choice(seeds), rng), tmp_path)


@pytest.mark.parametrize("name", ["yaml", "table.links", "flows", "points", "points.geojson"])
def test_any_bytes_are_read_or_refused(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("any")

    @QUICK
    @given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(
        lambda text: text.encode("utf-8", "surrogatepass")),
        st.lists(st.sampled_from(NASTY), max_size=12).map(b"".join)))
    def law(data: bytes) -> None:
        tried(READERS[name], data, folder)

    law()


PLAIN = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
    lambda inner: st.one_of(st.lists(inner, max_size=3),
                            st.dictionaries(st.text(max_size=6), inner, max_size=3)), max_leaves=8)


@pytest.mark.parametrize("name", ["scenario", "project", "map"])
def test_well_formed_files_of_any_shape_are_read_or_refused(
        name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """One key of a real file with any value: the form is right, the content is not."""
    import yaml

    reader = READERS[name]
    whole = yaml.safe_load(next(data for data in reader.seeds() if b"schema" in data))
    folder = tmp_path_factory.mktemp("shape")

    @QUICK
    @given(st.sampled_from(sorted(whole)), PLAIN)
    def law(key: str, value: object) -> None:
        text = yaml.safe_dump({**whole, key: value}, allow_unicode=True)
        tried(reader, text.encode("utf-8", "replace"), folder)

    law()


def test_the_mill_would_notice(tmp_path: Path) -> None:
    """A reader that lets another exception out breaks the law."""
    broken = Reader("broken", "a", lambda path: path.read_bytes().decode("ascii"), list)
    with pytest.raises(UnicodeDecodeError):
        tried(broken, b"\xff", tmp_path)


# ---- YAML
@pytest.mark.parametrize("text", ["[" * 200_000, "{" * 200_000, "a: " + "{a: " * 200_000,
                                  "- " * 200_000, "? " * 200_000])
def test_nesting_that_ended_the_process_is_refused(text: str, tmp_path: Path) -> None:
    """PyYAML's own composer calls itself without a bound: the process died of a full stack."""
    path = yaml_file(tmp_path, text)
    assert refused(lambda: read_yaml(path)) == f"{path}, line 1: Nested more than 40 levels deep."


def test_laughs_and_aliases(tmp_path: Path) -> None:
    laughs = "a0: &a0 [lol, lol]\n" + "".join(
        f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 12))
    for text, line in ((laughs, 2), ("a: &a x\nb: *a\n", 2), ("a: &a\n  b: *a\n", 2)):
        said = refused(lambda text=text: read_yaml(yaml_file(tmp_path, text)))
        assert said.endswith(f"line {line}: Aliases (*) are not accepted; write the content out.")


@pytest.mark.parametrize(("tag", "shown"), [
    ("!!python/object/apply:os.system ['true']", "tag:yaml.org,2002:python/object/apply:os.system"),
    ("!!binary AAAA", "tag:yaml.org,2002:binary"), ("!!set {a, b}", "tag:yaml.org,2002:set"),
    ("!x y", "!x")])
def test_tags(tag: str, shown: str, tmp_path: Path) -> None:
    assert f"Tag {shown} is not accepted" in refused(
        lambda: read_yaml(yaml_file(tmp_path, f"a: {tag}\n")))


def test_scalars_that_only_look_like_numbers_stay_text(tmp_path: Path) -> None:
    """A tag that lies was a KeyError or an IndexError; a long sexagesimal took minutes."""
    long = "1" + ":59" * 200_000
    begun = time.monotonic()
    read = read_yaml(yaml_file(
        tmp_path, f"a: !!bool maybe\nb: !!int ''\nc: !!float ''\nd: {'9' * 5000}\ne: {long}\n"
                  "<<: x\nno: 1:30\n")).data
    assert time.monotonic() - begun < 5
    assert isinstance(read, dict)
    assert (read["a"], read["b"], read["c"], read["d"], read["e"], read["<<"], read[False]) == (
        "maybe", "", "", "9" * 5000, long, "x", 90)


def test_too_many_entries(tmp_path: Path) -> None:
    path = yaml_file(tmp_path, "a:\n" + "- {zh: a, en: b}\n" * 60_000)
    assert "More than 200000 entries up to this line" in refused(lambda: read_yaml(path))


@pytest.mark.parametrize(("raw", "part"), [
    ("a: 1\n".encode("utf-16"), "binary"), ("名: 南宁\n".encode("gbk"), "GBK"),
    (b"a: \x00\n", "binary"), (b"x" * 5000 + b"\x00", "binary"), (b"a: \xed\xa0\x80\n", "Neither"),
    (b"\xef\xbb\xbf", "empty"), (b'a: "\\uD800"\n', "Not valid YAML"),
    (b"a: \x1b[31m\n", "U+001B"), (b"a: 1\na: 2\n", "Key a stands there twice"),
    (b"a:\n\t- b\n", "Not valid YAML"), (b"--- {}\n--- {}\n", "Not valid YAML")])
def test_texts_that_are_none(raw: bytes, part: str, tmp_path: Path) -> None:
    assert part in refused(lambda: read_yaml(yaml_file(tmp_path, raw)))


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks_are_all_one(end: str, mark: str, tmp_path: Path) -> None:
    read = read_yaml(yaml_file(tmp_path, mark + end.join(["a: 1", "b: 2", ""])))
    assert read.data == {"a": 1, "b": 2}
    assert read.line(["b"]) == 2
    path = tmp_path / "sets.csv"
    path.write_bytes((mark + end.join(["id,name_zh,name_en,source_id,confidence",
                                       "a,甲,A,assumption,assumed", ""])).encode())
    table, faults = read_table(path, "sets")
    assert not faults
    assert table is not None
    assert list(table["id"]) == ["a"]


# ---- what is no ordinary file
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names on this system")
def test_pipes_devices_folders_and_circles(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "circle.yaml").symlink_to(tmp_path / "circle.yaml")
    for path, part in ((tmp_path / "pipe.yaml", "no ordinary file"),
                       (Path("/dev/zero"), "no ordinary file"), (tmp_path, "a folder, not a file"),
                       (tmp_path / "circle.yaml", "Cannot be read"),
                       (tmp_path / ("x" * 300), "Cannot be read"),
                       (tmp_path / "a\0b", "No such file")):
        for read in (read_text, read_yaml, check_ordinary):
            said = refused(lambda path=path, read=read: read(path))
            assert part in said
            assert said.isprintable()


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = yaml_file(tmp_path, "a: 1")

    def shut(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", shut)
    assert "Cannot be read: Permission denied." in refused(lambda: read_yaml(path))


def test_twenty_megabytes_and_no_more(tmp_path: Path) -> None:
    path = yaml_file(tmp_path, b"#" * 20_000_001)
    assert "at most 20 MB" in refused(lambda: read_yaml(path))
    path.write_bytes(b"a: '" + b"x" * 19_999_000 + b"'\n")
    assert len(read_bounded(path)) < 20_000_000


# ---- CSV
def test_a_million_rows(tmp_path: Path) -> None:
    path = tmp_path / "sets.csv"
    path.write_text("id,name_zh,name_en,source_id,confidence\n" + "a,b,c,d,e\n" * 1_000_000)
    _, faults = read_table(path, "sets")
    assert [fault.key for fault in faults] == ["hostile.rows"]
    assert f"More than {MAX_ROWS} rows" in faults[0].render("en")


def test_a_hundred_thousand_columns_and_faults(tmp_path: Path) -> None:
    path = tmp_path / "sets.csv"
    path.write_text(",".join(f"column_{i}" for i in range(100_000)) + "\n")
    _, faults = read_table(path, "sets")
    assert [fault.key for fault in faults] == ["hostile.columns"]
    path.write_text("id,name_zh,name_en,source_id,confidence\n" + "A B,,,,x\n" * 5_000)
    _, faults = read_table(path, "sets")
    said = InputError(faults).render("en").splitlines()
    assert len(said) == 1001
    assert said[-1] == "Too many faults; the first 1000 are listed. Mend these and check again."


def test_cells_and_quotes(tmp_path: Path) -> None:
    path = tmp_path / "sets.csv"
    head = "id,name_zh,name_en,source_id,confidence\n"
    for body, key in ((f"a,{'x' * 10_000_000},c,d,e\n", "hostile.cell"),
                      ('a,b,c,d,"e\nf,g,h,i,j\n', "hostile.quote"),
                      ('a,"b"x,c,d,e\n', "hostile.quote_amid")):
        path.write_text(head + body)
        _, faults = read_table(path, "sets")
        assert [fault.key for fault in faults] == [key]
        assert faults[0].line == 2


@pytest.mark.parametrize(("column", "cell", "part"), [
    ("length_km", "1,234.5", "must be a number"), ("length_km", "1_234", "must be a number"),
    ("length_km", "nan", "must be a number"), ("length_km", "1e400", "must be a number"),
    ("length_km", "9" * 400, "must be a number"), ("length_km", "12 km", "must be a number"),
    ("id", "../x", "an id has"), ("id", "=1+1", "an id has")])
def test_cells_of_excel_and_others(column: str, cell: str, part: str, tmp_path: Path) -> None:
    whole = (TOY / "links.csv").read_text(encoding="utf-8").splitlines()
    at = whole[0].split(",").index(column)
    cells = whole[1].split(",")
    cells[at] = f'"{cell}"'
    path = tmp_path / "links.csv"
    path.write_text("\n".join([whole[0], ",".join(cells)]), encoding="utf-8")
    _, faults = read_table(path, "links")
    said = [fault.render("en") for fault in faults if fault.column == column]
    assert len(said) == 1
    assert part in said[0]
    assert "line 2" in said[0]


def test_full_width_digits_and_exponents_are_numbers(tmp_path: Path) -> None:
    from corridors.schema import columns, parse

    length = columns("links")["length_km"]
    assert [parse(length, text)[0] for text in ("１２", "1.2E+02", " 12 ")] == [12.0, 120.0, 12.0]
    date = next(column for column in columns("links").values() if column.type == "date")
    assert [parse(date, text)[1] for text in ("2023/1/5", "44931", "2023-02-30", "2023-01-05")] == [
        "cell_date", "cell_date", "cell_date", None]


# ---- messages
def test_messages_neither_steer_the_terminal_nor_flood_it() -> None:
    said = Fault("key_unknown", {"name": "\x1b[2J\u202e" + "x" * 10_000_000 + "\n第 1 行：好",
                                 "allowed": "a", "suggestion": ""}, "a\nb.yaml", 3).render("en")
    assert said.startswith("a\\nb.yaml, line 3: Unknown key \\x1b[2J\\u202exxx")
    assert said.isprintable()
    assert len(said) < 500


# ---- JSON, GIS
NOWHERE = ('{"features": [{"properties": {"name": "a"}, "geometry": {"type": "Point", '
           '"coordinates": [NaN, Infinity]}}]}')


@pytest.mark.parametrize(("text", "part"), [
    ("[" * 500_000, "nested too deep"), ('{"features": ' + '{"a":' * 300_000, "nested too deep"),
    ('{"features": [' + "9" * 5000 + "]}", "Not valid GeoJSON"),
    ('{"features": [{"properties": {"name": "\\ud800"}}]}', "half of a pair"),
    ('{"features": [' + "null," * 250_000 + "null]}", "More than 200000 features"),
    (NOWHERE, "a.geojson#1"),
    ('{"features": [{"properties": 1, "geometry": [1]}], "crs": {"properties": 1}}',
     "a.geojson#1")])
def test_geojson(text: str, part: str, tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    path.write_text(text)
    assert part in refused(lambda: read_points(path))


@pytest.mark.parametrize("coordinates", ["[[1, NaN], [2, 2]]", "[[1e400, 1], [2, 2]]", "null",
                                         "[[" + "9" * 400 + ", 1], [2, 2]]", "[" * 100_000])
def test_courses(coordinates: str, tmp_path: Path) -> None:
    (tmp_path / "geometry").mkdir()
    (tmp_path / "geometry" / "a.geojson").write_text(
        '{"features": [{"properties": {"link_id": "a"}, "geometry": {"coordinates": '
        f"{coordinates}}}}}]}}")
    assert "a.geojson" in refused(lambda: load_courses(tmp_path))


def test_a_geopackage_is_no_program_and_no_pointer_elsewhere(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    path.write_text("<OGRVRTDataSource><OGRVRTLayer name='a'><SrcDataSource>/etc/passwd"
                    "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>")
    assert "content is not what the ending .gpkg says" in refused(lambda: read_points(path))
    path.unlink()
    with sqlite3.connect(path) as base:
        base.execute("CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL "
                     "SELECT i + 1 FROM n) SELECT i FROM n")
    assert "views or computed columns (endless)" in refused(lambda: read_points(path))
    path.unlink()
    with sqlite3.connect(path) as base:
        base.execute("CREATE TABLE t (a, b AS (hex(zeroblob(500000000))))")
    assert "views or computed columns (t.b)" in refused(lambda: read_points(path))


# ---- archives
def bomb(name: str = "word/document.xml", megabytes: int = 310) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, \
            archive.open(name, "w", force_zip64=True) as member:
        for _ in range(megabytes):
            member.write(bytes(1_000_000))
    return out.getvalue()


def test_zip_bombs_and_ways_out(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(bomb())
    assert path.stat().st_size < 1_000_000
    assert "It unpacks to 310 MB; at most 300 MB" in refused(lambda: check_archive(path))
    for name in ("word", "slides"):
        reader = READERS[name]
        assert "unpacks to 310 MB" in refused(
            lambda reader=reader: reader.read(path))
    for name in ("../../etc/cron.d/x", "/etc/passwd", "a\\..\\..\\b", "C:/x"):
        path.write_bytes(bomb(name, 1))
        assert "which leads out of it; refused" in refused(lambda: check_archive(path))


def test_osm_bombs_and_entities(tmp_path: Path) -> None:
    """Entities are not expanded and nothing is fetched; what a bomb unpacks to is not kept."""
    path = tmp_path / "a.osm"
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    osm = ('<osm version="0.6"><node id="1" lat="22" lon="108"><tag k="name" v="{}"/></node></osm>')
    for head, ref in ((f'<!DOCTYPE osm [<!ENTITY l0 "lol">{laughs}]>', "&l9;"),
                      ('<!DOCTYPE osm [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "&x;")):
        path.write_text(f'<?xml version="1.0"?>{head}{osm.format(ref)}')
        assert "root:" not in refused(lambda: READERS["osm"].read(path))
    path = tmp_path / "a.osm.bz2"
    path.write_bytes(bz2.compress(b'<?xml version="1.0"?><osm version="0.6">' + b" " * 30_000_000
                                  + b"</osm>"))
    refused(lambda: READERS["osm"].read(path))


def test_arrays_hold_no_programs(tmp_path: Path) -> None:
    """An archive of NumPy with pickled objects is refused, and not run."""
    import numpy as np

    from corridors.cache import unpacked

    class Evil:
        def __reduce__(self) -> tuple[object, ...]:
            return (Path(tmp_path / "run").write_text, ("x",))

    out = io.BytesIO()
    np.savez(out, points=np.array([Evil()], dtype=object))
    with pytest.raises(ValueError, match="allow_pickle"):
        unpacked(out.getvalue())
    assert not (tmp_path / "run").exists()


def test_a_spoilt_cache_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from corridors.cache import kept

    monkeypatch.setenv("CORRIDORS_CACHE", str(tmp_path))
    (tmp_path / "kind").mkdir()
    for data in (b"", b"PK\x03\x04", os.urandom(500), bomb("x.npy", 5), struct.pack("<I", 5)):
        (tmp_path / "kind" / "key.npz").write_bytes(data)
        from corridors.cache import packed, unpacked

        found = kept("kind", "key", lambda: {"a": 1}, lambda thing: packed(thing),
                     lambda raw: {"a": int(unpacked(raw)["a"])})
        assert found == {"a": 1}


# ---- the command line
@pytest.mark.parametrize("args", [
    ("check", "x" * 300 + ".yaml"), ("check", "/dev/zero"), ("check", "a\x1b[31m.yaml"),
    ("compare", "x" * 5000), ("compare", "x" * 300 + ".yaml"), ("map", "y" * 300),
    ("assign", "/dev/zero"), ("assign", "z" * 300), ("isochrone", "x" * 300 + ".csv"),
    ("isochrone", "/dev/zero"), ("osm", "build", "/dev/zero"),
    ("import", "gmns", "/dev/zero"), ("import", "gtfs", "/dev/zero", "--day", "2024-01-01"),
    ("import", "workbook", "/dev/zero"), ("import", "gmns", "x" * 300),
    ("import", "workbook", "x" * 300), ("import", "gtfs", "x" * 300, "--day", "2024-01-01")])
def test_commands_answer_with_a_message(args: tuple[str, ...]) -> None:
    done = CliRunner().invoke(main, [*args, "--lang", "en"])
    assert done.exception is None or isinstance(done.exception, SystemExit), repr(done.exception)
    assert done.exit_code in (1, 2)
    assert "Traceback" not in done.output
    assert "\x1b" not in done.output


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 in an argument; the message must be printable all the same."""
    if sys.platform == "win32":
        pytest.skip("arguments are text there")
    done = subprocess.run([sys.executable, "-m", "corridors", "check", b"\xff\xfe.yaml"],
                          capture_output=True, check=False, cwd=tmp_path)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


# ---- texts that a spreadsheet would run
@settings(max_examples=200, derandomize=True, deadline=None, database=None)
@given(st.text(alphabet="'=+-@\t\n＝a1.%eE\"", max_size=6))
def test_defused_texts_come_back(text: str) -> None:
    """What is written is never a formula, and what is read is what was written."""
    written = defused(text)
    assert fused(written) == text
    if written[:1] in "=+-@\t\r\n＝" and written:
        float(written.removesuffix("%"))


def test_flows_of_a_spoilt_file_name_every_line(tmp_path: Path) -> None:
    network = corridors.load_network(data=TOY)
    path = tmp_path / "f.csv"
    path.write_text("origin,destination,profile,tonnes_per_year\na,b,bulk,1e400\nc,d,bulk,-1\n")
    said = refused(lambda: read_flows(path, network, ("bulk",), ("x",), ("y",)))
    assert "line 2" in said
    assert "line 3" in said
    assert json.dumps(csv_rows(path, "a,'=b\n")) == '[[1, ["a", "=b"]]]'


@pytest.mark.parametrize("escape", [r"\e[31m", r"\0", r"\x0b", r"\u202e", r"\x9b"])
def test_control_characters_behind_escapes_of_yaml_are_faults(escape: str, tmp_path: Path) -> None:
    path = yaml_file(tmp_path, f'a: 1\nname: "x{escape}y"\n')
    assert "line 2: A text holds the control character" in refused(lambda: read_yaml(path))


def test_line_ends_and_tabulators_in_texts_are_none(tmp_path: Path) -> None:
    path = yaml_file(tmp_path, 'a: "x\\n\\ty"\nb: |\n  one\r\n  two\r\n')
    assert read_yaml(path).data == {"a": "x\n\ty", "b": "one\ntwo\n"}


# ---- faults of layers, and what stands behind them
def _altered(tmp_path: Path, *statements: str) -> Path:
    path = tmp_path / "a.gpkg"
    path.write_bytes(next(iter(READERS["network.gpkg"].seeds())))
    with sqlite3.connect(path) as base:
        for statement in statements:
            base.execute(statement)
    return path


def test_faults_of_layers_do_not_steer_the_terminal(tmp_path: Path) -> None:
    path = _altered(tmp_path, "UPDATE vessels SET area = 'a' || char(27, 10, 8238) || '[31m' "
                    "WHERE rowid = 1")
    said = refused(lambda: READERS["network.gpkg"].read(path))
    assert r"a\x1b\n\u202e[31m" in said
    assert "\x1b" not in said
    assert "\u202e" not in said


@pytest.mark.parametrize("value", ["'places'", "x'00ff'", "9e999"])
def test_a_reference_system_that_is_no_number_is_a_fault(value: str, tmp_path: Path) -> None:
    path = _altered(tmp_path, "PRAGMA writable_schema = ON",
                    f"UPDATE gpkg_geometry_columns SET srs_id = {value} "
                    "WHERE table_name = 'nodes'")
    assert "nodes" in refused(lambda: READERS["network.gpkg"].read(path))


@pytest.mark.parametrize("share", ["1" + "0" * 400, "NaN", '"x"'])
def test_shares_that_are_no_numbers_are_faults(share: str, tmp_path: Path) -> None:
    from corridors.exchange import features

    read = features._Reading(tmp_path / "a.gpkg")
    cells = {"course_basis": "osm", "drawn_km": 5.0, "course_provinces": f'{{"x": {share}}}'}
    features._course(((108.0, 22.0), (108.0, 22.1)), 5.0, cells, 1, read)
    assert [fault.key for fault in read.faults] == ["feature_provinces"]


def test_a_gmns_archive_packed_wrongly_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    whole = bytearray(next(iter(READERS["gmns.zip"].seeds())))
    with zipfile.ZipFile(io.BytesIO(bytes(whole))) as archive:
        at = archive.getinfo("node.csv").header_offset + 30 + len("node.csv")
    whole[at + 1:at + 40] = b"\xff" * 39
    path.write_bytes(whole)
    assert "a.zip" in refused(lambda: READERS["gmns.zip"].read(path))


def test_half_a_pair_of_codes_in_json_is_a_fault(tmp_path: Path) -> None:
    data = json.loads(next(iter(READERS["network.json"].seeds())))
    data["nodes"][0]["name_zh"] = "a\ud800b"
    path = tmp_path / "a.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    assert r"\ud800" in refused(lambda: READERS["network.json"].read(path))


def test_a_matrix_that_cannot_be_unpacked_is_a_fault(tmp_path: Path) -> None:
    whole = next(iter(READERS["omx"].seeds()))
    path = tmp_path / "a.omx"
    at = whole.index(b"x\x5e") if b"x\x5e" in whole else whole.index(b"x\x9c")
    path.write_bytes(whole[:at] + bytes(20) + whole[at + 20:])
    assert "a.omx" in refused(lambda: READERS["omx"].read(path))


def test_brackets_in_names_are_no_markup_of_the_screen(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = CliRunner().invoke
    assert run(main, ["init", str(tmp_path / "ws")]).exit_code == 0
    monkeypatch.chdir(tmp_path / "ws")
    file = Path("projects/example_line.yaml")
    file.write_text(file.read_text("utf-8").replace(
        "zh: 百色至河池示例线,", "zh: '甲[/x]乙[bold]:smile:',"), encoding="utf-8")
    for command in (["projects", "example_line"], ["projects"]):
        told = run(main, [*command, "--lang", "zh"])
        assert told.exit_code == 0, told.output
    assert "甲[/x]乙[bold]:smile:" in run(main, ["projects", "example_line"]).output
    told = run(main, ["export", "json", "--out", "a[/x]b", "--lang", "en"])
    assert told.exit_code == 0
    assert "a[/x]b" in told.output
