"""Matrices in OMX, as AequilibraE, Visum and TransCAD exchange them: skims out, flows in.

Read and written with h5py: the library that OMX was first written for restores Python objects
from attributes, which files of strangers must not be able to do.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from corridors import __version__
from corridors.analysis.flows import UNITS as FLOW_UNITS
from corridors.csvrows import csv_rows
from corridors.errors import Fault, InputError, MissingPackageError, fault
from corridors.inputfile import check_ordinary
from corridors.names import suggest
from corridors.network.model import Network
from corridors.places import expand
from corridors.profiles import PROFILE_UNITS
from corridors.routing.skimframe import KEPT, skim_table
from corridors.textfile import read_text
from corridors.units import MEASURE_UNITS

Array = np.ndarray[Any, Any]

VERSION = b"0.2"
HDF5 = b"\x89HDF\r\n\x1a\n"
MAX_MB = 500
"""Largest file, megabytes."""
MAX_ZONES = 5000
"""Most zones of a matrix."""
MAX_MATRICES = 500
UNITS = {**MEASURE_UNITS, "generalised_cny": "CNY"}
MEASURES = tuple(name for name in KEPT if name in UNITS)
"""Measures that a matrix may hold."""
ZONE = "zone"
"""Mapping from row and column to the number of the zone."""
COLUMN = {unit: column for column, unit in FLOW_UNITS.items()}
"""Column of flows by the unit of a profile."""


def _h5py() -> Any:
    try:
        import h5py
    except ImportError:
        raise MissingPackageError(fault("package_missing", package="h5py",
                                        install='"corridors[exchange]"')) from None
    return h5py


def matrix_name(profile: str, mode: str, measure: str) -> str:
    """Name of a matrix; two underscores, since a slash makes groups in HDF5.

    Examples
    --------
    >>> matrix_name("container", "barge_sea", "time_h")
    'container__barge_sea__time_h'
    """
    return f"{profile}__{mode}__{measure}"


def skims_omx(network: Network, origins: Iterable[str], destinations: Iterable[str], *,
              profile: str, modes: Iterable[str], measures: Iterable[str] = ("time_h",),
              objective: str = "generalised", season: str = "normal",
              told: Iterable[tuple[str, str]] = ()) -> bytes:
    """Skims as OMX: one square matrix a main mode and measure.

    The zones are origins and destinations together, sorted by id and numbered from 1; ids and
    names stand in the attributes ``place_ids``, ``place_names_zh`` and ``place_names_en`` as
    JSON. NaN stands where there is no path, on the diagonal, and for pairs that were not asked.

    Parameters
    ----------
    measures
        Of :data:`MEASURES`; units stand in the attribute ``unit`` of each matrix.
    told
        Further attributes of the file.

    Raises
    ------
    InputError
        An unknown place, profile, main mode, measure, objective or season.
    MissingPackageError
        h5py is not installed.
    """
    h5py = _h5py()
    measures = tuple(dict.fromkeys(measures))
    wrong = [fault("choice_unknown", what="measure", found=name, allowed=", ".join(MEASURES),
                   suggestion=suggest(name, MEASURES)) for name in measures
             if name not in MEASURES]
    if wrong:
        raise InputError(wrong)
    starts, ends = (expand(network, list(names)) for names in (origins, destinations))
    table = skim_table(network, starts, ends, profile=profile, modes=list(modes),
                       objective=objective, season=season)
    zones = sorted({*starts, *ends})
    at = {key: i for i, key in enumerate(zones)}
    places = network.places
    stream = io.BytesIO()
    with h5py.File(stream, "w", libver=("earliest", "v110")) as file:
        file.attrs["OMX_VERSION"] = np.bytes_(VERSION)
        file.attrs["SHAPE"] = np.array([len(zones)] * 2, dtype="int32")
        for key, value in (
                ("date", network.date), ("data_version", network.data_version),
                ("package_version", __version__), ("projects", ";".join(network.projects)),
                ("objective", objective), ("season", season), *told,
                ("place_ids", json.dumps(zones)), *(
                    (f"place_names_{lang}", json.dumps(
                        [str(places[f"name_{lang}"][places.index[key]]) for key in zones]))
                    for lang in ("zh", "en"))):
            file.attrs[key] = np.bytes_(value.encode())
        data, lookup = file.create_group("data"), file.create_group("lookup")
        lookup.create_dataset(ZONE, data=np.arange(1, len(zones) + 1, dtype="int32"))
        for mode, rows in table.groupby("mode", sort=True):
            i = rows["origin"].map(at).to_numpy(int)
            j = rows["destination"].map(at).to_numpy(int)
            for measure in measures:
                cells = np.full((len(zones), len(zones)), np.nan)
                cells[i, j] = np.where(rows["found"], rows[measure].to_numpy(float), np.nan)
                made = data.create_dataset(matrix_name(profile, str(mode), measure), data=cells,
                                           compression="gzip", compression_opts=4,
                                           chunks=True if len(zones) > 1 else None)
                for key, value in (("profile", profile), ("mode", str(mode)),
                                   ("measure", measure), ("unit", UNITS[measure]),
                                   ("per", PROFILE_UNITS[profile])):
                    made.attrs[key] = np.bytes_(value.encode())
    return stream.getvalue()


# ---- back
@dataclass(frozen=True, eq=False)
class Matrices:
    """Matrices of a file.

    Attributes
    ----------
    names
        Of the matrices.
    zones
        Number of each row and column; from 1 where the file has no mapping.
    place_ids
        Place of each zone where the file names it.
    """

    path: Path
    names: tuple[str, ...]
    zones: tuple[int, ...]
    place_ids: tuple[str, ...]

    def matrix(self, name: str) -> Array:
        """One matrix as float64, zones in rows and columns.

        Raises
        ------
        InputError
            Its cells cannot be unpacked.
        """
        with _open(self.path) as file:
            try:
                return np.asarray(file["data"][name][()], dtype=float)
            except (OSError, RuntimeError, KeyError, ValueError, TypeError) as error:
                raise InputError(_broken(self.path, error)) from None


def _open(path: Path) -> Any:
    """A file of matrices, opened for reading.

    Raises
    ------
    InputError
        The file is missing, too large or no HDF5.
    """
    h5py = _h5py()
    check_ordinary(path, MAX_MB * 1_000_000)
    with path.open("rb") as stream:
        if stream.read(len(HDF5)) != HDF5:
            raise InputError(fault("omx_none", file=path))
    try:
        return h5py.File(path, "r", locking=False)
    except (OSError, RuntimeError, ValueError) as error:
        raise InputError(_broken(path, error)) from None


def _broken(path: Path, error: Exception) -> Fault:
    return fault("omx_broken", file=path, reason=" ".join(str(error).split())[:160])


def read_omx(path: Path) -> Matrices:
    """Read what a file of matrices holds; no matrix is read before it is asked for.

    Raises
    ------
    InputError
        The file is missing, too large, no OMX, or its matrices are of different sizes, no
        numbers, not square, or stored outside the file.
    """
    h5py = _h5py()
    with _open(path) as file:
        try:
            data = file.get("data", getlink=True)
            if not isinstance(data, h5py.HardLink) or not isinstance(file["data"], h5py.Group):
                raise InputError(fault("omx_data", file=path))
            names = sorted(file["data"])[:MAX_MATRICES]
            faults = [item for name in names for item in _wrong(file["data"], name, path)]
            sizes = {file["data"][name].shape[0] for name in names} if not faults else set()
            if not names:
                faults.append(fault("omx_data", file=path))
            if len(sizes) > 1:
                faults.append(fault("omx_sizes", file=path, found=", ".join(
                    map(str, sorted(sizes)))))
            if faults:
                raise InputError(faults)
            count = sizes.pop()
            return Matrices(path, tuple(names), _zones(file, count, h5py),
                            _places(file, count))
        except (OSError, RuntimeError, KeyError, ValueError, TypeError, AttributeError) as error:
            if isinstance(error, InputError):
                raise
            raise InputError(_broken(path, error)) from None


def _wrong(data: Any, name: str, path: Path) -> Iterable[Fault]:
    """What makes a matrix unfit to be read."""
    h5py = _h5py()
    if not isinstance(data.get(name, getlink=True), h5py.HardLink):
        yield fault("omx_link", file=path, name=name)
        return
    found = data[name]
    if not isinstance(found, h5py.Dataset) or found.dtype.kind not in "fiu" or found.external \
            or found.is_virtual:
        yield fault("omx_numbers", file=path, name=name)
    elif len(found.shape) != 2 or found.shape[0] != found.shape[1]:
        yield fault("omx_square", file=path, name=name, shape=" x ".join(map(str, found.shape)))
    elif found.shape[0] > MAX_ZONES:
        yield fault("omx_large", file=path, name=name, zones=found.shape[0], limit=MAX_ZONES)


def _zones(file: Any, count: int, h5py: Any) -> tuple[int, ...]:
    """Numbers of zones by the mapping of the file; counted from 1 where there is none."""
    lookup = file["lookup"] if isinstance(file.get("lookup", getlink=True),
                                          h5py.HardLink) else {}
    for name in (ZONE, *sorted(lookup)):
        found = lookup.get(name) if name in lookup else None
        if isinstance(found, h5py.Dataset) and found.shape == (count,) and \
                found.dtype.kind in "iu" and not found.external:
            return tuple(map(int, found[()]))
    return tuple(range(1, count + 1))


def _places(file: Any, count: int) -> tuple[str, ...]:
    """Places of the zones, of a file that this toolkit wrote."""
    raw = file.attrs.get("place_ids")
    if not isinstance(raw, bytes | str | np.bytes_):
        return ()
    try:
        told = json.loads(bytes(raw) if not isinstance(raw, str) else raw)
    except (ValueError, RecursionError):
        return ()
    return tuple(map(str, told)) if isinstance(told, list) and len(told) == count else ()


def flows_csv(matrices: Matrices, network: Network, profile: str, name: str | None = None,
              zones: Path | None = None) -> tuple[bytes, int, float]:
    """One matrix as the flows that ``assign`` and ``compare --weights`` take.

    Parameters
    ----------
    profile
        Who travels: its unit is that of the figures, which are taken as a year's.
    name
        Of the matrix; may be left out where the file has one alone.
    zones
        CSV with columns ``zone`` and ``place``, for files that name no places.

    Returns
    -------
    content, pairs, total
        CSV; how many pairs are above 0, and their sum. The diagonal, empty cells and zeros are
        left out.

    Raises
    ------
    InputError
        No such matrix, negative or infinite figures, or zones without a place.
    """
    if name is None and len(matrices.names) == 1:
        name = matrices.names[0]
    if name not in matrices.names:
        raise InputError(fault("omx_which", file=matrices.path, found=name or "—",
                               allowed=", ".join(matrices.names[:30]),
                               suggestion=suggest(name or "", matrices.names)))
    cells = matrices.matrix(str(name))
    np.fill_diagonal(cells, 0.0)
    bad = np.argwhere(~np.isnan(cells) & ~((cells >= 0) & np.isfinite(cells)))
    faults = [fault("omx_figure", file=matrices.path, name=name, found=f"{cells[i, j]:g}",
                    origin=matrices.zones[i], destination=matrices.zones[j])
              for i, j in bad[:20]]
    used = np.flatnonzero((np.nan_to_num(cells) > 0).any(axis=0)
                          | (np.nan_to_num(cells) > 0).any(axis=1))
    places, problems = _named(matrices, network, zones, [int(i) for i in used])
    faults += problems
    if faults:
        raise InputError(faults)
    column = COLUMN[PROFILE_UNITS[profile]]
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["origin", "destination", "profile", column])
    pairs = np.argwhere(np.nan_to_num(cells) > 0)
    writer.writerows([places[int(i)], places[int(j)], profile, repr(float(cells[i, j]))]
                     for i, j in pairs)
    total = float(sum(cells[i, j] for i, j in pairs))
    return stream.getvalue().encode("utf-8-sig"), len(pairs), total


def _named(matrices: Matrices, network: Network, zones: Path | None,
           used: Sequence[int]) -> tuple[Mapping[int, str], list[Fault]]:
    """Place of every row that is used, by the file or by the list of the user."""
    faults: list[Fault] = []
    told: Mapping[int, str]
    if zones is not None:
        told = _listed(zones, faults)
    elif matrices.place_ids:
        told = dict(zip(matrices.zones, matrices.place_ids, strict=True))
    else:
        return {}, [fault("omx_zones", file=matrices.path)]
    places: dict[int, str] = {}
    for i in used:
        number = matrices.zones[i]
        if number not in told:
            faults.append(fault("omx_zone", file=zones or matrices.path, zone=number))
            continue
        try:
            found = expand(network, [told[number]])
        except InputError as error:
            faults += [Fault(f.key, f.values, str(zones or matrices.path)) for f in error.faults]
            continue
        if len(found) != 1 or found[0] in places.values():
            faults.append(fault("omx_zone_twice", file=zones or matrices.path, zone=number,
                                place=told[number]))
            continue
        places[i] = found[0]
    return places, faults[:50]


def _listed(path: Path, faults: list[Fault]) -> Mapping[int, str]:
    """Place by the number of its zone, of a CSV file."""
    rows = csv_rows(path, read_text(path))
    heading = rows[0][1]
    if [cell.strip() for cell in heading] != ["zone", "place"]:
        raise InputError(fault("omx_list", file=path, line=1, found=", ".join(heading)[:80]))
    told: dict[int, str] = {}
    for line, row in rows[1:]:
        if not any(row):
            continue
        try:
            zone, place = int(row[0]), row[1].strip()
        except (ValueError, IndexError):
            faults.append(fault("omx_list_row", file=path, line=line, found=", ".join(row)[:80]))
            continue
        if zone in told or not place:
            faults.append(fault("omx_list_row", file=path, line=line, found=", ".join(row)[:80]))
        told[zone] = place
    return told
