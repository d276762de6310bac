"""What goes out runs nothing, and goes nowhere but into the output folder."""

from __future__ import annotations

import csv
import html.parser
import io
from pathlib import Path

import pytest

from corridors.card import Card
from corridors.errors import OutputError
from corridors.exchange.folder import table_csv
from corridors.network.load import read_tables
from corridors.report.filenames import MOST_BYTES, RESERVED, safe_name
from corridors.report.text import to_csv, write_all
from corridors.tables import Table, read_table
from tests.hostile import TOY

FORMULAS = ("=1+1", "+86 771", "-南宁", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://a")',
            "＝1+1", "'=already", "=cmd|' /C calc'!A0")
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&</svg>"


def cells(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


# ---- formulas
def test_no_text_of_a_table_begins_like_a_formula() -> None:
    rows = cells(to_csv(["text"], [[text] for text in FORMULAS]))[1:]
    assert [row[0] for row in rows] == ["'" + text.replace("\r", "\n") for text in FORMULAS]


def test_numbers_stay_numbers() -> None:
    given = [-3.5, -2, "-27.6", "+4.2", "-1e-3", "-5%", 0.0, None, "", "南宁-上海", "—", "−27.6"]
    rows = cells(to_csv(["a", "number"], [["x", value] for value in given]))[1:]
    assert [row[1] for row in rows] == [
        "-3.5", "-2", "-27.6", "+4.2", "-1e-3", "-5%", "0.0", "", "", "南宁-上海", "—", "−27.6"]


def test_our_own_tables_come_back_unchanged(tmp_path: Path) -> None:
    """The notes of a table may hold anything; a package written and read is the same package."""
    tables, _ = read_tables(TOY)
    links = tables["links"]
    ids = [str(key) for key in links["id"]]
    nasty = links.edited({(key, "note"): text for key, text in zip(ids, FORMULAS, strict=False)
                          if text.strip() == text})
    path = tmp_path / "links.csv"
    path.write_bytes(table_csv(nasty))
    for row in cells(path.read_bytes())[1:]:
        assert not [cell for cell in row if cell[:1] in ("=", "+", "@", "\t", "\r")]
    back, faults = read_table(path, "links")
    assert not faults
    assert isinstance(back, Table)
    assert back == nasty


def test_excel_holds_no_formula(tmp_path: Path) -> None:
    """The workbook's own switch, and every text cell of a made workbook."""
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    from corridors.exchange.template.make import workbook_template

    book = openpyxl.load_workbook(io.BytesIO(workbook_template("project", example=True).content))
    formulas = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row
                if cell.data_type == "f"]
    assert all("HYPERLINK" not in str(text).upper() and "|" not in str(text) for text in formulas)
    package = Path(to_csv.__code__.co_filename).parents[1]
    for path in package.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if "Workbook(" in text and "xlsxwriter" in text:
            assert '"strings_to_formulas": False' in text, path
            assert "strings_to_urls" in text, path


# ---- scripts
class Tags(html.parser.HTMLParser):
    """Tags and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [tag, *(name for name, _ in attrs)]


def test_a_notebook_card_runs_nothing() -> None:
    card = Card("Table", SCRIPT, SCRIPT, {"kind": SCRIPT}, (SCRIPT,), ((SCRIPT,),), frozenset(), 1,
                note=SCRIPT, line=SCRIPT)
    tags = Tags()
    tags.feed(card.html("zh"))
    assert tags.found
    assert not {"script", "img", "onerror", "svg"} & {*tags.found}


# ---- names of files
@pytest.mark.parametrize("name", [
    "../../etc/passwd", "..", "/etc/passwd", "C:\\Windows\\x", "a/../b", "CON", "nul", "aux.yaml",
    "com1.txt", "trailing.", "trailing ", " lead", "a\x00b", "a\nb", "a\u202eb", "平陆" * 200,
    "\ud800", "", ".", "~", "-rf", "%00", "a" * 5000, "．．／x"])
def test_names_stay_in_their_folder(name: str, tmp_path: Path) -> None:
    safe = safe_name(name)
    assert safe == Path(safe).name
    assert (tmp_path / safe).resolve().parent == tmp_path.resolve()
    assert safe.split(".")[0].casefold() not in RESERVED
    assert not safe.endswith((".", " "))
    assert 0 < len(safe.encode()) <= MOST_BYTES
    (tmp_path / f"{safe}.comparison.csv").write_bytes(b"")


def test_a_link_planted_in_the_output_folder_is_replaced_not_followed(tmp_path: Path) -> None:
    elsewhere, out = tmp_path / "elsewhere", tmp_path / "out"
    elsewhere.mkdir()
    out.mkdir()
    (elsewhere / "precious.csv").write_bytes(b"precious")
    try:
        (out / "comparison.csv").symlink_to(elsewhere / "precious.csv")
        (out / "dangling.csv").symlink_to(elsewhere / "made.csv")
    except OSError:
        pytest.skip("no symbolic links here")
    write_all(out, {"comparison.csv": b"new", "dangling.csv": b"new"})
    assert (elsewhere / "precious.csv").read_bytes() == b"precious"
    assert [path.name for path in elsewhere.iterdir()] == ["precious.csv"]
    assert not (out / "comparison.csv").is_symlink()
    assert not (out / "dangling.csv").is_symlink()
    assert (out / "comparison.csv").read_bytes() == b"new"


def test_a_failed_set_leaves_planted_links_alone(tmp_path: Path) -> None:
    """Rolling back must not write through a link either."""
    elsewhere, out = tmp_path / "precious.csv", tmp_path / "out"
    out.mkdir()
    elsewhere.write_bytes(b"precious")
    try:
        (out / "a.csv").symlink_to(elsewhere)
    except OSError:
        pytest.skip("no symbolic links here")
    (out / "b.csv").mkdir()
    with pytest.raises(OutputError):
        write_all(out, {"a.csv": b"new", "b.csv": b"new"})
    assert elsewhere.read_bytes() == b"precious"
