"""Keys of the texts that the page shows, see :mod:`corridors.messages.page`."""

from __future__ import annotations

from corridors.messages.page import PAGE

WORDS = tuple(PAGE)
"""Texts of the page's own."""
NAMED = (
    "map.approval_number", "map.legend.title", "map.legend.border", "map.legend.boundary",
    "map.south_china_sea",
    "map.mode.road", "map.mode.rail", "map.mode.inland", "map.mode.sea", "map.mode.air",
    "map.status.added", "map.status.changed", "map.status.closed",
    "map.marker.lock", "map.marker.port", "map.marker.airport",
    "map.outcome.gain", "map.outcome.loss", "map.outcome.none", "map.outcome.new",
)
"""Texts that it shares with the printed maps."""
