"""Draw the picture of the architecture from the imports: ``python docs/build_architecture.py``.

One band a floor of the house, its packages and what they are for; an arc says that something on the
upper band imports something on the lower one, the wider the more modules do. Both languages, as
SVG, in ``docs/handbook``.
"""

from __future__ import annotations

import ast
import base64
from collections import Counter
from html import escape
from pathlib import Path

from corridors.drawing.svgfont import subset

DOCS = Path(__file__).parent
PACKAGE = DOCS.parent / "corridors"
BANDS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("#7a3b12", "命令行：解析、调用、显示", "command line: parse, call, show", ("cli", "__main__")),
    ("#8c4a17", "报告：表格、文档、网页、图片", "reports: tables, documents, pages", ("report",)),
    ("#9a5a1f", "地图、图表；与别的程序交换", "maps, charts; exchange with other programs",
     ("mapping", "charts", "exchange", "osm")),
    ("#2f6f4f", "分析：比较、可达性、抽样、分摊", "analysis: compare, access, sweep, shares",
     ("analysis",)),
    ("#2f6680", "路径与情景；制图规格", "paths and scenarios; map specifications",
     ("routing", "scenario", "cartography")),
    ("#2d5c8c", "规划登记册、变更、地点", "register of plans, changes, places",
     ("projects", "changes", "places")),
    ("#3a5591", "路网（不可改动）与实际道路", "frozen network, roads on the ground",
     ("network", "ground")),
    ("#55519a", "计算内核、批量任务、缓存", "compiled searches, studies, cache",
     ("engine", "study", "cache")),
    ("#5f5f6b", "读写文件、校验、参数", "files, checks, parameters",
     ("tables", "parameters", "validation", "textfile", "storage")),
    ("#6f6f78", "列声明、单位、错误、双语消息", "columns, units, errors, messages",
     ("schema", "units", "errors", "messages")),
)
"""Colour, Chinese, English and named packages of each band, top first."""
REST = len(BANDS) - 2
"""Band of small modules that are named in none."""
WIDTH, HEIGHT, GAP, LEFT, TOP = 660, 46, 14, 20, 64
WIDE = ((30, 5.0), (8, 3.0), (1, 1.4))
"""Least number of importing modules, and width of the arc."""


def band_of(name: str) -> int:
    """Number of the band of a package or module right below ``corridors``."""
    return next((i for i, band in enumerate(BANDS) if name in band[3]), REST)


def arcs() -> dict[tuple[int, int], int]:
    """Modules of one band that import from another, by both bands."""
    found: Counter[tuple[int, int]] = Counter()
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).with_suffix("").parts[0]
        if name == "__init__":
            continue
        below = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [
                alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            below |= {band_of(item.split(".")[1]) for item in names
                      if item.startswith("corridors.")}
        for target in below - {band_of(name)}:
            found[band_of(name), target] += 1
    return dict(sorted(found.items()))


def top_of(band: int) -> int:
    """Upper edge of a band."""
    return TOP + band * (HEIGHT + GAP)


def drawn(lang: str) -> str:
    """The picture."""
    zh = lang == "zh"
    high = top_of(len(BANDS)) + 46
    fonts = "Microsoft YaHei, PingFang SC, Noto Sans CJK SC, Handbook SC, Arial, sans-serif"
    title = ("corridors 的层次：只向下引用" if zh
             else "The layers of corridors: imports only go down")
    out = [(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 940 {high}" role="img" '
            f'font-family="{fonts}">'),
           f"<title>{title}</title>", f'<rect width="940" height="{high}" fill="#ffffff"/>',
           (f'<text x="{LEFT}" y="34" font-size="21" font-weight="bold" fill="#222">'
            f"{title}</text>")]
    for (upper, lower), number in arcs().items():
        width = next(wide for least, wide in WIDE if number >= least)
        y0, y1 = top_of(upper) + HEIGHT * 0.66, top_of(lower) + HEIGHT * 0.33
        reach = WIDTH + LEFT + 24 + 26 * (lower - upper)
        x = WIDTH + LEFT
        out.append(f'<path d="M{x} {y0:.0f} C{reach} {y0:.0f} {reach} {y1:.0f} {x + 5} {y1:.0f}" '
                   f'fill="none" stroke="{BANDS[upper][0]}" stroke-width="{width}" '
                   'stroke-opacity="0.55"/>')
        out.append(f'<path d="M{x} {y1:.0f} l8 -4 v8 z" fill="{BANDS[upper][0]}"/>')
    for i, (colour, chinese, english, names) in enumerate(BANDS):
        y = top_of(i)
        listed = "  ".join(name for name in names if name != "__main__")
        if i == REST:
            listed += "  …"
        mono = "Consolas, DejaVu Sans Mono, monospace"
        out += [(f'<rect x="{LEFT}" y="{y}" width="{WIDTH}" height="{HEIGHT}" rx="5" '
                 f'fill="{colour}"/>'),
                (f'<text x="{LEFT + 14}" y="{y + 29}" font-size="16" fill="#fff">'
                 f"{escape(chinese if zh else english)}</text>"),
                (f'<text x="{LEFT + WIDTH - 12}" y="{y + 29}" font-size="13" fill="#fff" '
                 f'text-anchor="end" font-family="{mono}">{escape(listed)}</text>')]
    note = ("弧线：上层引用下层，越粗引用的模块越多；由真实的 import 画出" if zh else
            "arcs: the upper imports from the lower, wider where more modules do; drawn from the "
            "imports")
    out += [f'<text x="{LEFT}" y="{high - 18}" font-size="14" fill="#444">{note}</text>', "</svg>"]
    if zh:  # a picture in a page cannot use the fonts of the page
        out.insert(1, face("".join(out)))
    return "\n".join(out) + "\n"


def face(text: str) -> str:
    """The Chinese characters of a text as a font, for machines that have none."""
    signs = "".join(sorted({sign for sign in text if sign >= "\u2e80"}))
    data = base64.b64encode(subset(signs)).decode("ascii")
    return ("<style>@font-face{font-family:'Handbook SC';"
            f"src:url(data:font/woff;base64,{data}) format('woff')}}</style>")


def main() -> None:
    """Write both pictures."""
    for lang in ("zh", "en"):
        (DOCS / "handbook" / f"architecture-{lang}.svg").write_text(drawn(lang), encoding="utf-8")


if __name__ == "__main__":
    main()
