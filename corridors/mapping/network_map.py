"""A page of an atlas: the whole network at A3, with enlargements of where it is dense.

The caller puts links with a `kind` and places with the roles `capital`, `city` and `town` into
the `MapContent`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from matplotlib.figure import Figure

from corridors.errors import InputError, fault
from corridors.mapping.draw import Inset, draw_map
from corridors.mapping.legend import legend_entries
from corridors.mapping.model import MapContent
from corridors.mapping.sheet import A3

__all__ = ["Inset", "draw_network_map", "legend_entries"]


def draw_network_map(
    content: MapContent, insets: Sequence[Inset] = (), data_dir: Path | str | None = None
) -> Figure:
    """Draw a network at A3 landscape; see :func:`corridors.mapping.draw.draw_map`.

    Raises
    ------
    InputError
        The map has no extent.
    MissingPackageError
        A package that the map needs is not installed.
    """
    if content.extent is None:
        raise InputError(fault("map_extent_missing"))
    return draw_map(content, A3, data_dir, insets)
