"""Messages of GeoPackage, GeoParquet and CSV in and out."""

from __future__ import annotations

GEOPACKAGE: dict[str, dict[str, str]] = {}
