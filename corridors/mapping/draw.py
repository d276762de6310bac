"""Draw a map on a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from matplotlib.figure import Figure

from corridors.mapping.change_map import draw_change_map
from corridors.mapping.model import MapContent
from corridors.mapping.network_map import Inset, draw_network_map
from corridors.mapping.sheet import Sheet

__all__ = ["Inset", "draw_map"]


def draw_map(
    content: MapContent, sheet: Sheet, data_dir: Path | str | None = None,
    insets: Sequence[Inset] = (),
) -> Figure:
    """Draw a map.

    Parameters
    ----------
    content
        What to show.
    sheet
        Size, and where title, map, panel and foot stand.
    data_dir
        Root of the data package, for the land around China; without it China stands alone.
    insets
        Enlargements in the panel; without any, a change that is small on the map gets one.

    Returns
    -------
    figure
        Of the size of the sheet; axes are labelled `map`, `close_up`, `south_china_sea` and by
        the keys of the insets.

    Raises
    ------
    InputError
        The map has neither an extent nor anything to fit one to, or nothing lies in its extent.
    MissingPackageError
        A package that the map needs is not installed.
    """
    del sheet  # for now every map is drawn on the sheet of its kind
    if insets:
        return draw_network_map(content, insets, data_dir)
    return draw_change_map(content, data_dir)
