"""The files of a feed, out of an archive or a folder, within bounds and never unpacked to disk.

Members are looked up by the names that the format knows; a name out of the archive is never used
as a path, so that nothing can be written or read elsewhere.
"""

from __future__ import annotations

import codecs
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from corridors.errors import Fault, InputError, fault
from corridors.exchange.package import Loss
from corridors.inputfile import check_ordinary, exists, is_folder, read_bounded

READ = ("agency.txt", "stops.txt", "routes.txt", "trips.txt", "stop_times.txt", "calendar.txt",
        "calendar_dates.txt", "frequencies.txt", "feed_info.txt", "translations.txt",
        "shapes.txt")
"""Files that are read."""
LOST = {"fare_attributes.txt": "gtfs.lost_fares", "fare_rules.txt": "gtfs.lost_fares",
        "fare_products.txt": "gtfs.lost_fares", "fare_leg_rules.txt": "gtfs.lost_fares",
        "transfers.txt": "gtfs.lost_transfers", "pathways.txt": "gtfs.lost_pathways",
        "levels.txt": "gtfs.lost_pathways", "attributions.txt": "gtfs.lost_attributions"}
"""Files that nothing here stands for, and what is said of them."""

MAX_BYTES = 500_000_000
"""What the files that are read may have in all, unpacked."""
MAX_RATIO = 200
"""Times that a member may grow when it is unpacked; feeds grow five- to thirtyfold."""
RATIO_FROM = 1_000_000
"""A member smaller than this, in bytes, may grow as it likes."""
MAX_MEMBERS = 2_000
CHUNK = 1 << 20


@dataclass(frozen=True)
class Member:
    """A file of a feed: its bytes, and the encoding in which they are text."""

    name: str
    raw: bytes
    encoding: str


def members(path: Path) -> tuple[dict[str, Member], list[Loss]]:
    """The files of a feed that are read, by name, and what is said of the others.

    Parameters
    ----------
    path
        A ``.zip`` or a folder; files may stand in one folder inside of the archive.

    Raises
    ------
    InputError
        The feed is missing, no archive, encrypted or too large, or one of its files is no text.
        All faults at once.
    """
    if is_folder(path):
        raws, other, faults = _folder(path)
    elif exists(path):
        check_ordinary(path)
        raws, other, faults = _zip(path)
    else:
        raise InputError(fault("gtfs.no_feed", file=path))
    losses = [Loss(key) for key in dict.fromkeys(LOST[name] for name in sorted(other)
                                                 if name in LOST)]
    unknown = sorted(name for name in other if name not in LOST)
    if unknown:
        losses.append(Loss("gtfs.lost_files", {"count": len(unknown),
                                               "names": ", ".join(map(_tame, unknown[:5]))}))
    found: dict[str, Member] = {}
    for name, raw in raws.items():
        encoding, key = _encoding(raw)
        if key:
            faults.append(fault(key, file=f"{path.name}/{name}", name=name))
            continue
        if encoding == "gb18030":
            losses.append(Loss("gtfs.gbk", {"name": name}))
        found[name] = Member(name, raw, encoding)
    if faults:
        raise InputError(faults)
    return found, losses


def _tame(name: str) -> str:
    """A name out of a file, fit for the screen."""
    return "".join(letter if letter.isprintable() else "?" for letter in name)[:60]


def _folder(path: Path) -> tuple[dict[str, bytes], set[str], list[Fault]]:
    total = 0
    raws: dict[str, bytes] = {}
    for name in READ:
        file = path / name
        if exists(file):
            total += check_ordinary(file)
            if total > MAX_BYTES:
                return {}, set(), [_large(path, total)]
            raws[name] = read_bounded(file, MAX_BYTES)
    other = {file.name for file in list(path.iterdir())[:MAX_MEMBERS]
             if file.suffix == ".txt" and file.name not in READ}
    return raws, other, []


def _large(path: Path, size: int) -> Fault:
    return fault("gtfs.large", file=path, mb=round(size / 1e6), limit=MAX_BYTES // 1_000_000)


def _zip(path: Path) -> tuple[dict[str, bytes], set[str], list[Fault]]:
    try:
        with zipfile.ZipFile(path) as archive:
            chosen, other, faults = _chosen(path, archive)
            return ({} if faults else {name: archive.read(info)
                                       for name, info in chosen.items()}), other, faults
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, NotImplementedError,
            OSError, RuntimeError, ValueError) as error:
        if isinstance(error, RuntimeError) and "password" in str(error):
            raise InputError(fault("gtfs.encrypted", file=path)) from None
        raise InputError(fault("gtfs.no_zip", file=path)) from None


def _chosen(path: Path, archive: zipfile.ZipFile
            ) -> tuple[dict[str, zipfile.ZipInfo], set[str], list[Fault]]:
    """Members to be read by the name of their file; bounds are looked at before reading."""
    infos = archive.infolist()
    if len(infos) > MAX_MEMBERS:
        return {}, set(), [fault("hostile.members", file=path, found=len(infos),
                                 limit=MAX_MEMBERS)]
    chosen: dict[str, zipfile.ZipInfo] = {}
    other: set[str] = set()
    faults: list[Fault] = []
    for info in infos:
        place = PurePosixPath(info.filename.replace("\\", "/"))
        plain = ".." not in place.parts and not place.is_absolute() and len(place.parts) <= 2
        if info.is_dir() or place.parts[:1] == ("__MACOSX",):
            continue
        if not plain or place.name not in READ:
            other.add(place.name if plain else info.filename)
            continue
        if place.name in chosen:
            faults.append(fault("gtfs.member_twice", file=path, name=place.name))
            continue
        chosen[place.name] = info
        if (info.file_size > RATIO_FROM
                and info.file_size > MAX_RATIO * max(info.compress_size, 1)):
            faults.append(fault("gtfs.bomb", file=path, name=place.name,
                                ratio=info.file_size // max(info.compress_size, 1),
                                limit=MAX_RATIO))
    total = sum(info.file_size for info in chosen.values())
    if total > MAX_BYTES:
        faults.append(_large(path, total))
    return chosen, other, faults


def _encoding(raw: bytes) -> tuple[str, str]:
    """Encoding of a text, or an empty one and the key of what is wrong."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x00" in raw[:65536]:
        return "", "gtfs.binary"
    for encoding in ("utf-8-sig", "gb18030"):
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            for at in range(0, len(raw), CHUNK):
                decoder.decode(raw[at:at + CHUNK])
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding, ""
    return "", "gtfs.encoding"
