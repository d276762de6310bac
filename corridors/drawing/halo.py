"""Text with a halo that stays text in vector files."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.patheffects import Stroke
from matplotlib.text import Text

#: Group of the halos, which repeat the words of their labels.
GID = "halo"


def add_halo(ax: Axes, text: Text, width_pt: float, colour: str) -> None:
    """Draw the outline of a text below it.

    A path effect on the text itself would turn it into outlines in SVG and PDF, so the halo is a
    text of its own.
    """
    halo = ax.text(
        *text.get_position(), text.get_text(), fontproperties=text.get_fontproperties(),
        color=colour, ha=text.get_horizontalalignment(), va=text.get_verticalalignment(),
        linespacing=text._linespacing,  # type: ignore[attr-defined]
        rotation=text.get_rotation(), rotation_mode=text.get_rotation_mode(),
        zorder=text.get_zorder() - 0.1, gid=GID, path_effects=[Stroke(
            linewidth=width_pt, foreground=colour, joinstyle="round")],
    )  # fmt: skip
    halo.set_in_layout(False)
