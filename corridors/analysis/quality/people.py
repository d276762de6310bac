"""Residents of counties beside those of their cities."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from pathlib import Path

from corridors.analysis.quality.finding import Finding, about
from corridors.tables import Table

WHOLE = "counties"
"""Set whose members make up their cities without a remainder."""
ROUNDED = 0.001
"""Share of a city by which its counties may miss it: published figures are rounded at times."""


def people(tables: Mapping[str, Table], folder: Path) -> Iterator[Finding]:
    """Cities whose counties have more residents than they, or fewer though none is unknown."""
    places = tables["places"]
    for key, i in places.index.items():
        parts = [n for n, home in enumerate(places["prefecture_id"]) if home == key]
        city = float(places["population"][i])
        known = [float(places["population"][n]) for n in parts
                 if not math.isnan(places["population"][n])]
        if math.isnan(city) or not known:
            continue
        whole = len(known) == len(parts) and all(WHOLE in places["sets"][n] for n in parts)
        off = sum(known) / city - 1
        if off > ROUNDED or (whole and off < -ROUNDED):
            yield about("people", places, key, folder, "found.people",
                        people=f"{city:,.0f}",
                        counties=f"{sum(known):,.0f}", known=len(known), parts=len(parts))
