"""An office file says what it holds, not when it was written."""

from __future__ import annotations

import io
import zipfile

import pytest

from corridors.report.office.package import WRITTEN, normalise_zip

CORE = ('<cp:coreProperties><dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created>'
        '<dcterms:modified xsi:type="dcterms:W3CDTF">{day}</dcterms:modified>'
        '<dc:title>{day}</dc:title></cp:coreProperties>')


def package(parts: dict[str, str | bytes], year: int) -> bytes:
    """A zip archive of these parts, all of one year."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (year, 2, 3, 4, 5, 6)), content)
    return out.getvalue()


def read(data: bytes) -> dict[str, bytes]:
    """Parts by name, in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_order_and_dates_do_not_count() -> None:
    parts: dict[str, str | bytes] = {"word/document.xml": "文", "_rels/.rels": "r",
                                     "[Content_Types].xml": "c"}
    one = normalise_zip(package(parts, 2001))
    other = normalise_zip(package(dict(reversed(parts.items())), 2026))
    assert one == other == normalise_zip(one)
    assert list(read(one)) == ["[Content_Types].xml", "_rels/.rels", "word/document.xml"]
    assert read(one)["word/document.xml"] == "文".encode()


def test_content_counts() -> None:
    assert normalise_zip(package({"a": "1"}, 2001)) != normalise_zip(package({"a": "2"}, 2001))


def test_properties_lose_their_dates_and_nothing_else() -> None:
    core = read(normalise_zip(package({"docProps/core.xml": CORE.format(day="2026-07-01")}, 2026)))
    text = core["docProps/core.xml"].decode()
    assert text.count(WRITTEN) == 2
    assert "<dc:title>2026-07-01</dc:title>" in text


def test_a_workbook_inside_loses_them_too() -> None:
    def deck(year: int) -> bytes:
        inner = package({"docProps/core.xml": CORE.format(day=str(year)).replace(
            f"<dc:title>{year}", "<dc:title>")}, year)
        return package({"ppt/embeddings/book.xlsx": inner}, year)

    assert normalise_zip(deck(2001)) == normalise_zip(deck(2026))


def test_what_is_no_archive_is_an_error() -> None:
    with pytest.raises(zipfile.BadZipFile):
        normalise_zip(b"not a zip")
