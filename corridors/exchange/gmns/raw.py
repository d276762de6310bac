"""Tables of a GMNS folder or archive as text: bounded, named, with their lines.

Only files with the names of known tables are opened, so that no name from a file ever becomes a
path; of an archive they are unpacked into a folder of their own, never more than the bounds.
"""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from corridors.csvrows import csv_rows
from corridors.errors import Fault, InputError, fault
from corridors.exchange.gmns.model import OTHERS, PARAMETERS, PREFIX, STATE, TABLES
from corridors.exchange.package import CARRIED
from corridors.inputfile import MAX_BYTES, MAX_UNPACKED, check_ordinary, exists, is_folder
from corridors.textfile import read_text

MAX_ROWS = 100_000
MAX_MEMBERS = 1000
CSVS = (*(f"{name}.csv" for name in (*TABLES, *OTHERS)),
        *(f"{PREFIX}{name}.csv" for name in CARRIED))
FILES = (*CSVS, PARAMETERS, STATE)
"""Names of the files that are looked at."""


@dataclass(frozen=True)
class Sheet:
    """A table as it stands in its file.

    Attributes
    ----------
    rows
        Cells by column, as text; short rows are a fault.
    lines
        Line of each row in the file.
    """

    path: Path
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]
    lines: tuple[int, ...]

    def used(self) -> dict[str, int]:
        """Columns with the number of cells that hold something."""
        counts = Counter(name for row in self.rows for name, cell in row.items()
                         if cell.strip() not in ("", "NaN"))
        return {name: counts[name] for name in self.columns if counts[name]}


@contextmanager
def opened(path: Path) -> Iterator[Path]:
    """The folder of a network, or of its archive as long as it is used.

    Raises
    ------
    InputError
        There is no such folder or archive, or it is larger than what is read. Faults of files in
        an archive name the file in the archive.
    """
    if is_folder(path):
        yield path
        return
    if not exists(path):
        raise InputError(fault("gmns_nothing_there", file=path))
    check_ordinary(path)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _unpack(path, folder)
        try:
            yield folder
        except InputError as error:
            raise InputError([replace(item, file=None if item.file is None else str(
                path / Path(item.file).name)) for item in error.faults]) from None


def _unpack(path: Path, folder: Path) -> None:
    """Files with known names out of an archive, wherever they lie in it, none of them twice."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if len(members) > MAX_MEMBERS:
                raise InputError(fault("hostile.members", file=path, found=len(members),
                                       limit=MAX_MEMBERS))
            named = [(member, PurePosixPath(member.filename).name) for member in members]
            wanted = [(member, name) for member, name in named if name in FILES]
            twice = [name for name, count in Counter(name for _, name in wanted).items()
                     if count > 1]
            if twice:
                raise InputError([fault("gmns_member_twice", file=path, name=name)
                                  for name in twice])
            unpacked = sum(member.file_size for member, _ in wanted)
            if unpacked > MAX_UNPACKED:
                raise InputError(fault("hostile.unpacked", file=path, mb=round(unpacked / 1e6),
                                       limit=MAX_UNPACKED // 1_000_000))
            for member, name in wanted:
                with archive.open(member) as stream:
                    content = stream.read(MAX_BYTES + 1)
                if len(content) > MAX_BYTES:
                    raise InputError(fault("file_large", file=path / name,
                                           mb=round(member.file_size / 1e6),
                                           limit=MAX_BYTES // 1_000_000))
                (folder / name).write_bytes(content)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError,
            ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(fault("gmns_no_archive", file=path)) from None


def sheets(folder: Path) -> tuple[dict[str, Sheet], list[Fault]]:
    """All known tables of a folder by their name without ``.csv``, and what is wrong with them."""
    found: dict[str, Sheet] = {}
    faults: list[Fault] = []
    for name in CSVS:
        path = folder / name
        if path.exists():
            sheet, wrong = read_sheet(path)
            faults += wrong
            if sheet is not None:
                found[path.stem] = sheet
    return found, faults


def read_sheet(path: Path) -> tuple[Sheet | None, list[Fault]]:
    """A table of text cells; None where it cannot be read."""
    try:
        rows = csv_rows(path, read_text(path), most=MAX_ROWS)
    except InputError as error:
        return None, list(error.faults)
    names = tuple(name.strip() for name in rows[0][1])
    faults = [fault("csv_column_twice", file=path, line=1, name=name)
              for name, count in Counter(names).items() if count > 1 and name]
    full = [(line, cells) for line, cells in rows[1:] if any(cells)]
    faults += [fault("csv_width", file=path, line=line, found=len(cells), expected=len(names))
               for line, cells in full if len(cells) != len(names)]
    if not any(names):
        faults.append(fault("csv_no_heading", file=path, line=1))
    if faults:
        return None, faults
    return Sheet(path, names, tuple(dict(zip(names, cells, strict=True)) for _, cells in full),
                 tuple(line for line, _ in full)), []


def label(cell: str) -> str:
    """An id as it is compared: tables that went through a spreadsheet say 12.0 for 12.

    Examples
    --------
    >>> label("12.0"), label(" A.0 "), label("NaN"), label("1.50")
    ('12', 'A.0', '', '1.50')
    """
    text = cell.strip()
    whole, dot, rest = text.partition(".")
    if dot and whole.lstrip("-").isdigit() and rest and not rest.strip("0"):
        return whole
    return "" if text == "NaN" else text
