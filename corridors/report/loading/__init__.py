"""Files, maps and screens of loaded networks."""
