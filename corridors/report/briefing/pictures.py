"""Charts and maps of a briefing as PNG, each drawn once for a size."""

from __future__ import annotations

from pathlib import Path

from corridors.report.briefing.model import Brief, ChartFigure, MapFigure


class Pictures:
    """PNG pictures of the figures of a briefing, by key and size.

    Parameters
    ----------
    data_dir
        Root of the data package, for the land around China.
    """

    def __init__(self, brief: Brief, data_dir: Path | None = None) -> None:
        self._figures: dict[str, ChartFigure | MapFigure] = {**brief.charts(), **brief.maps()}
        self._lang, self._data_dir = brief.lang, data_dir
        self._drawn: dict[tuple[str, float, float, int], bytes] = {}

    def png(self, key: str, width_in: float, height_in: float, dpi: int = 200) -> bytes:
        """PNG of a chart or map, without a title in it: the document gives the caption.

        Parameters
        ----------
        width_in, height_in
            Size on the page, inches; texts are sized for it, so it must not be scaled.

        Raises
        ------
        KeyError
            The briefing has no such figure.
        MissingPackageError
            A package that drawing needs is not installed.
        """
        place = (key, width_in, height_in, dpi)
        if place not in self._drawn:
            self._drawn[place] = self._draw(*place)
        return self._drawn[place]

    def _draw(self, key: str, width_in: float, height_in: float, dpi: int) -> bytes:
        from corridors.drawing.output import to_png

        figure = self._figures[key]
        if isinstance(figure, MapFigure):
            from corridors.mapping.draw import draw_map
            from corridors.mapping.sheet import figure_sheet

            sheet = figure_sheet(width_in, height_in)
            return to_png(draw_map(figure.content, sheet, self._data_dir), dpi)
        from corridors.charts.draw import draw_chart

        return to_png(draw_chart(figure.chart, self._lang, width_in, height_in), dpi)
