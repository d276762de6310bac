"""Lines as well-known text, by hand: small, and quick to refuse what is none."""

from __future__ import annotations

import re

from corridors.network.geometry import Line

NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
LINESTRING = re.compile(r"\s*(?:SRID=\d+;)?\s*LINESTRING\s*(?:Z|M|ZM)?\s*\(([^()]*)\)\s*",
                        re.IGNORECASE)
MAX_POINTS = 100_000


def wkt(line: Line) -> str:
    """A line as well-known text; reading it gives the same numbers.

    Examples
    --------
    >>> wkt(((108.3, 22.8), (109.1, 23.1)))
    'LINESTRING (108.3 22.8, 109.1 23.1)'
    """
    return f"LINESTRING ({', '.join(f'{x!r} {y!r}' for x, y in line)})"


def line_of(text: str) -> Line | None:
    """Points of a ``LINESTRING``, heights left out; None where the text is none.

    Examples
    --------
    >>> line_of("LINESTRING (108.3 22.8, 109.1 23.1)")
    ((108.3, 22.8), (109.1, 23.1))
    >>> line_of("POINT (1 2)") is None, line_of("LINESTRING (1 2)") is None
    (True, True)
    """
    found = LINESTRING.fullmatch(text)
    if found is None:
        return None
    points = []
    for part in found[1].split(","):
        cells = part.split()
        if len(cells) not in (2, 3, 4) or not all(re.fullmatch(NUMBER, cell) for cell in cells):
            return None
        points.append((float(cells[0]), float(cells[1])))
    if not 2 <= len(points) <= MAX_POINTS or not all(abs(x) < 1e9 and abs(y) < 1e9
                                                     for x, y in points):
        return None
    return tuple(points)
