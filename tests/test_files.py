"""Reading and writing of text files: encodings, line ends, line numbers, whole files only."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import math
import os
import sys
import threading
from pathlib import Path

import pytest

from corridors.errors import InputError
from corridors.report.numbers import cell, exact, show
from corridors.report.text import to_csv, to_json, write_all
from corridors.tables import read_table
from corridors.textfile import read_text, read_yaml, write_atomic

DATA = Path(__file__).parents[1] / "data"


# ---- text
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_utf8_with_and_without_byte_order_mark(mark: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(mark + "name: 南宁\n".encode())
    assert read_text(path) == "name: 南宁\n"
    assert read_yaml(path).data == {"name": "南宁"}


@pytest.mark.parametrize("name", ["links", "places", "services"])
@pytest.mark.parametrize(("mark", "end"), [(b"", b"\r\n"), (b"\xef\xbb\xbf", b"\n"),
                                           (b"\xef\xbb\xbf", b"\r\n")])
def test_a_table_saved_by_a_spreadsheet_reads_the_same(name: str, mark: bytes, end: bytes,
                                                       tmp_path: Path) -> None:
    raw = (DATA / f"{name}.csv").read_bytes()
    path = tmp_path / f"{name}.csv"
    path.write_bytes(mark + raw.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
                     .replace(b"\n", end))
    table, faults = read_table(path, name)
    expected, _ = read_table(DATA / f"{name}.csv", name)
    assert faults == []
    assert table is not None
    assert expected is not None
    assert list(map(str, table.rows())) == list(map(str, expected.rows()))


def test_rows_in_any_order_make_the_same_table(tmp_path: Path) -> None:
    head, *rows = (DATA / "transfers.csv").read_text(encoding="utf-8").splitlines()
    path = tmp_path / "transfers.csv"
    path.write_text("\n".join([head, *reversed(rows)]) + "\n", encoding="utf-8")
    turned, _ = read_table(path, "transfers")
    straight, _ = read_table(DATA / "transfers.csv", "transfers")
    assert turned is not None
    assert straight is not None
    assert list(map(str, turned.rows())) == list(map(str, straight.rows()))


def test_a_line_break_in_a_quoted_cell_does_not_shift_the_lines(tmp_path: Path) -> None:
    path = tmp_path / "sets.csv"
    path.write_text('id,name_zh,name_en,source_id,confidence\n'
                    'one,"一\n二",One,definition,high\ntwo,二,Two,definition,hihg\n',
                    encoding="utf-8")
    _, faults = read_table(path, "sets")
    assert [(fault.key, fault.line) for fault in faults] == [("cell_allowed", 4)]


# ---- YAML
def test_lines_of_keys_and_items(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("# comment\nname:\n  zh: 一\n  en: one\nlist:\n  - a\n  - {b: 1}\n",
                    encoding="utf-8")
    document = read_yaml(path)
    places = {("name",): 2, ("name", "en"): 4, ("list", 0): 6, ("list", 1, "b"): 7,
              ("list", 1, "nowhere"): 7, ("name", "fr", "deep"): 2}
    assert {place: document.line(place) for place in places} == places


def test_dates_and_numbers_of_yaml(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("date: 2022-11-30\nmonth: 2026-09\nyear: 2026\nnone: null\nyes: on\n"
                    "half: .5\n", encoding="utf-8")
    assert read_yaml(path).data == {"date": "2022-11-30", "month": "2026-09", "year": 2026,
                                    "none": None, True: True, "half": 0.5}


@pytest.mark.parametrize("call", ["!!python/object/apply:os.mkdir ['here']",
                                  "!!python/object/new:os.mkdir {args: ['here']}"])
def test_yaml_runs_no_code(call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "a.yaml"
    path.write_text(f"a: {call}\n", encoding="utf-8")
    with contextlib.suppress(InputError):
        read_yaml(path)
    assert not (tmp_path / "here").exists()


# ---- writing
def test_writing_is_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "sub" / "a.csv"
    write_atomic(path, b"first")
    assert path.read_bytes() == b"first"

    def fail(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="No space left"):
        write_atomic(path, b"second")
    assert [p.name for p in path.parent.iterdir()] == ["a.csv"]
    assert path.read_bytes() == b"first"


@pytest.mark.skipif(sys.platform == "win32", reason="mode bits are a thing of POSIX")
def test_written_files_may_be_read_by_others(tmp_path: Path) -> None:
    write_atomic(tmp_path / "a.csv", b"1")
    assert (tmp_path / "a.csv").stat().st_mode & 0o777 == 0o644


def test_two_writers_never_mix(tmp_path: Path) -> None:
    path, contents = tmp_path / "a.csv", [bytes([65 + i]) * 200_000 for i in range(4)]
    seen: set[bytes] = set()

    def write(data: bytes) -> None:
        for _ in range(10):
            write_atomic(path, data)
            seen.add(path.read_bytes())

    threads = [threading.Thread(target=write, args=(data,)) for data in contents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen <= set(contents)
    assert [p.name for p in tmp_path.iterdir()] == ["a.csv"]


def test_several_files(tmp_path: Path) -> None:
    write_all(tmp_path / "new" / "folder", {"a.csv": b"1", "b.json": b"2"})
    assert sorted(p.name for p in (tmp_path / "new" / "folder").iterdir()) == ["a.csv", "b.json"]


# ---- forms
def test_csv_for_excel_and_for_programs() -> None:
    made = to_csv(("name", "a", "b", "c", "d"), [["南宁, 市", 1.5, None, True, math.nan],
                                                 ["x", -0.0, 1 / 3, ("p", "q"), 2.0]])
    assert made.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in made
    rows = list(csv.reader(io.StringIO(made.decode("utf-8-sig"))))
    assert rows[0] == ["name", "a", "b", "c", "d"]
    assert rows[1] == ["南宁, 市", "1.5", "", "true", ""]
    assert [rows[2][0], rows[2][2], rows[2][3]] == ["x", "0.333333", "p;q"]
    assert rows[2][1] in ("0", "0.0")
    assert rows[2][4] in ("2", "2.0")


def test_json_has_null_and_no_nan() -> None:
    assert json.loads(to_json({"a": None, "名": "南宁"})) == {"a": None, "名": "南宁"}
    assert "南宁".encode() in to_json({"名": "南宁"})
    with pytest.raises(ValueError, match="not JSON compliant"):
        to_json({"a": math.nan})


@pytest.mark.parametrize(("value", "unit", "sign", "text"), [
    (None, "h", False, ""), (1234.56, "h", False, "1,234.6"), (-0.04, "h", True, "0.0"),
    (12.34, "h", True, "+12.3"), (-1500.0, "CNY", True, "−1,500"), (12.34, "CNY", False, "12.3"),
    (0.5, "km", False, "1"), (99.96, "CNY", False, "100"), (99.94, "CNY", False, "99.9"),
    (-0.15, "h", True, "−0.2"), (-0.1499999999999, "h", True, "−0.2"), (2.25, "kg", False, "2.25"),
    (0.25, "h", False, "0.3"),
])
def test_numbers_are_rounded_once(value: float | None, unit: str, sign: bool, text: str) -> None:
    assert show(value, unit, sign=sign) == text


@pytest.mark.parametrize(("value", "text"), [
    (1e-9, "0"), (-1e-9, "0"), (123456.7890123, "123456.789012"), (100.0, "100"), (0.1, "0.1")])
def test_cells_have_six_decimals_at_most(value: float, text: str) -> None:
    assert cell(value) == text
    assert float(cell(value)) == exact(value)
