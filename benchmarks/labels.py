"""Placing labels: the toolkit's own way against the libraries textalloc and adjustText.

The same labels of real maps (the change map of the Pinglu Canal at A4 and as a picture in a
document, the network at A3), the same symbols and lines to keep clear of, the same font. Needs
`pip install textalloc adjustText`; see labels.md for what was measured.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

import corridors
from corridors.drawing import textfit
from corridors.drawing.fonts import font
from corridors.mapping import lettering
from corridors.mapping.draw import Inset, draw_map
from corridors.mapping.placement import Box, Placed, Request, place
from corridors.mapping.sheet import A3, A4, Sheet, figure_sheet
from corridors.report.maps import change_map
from corridors.report.network_map import INSETS, network_content

DATA = Path(__file__).parents[1] / "data"
Job = dict[str, Any]


def recorded(content: Any, sheet: Sheet, insets: Sequence[Inset] = ()) -> Job:
    """Labels of the main map with what they must keep clear of, and where they came to stand."""
    calls: list[Job] = []

    def record(requests: Any, hard: Any, soft: Any, bounds: Any) -> list[Placed | None]:
        start = time.process_time()
        found = place(requests, hard, soft, bounds)
        calls.append({"requests": requests, "hard": hard, "soft": soft, "bounds": bounds,
                      "found": found, "seconds": time.process_time() - start})
        return found

    lettering.place = record  # type: ignore[assignment]
    try:
        draw_map(content, sheet, DATA, insets)
    finally:
        lettering.place = place
    return max(calls, key=lambda call: len(call["requests"]))


def ours(job: Job) -> tuple[list[Box | None], list[shapely.Geometry], float]:
    """The toolkit's own placing."""
    found = job["found"]
    leaders = [shapely.LineString(one.leader) for one in found if one is not None and one.distant]
    return [None if one is None else one.box for one in found], leaders, job["seconds"]


def canvas(job: Job) -> Axes:
    """An axis whose data are the pixels of the map."""
    bounds: Box = job["bounds"]
    width, height = bounds.right - bounds.left, bounds.top - bounds.bottom
    figure = Figure(figsize=(width / 200, height / 200), dpi=200)
    FigureCanvasAgg(figure)
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set_xlim(bounds.left, bounds.right)
    ax.set_ylim(bounds.bottom, bounds.top)
    return ax


def wording(request: Request, size_pt: float) -> tuple[str, float]:
    """A text of about the size of the label: its words are not known here, only its box."""
    lines = 2 if request.height > 1.9 * size_pt * 200 / 72 else 1
    signs = max(1, round(request.width / (size_pt * 200 / 72)))
    return "\n".join(["国" * signs] * lines), size_pt


def boxes_of(ax: Axes, texts: Sequence[Any]) -> list[Box | None]:
    """Boxes of texts in the pixels of the map."""
    renderer = textfit.renderer_of(ax.figure)  # type: ignore[arg-type]
    found: list[Box | None] = []
    for text in texts:
        if text is None:
            found.append(None)
            continue
        low, high = ax.transData.inverted().transform(
            text.get_window_extent(renderer).get_points())
        found.append(Box(*map(float, (*low, *high))))
    return found


def by_textalloc(job: Job) -> tuple[list[Box | None], list[shapely.Geometry], float]:
    """Place with textalloc, leaving out what finds no room, as the toolkit does."""
    import textalloc

    ax, requests, soft = canvas(job), job["requests"], job["soft"]
    at = np.array([request.anchors[0] for request in requests])
    words = [wording(request, 7.5)[0] for request in requests]
    symbols = np.array([((b.left + b.right) / 2, (b.bottom + b.top) / 2) for b in job["hard"]])
    strong = soft[soft[:, 2] >= 1.0]  # changed links; all lines together leave no room at all
    start = time.process_time()
    _, _, texts, lines = textalloc.allocate(
        ax, at[:, 0], at[:, 1], words, x_scatter=np.concatenate([symbols[:, 0], strong[:, 0]]),
        y_scatter=np.concatenate([symbols[:, 1], strong[:, 1]]), textsize=7.5, draw_all=False,
        max_distance=0.15, avoid_label_lines_overlap=True, fontproperties=font(7.5))
    seconds = time.process_time() - start
    leaders = [shapely.LineString(np.column_stack(line.get_data())) for line in lines
               if line is not None]
    return boxes_of(ax, texts), leaders, seconds


def by_adjust_text(job: Job) -> tuple[list[Box | None], list[shapely.Geometry], float]:
    """Place with adjustText, which leaves nothing out."""
    from adjustText import adjust_text

    ax, requests = canvas(job), job["requests"]
    at = np.array([request.anchors[0] for request in requests])
    texts = [ax.text(x, y, wording(request, 7.5)[0], fontproperties=font(7.5), ha="center",
                     va="center") for request, (x, y) in zip(requests, at, strict=True)]
    symbols = [ax.add_patch(Rectangle((b.left, b.bottom), b.right - b.left, b.top - b.bottom))
               for b in job["hard"]]
    start = time.process_time()
    adjust_text(texts, objects=symbols, ax=ax, time_lim=20)
    seconds = time.process_time() - start
    boxes = boxes_of(ax, texts)
    leaders = [shapely.LineString([point, ((box.left + box.right) / 2,
                                           (box.bottom + box.top) / 2)])
               for point, box in zip(at, boxes, strict=True) if box is not None]
    return boxes, leaders, seconds


def judged(job: Job, boxes: Sequence[Box | None], leaders: Sequence[shapely.Geometry]) -> Job:
    """Count what a map editor would send back."""
    stand = [box for box in boxes if box is not None]
    shapes = [shapely.box(b.left + 1, b.bottom + 1, b.right - 1, b.top - 1) for b in stand]
    struck = sum(int(leader.crosses(shape)) and not shape.intersects(
        shapely.Point(leader.coords[-1])) for leader in leaders for shape in shapes)
    soft = job["soft"]
    return {
        "unnamed": sum(box is None for box in boxes),
        "overlaps": sum(a.overlaps(b, -2) for a, b in combinations(stand, 2)),
        "on symbols": sum(a.overlaps(b, -3) for a in stand for b in job["hard"]),
        "cut": sum(not box.within(job["bounds"].grown(2)) for box in stand),
        "struck by leaders": struck,
        "line covered": round(sum(float(soft[box.holds(soft), 2].sum()) for box in stand)),
    }


def without_centred(job: Job) -> Job:
    """The labels that stand beside a point: libraries do not know names of areas."""
    keep = [n for n, request in enumerate(job["requests"]) if not request.centred]
    return {**job, "requests": [job["requests"][n] for n in keep],
            "found": [job["found"][n] for n in keep]}


def main() -> None:
    """Print a table of all maps and ways."""
    result = corridors.compare(corridors.load_scenario("pinglu_canal"))
    change = change_map(result, "zh")
    network = replace(network_content(corridors.load_network(), "zh"))
    insets = [Inset(key, extent) for key, extent in INSETS]
    jobs = {
        "change, A4": recorded(change, A4),
        "change, 6.3 x 4.6 in": recorded(change, figure_sheet(6.3, 4.6)),
        "network, A3": recorded(network, A3, insets),
    }
    ways = {"own": ours, "textalloc": by_textalloc, "adjustText": by_adjust_text}
    heads: list[str] = []
    for name, job in jobs.items():
        plain = without_centred(job)
        for way, run in ways.items():
            try:
                boxes, leaders, seconds = run(plain)
            except ImportError as error:
                print(f"{way}: {error}", file=sys.stderr)
                continue
            row = judged(plain, boxes, leaders)
            if not heads:
                heads = ["map", "labels", "way", *row, "seconds"]
                print("| " + " | ".join(heads) + " |")
                print("|" + "---|" * len(heads))
            cells = [name, len(plain["requests"]), way, *row.values(), f"{seconds:.1f}"]
            print("| " + " | ".join(map(str, cells)) + " |")


if __name__ == "__main__":
    main()
