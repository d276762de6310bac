"""Networks for other programs: GeoPackage and GraphML."""
