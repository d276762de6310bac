"""A network as GeoParquet: a folder with a file a layer, both ways."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corridors.errors import Fault, InputError, MissingPackageError, fault
from corridors.exchange.features import MAX_ROWS, FeatureFault, Layer, package_of
from corridors.exchange.package import CARRIED, Package
from corridors.exchange.sheets import PARAMETERS, TOLD, Sheet, sheets, stamp
from corridors.exchange.wkb import Drawn, WkbError, drawn
from corridors.inputfile import check_ordinary

if TYPE_CHECKING:
    import pyarrow
    import pyproj

ENDING = ".parquet"
GEOMETRY = "geometry"
MAX_MB = 100
"""Largest file, megabytes, and largest content of one once unpacked."""
BATCH = 512
"""Rows that are unpacked at once."""
_GEO_VERSION = "1.0.0"


def _pyarrow() -> Any:
    try:
        import pyarrow.parquet
    except ImportError:
        raise MissingPackageError(fault("package_missing", package="pyarrow",
                                        install='"corridors[exchange]"')) from None
    return pyarrow


def geoparquet(package: Package, told: Iterable[tuple[str, str]] = (),
               more: Iterable[Sheet] = ()) -> dict[str, bytes]:
    """Files of a package by name, one a layer or table; lists stay lists.

    Every file carries the stamp of the package in its metadata.

    Raises
    ------
    MissingPackageError
        pyarrow is not installed.
    """
    _pyarrow()
    marks = json.dumps(dict([*stamp(package), *told]), ensure_ascii=False)
    return {f"{sheet.name}{ENDING}": _file(sheet, marks)
            for sheet in (*sheets(package, told), *more)}


def _file(sheet: Sheet, marks: str) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {"float": pa.float64(), "int": pa.int64(), "bool": pa.bool_(),
             "list": pa.list_(pa.string())}
    fields = [pa.field(name, kinds.get(kind, pa.string())) for name, kind in sheet.types.items()]
    columns: list[Any] = []
    for (name, kind), field in zip(sheet.types.items(), fields, strict=True):
        cells = [row.get(name) for row in sheet.rows]
        if kind == "int":
            cells = [None if cell is None else int(float(str(cell))) for cell in cells]
        columns.append(pa.array(cells, field.type))
    metadata = {b"corridors": marks.encode()}
    if sheet.shapes is not None:
        import pyproj
        import shapely

        shapes = ([shapely.Point(line[0]) for line in sheet.shapes] if sheet.kind == "Point"
                  else [shapely.LineString(line) for line in sheet.shapes])
        fields.append(pa.field(GEOMETRY, pa.binary()))
        columns.append(pa.array(list(shapely.to_wkb(shapes, byte_order=1)), pa.binary()))
        metadata[b"geo"] = json.dumps({
            "version": _GEO_VERSION, "primary_column": GEOMETRY, "columns": {GEOMETRY: {
                "encoding": "WKB", "geometry_types": [sheet.kind],
                "crs": pyproj.CRS.from_epsg(4326).to_json_dict()}}}).encode()
    table = pa.Table.from_arrays(columns, schema=pa.schema(fields, metadata=metadata))
    stream = io.BytesIO()
    pq.write_table(table, stream, compression="zstd")
    return stream.getvalue()


def read_geoparquet(folder: Path) -> Package:
    """Read a folder of GeoParquet and Parquet files, named after our tables.

    Raises
    ------
    InputError
        It is no folder of such files, or one is too large; with all faults of its layers, each
        with layer and row, counted from 1.
    MissingPackageError
        pyarrow is not installed.
    """
    _pyarrow()
    if not folder.is_dir():
        raise InputError(fault("parquet_folder", file=folder))
    layers: dict[str, Layer] = {}
    faults: list[Fault] = []
    for path in sorted(folder.glob(f"*{ENDING}")):
        if path.stem not in (*CARRIED, PARAMETERS, TOLD):
            layers[path.stem] = Layer(path.stem, [], [])
            continue
        try:
            layers[path.stem] = _layer(path, faults)
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    return package_of(layers, folder)


def _layer(path: Path, faults: list[Fault]) -> Layer:
    import pyarrow as pa
    import pyarrow.parquet as pq

    check_ordinary(path, MAX_MB * 1_000_000)
    try:
        with pq.ParquetFile(path) as source:
            about = source.metadata
            unpacked = sum(about.row_group(i).total_byte_size for i in range(
                about.num_row_groups))
            if about.num_rows > MAX_ROWS:
                raise InputError(FeatureFault("layer_rows", {"limit": MAX_ROWS}, str(path),
                                              layer=path.stem))
            if unpacked > MAX_MB * 1_000_000:
                raise InputError(fault("parquet_unpacked", file=path, mb=round(unpacked / 1e6),
                                       limit=MAX_MB))
            rows: list[dict[str, object]] = []
            held = 0
            for batch in source.iter_batches(batch_size=BATCH):
                held += batch.nbytes
                if held > MAX_MB * 1_000_000:
                    raise InputError(fault("parquet_unpacked", file=path,
                                           mb=round(held / 1e6), limit=MAX_MB))
                rows += batch.to_pylist()
            schema = source.schema_arrow
    except (pa.ArrowException, OSError, ValueError, MemoryError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(fault("parquet_broken", file=path, reason=_line(error))) from None
    fids = list(range(1, len(rows) + 1))
    geo = _geo(schema, path)
    if geo is None:
        return Layer(path.stem, rows, fids)
    column, crs = geo
    shapes: list[Drawn | None] = []
    for row, fid in zip(rows, fids, strict=True):
        blob = row.pop(column, None)
        try:
            shapes.append(drawn(blob) if isinstance(blob, bytes) else None)
        except WkbError as error:
            shapes.append(None)
            faults.append(FeatureFault(
                "feature_kind" if error.found else "feature_broken",
                {"found": error.found, "count": 1, "allowed": "Point, LineString"}, str(path),
                fid, path.stem, None, str(fid), path.stem, fid))
    return Layer(path.stem, rows, fids, shapes, crs)


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]


def _geo(schema: pyarrow.Schema, path: Path) -> tuple[str, pyproj.CRS | None] | None:
    """Geometry column and its reference system; None for a mere table.

    Without a ``crs`` the format means longitude and latitude, WGS84; with null it is unknown.
    """
    import pyproj

    raw = (schema.metadata or {}).get(b"geo")
    if raw is None:
        return None
    try:
        told = json.loads(raw)
        column = str(told["primary_column"])
        about: Mapping[str, object] = told["columns"][column]
        if about.get("encoding") != "WKB" or column not in schema.names:
            raise ValueError(about.get("encoding"))
        if "crs" not in about:
            return column, pyproj.CRS.from_authority("OGC", "CRS84")
        if about["crs"] is None:
            return column, None
        return column, pyproj.CRS.from_user_input(about["crs"])
    except (KeyError, TypeError, ValueError, RecursionError, pyproj.exceptions.CRSError) as error:
        raise InputError(fault("parquet_geo", file=path,
                               reason=_line(error))) from None
