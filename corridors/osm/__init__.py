"""OpenStreetMap: read, classify, simplify, save, compare."""
