"""The country as one shape, beyond which no course between two places of it runs."""

from __future__ import annotations

from functools import cache
from typing import Any

from corridors.mapping import boundaries

BOX = (95.0, 17.0, 125.5, 36.5)
"""What of the country is looked at: west, south, east, north in degrees."""
DETAIL_DEG, MARGIN_DEG = 0.002, 0.03
"""The outline is simplified to the first and widened by the second, so that border posts and
roads along the border, whose points are rounded, stay inside."""


@cache
def home() -> Any:
    """China's land in the box of the study area, degrees.

    Raises
    ------
    MissingPackageError
        The boundary package is not installed.
    """
    import shapely

    found = boundaries.read(None).within(BOX, DETAIL_DEG)
    return shapely.union_all([shapely.make_valid(area.shape)
                              for area in found.provinces]).buffer(MARGIN_DEG)
