"""Where the nodes of a foreign network lie, in degrees within the area of this toolkit."""

from __future__ import annotations

import math
from dataclasses import dataclass

from corridors.errors import Fault, fault
from corridors.exchange.gmns.raw import Sheet
from corridors.exchange.gmns.units import Units
from corridors.exchange.package import Loss
from corridors.network.geometry import Line
from corridors.schema import columns

KM_PER_DEGREE = 111.19


@dataclass(frozen=True)
class Positions:
    """Degrees of all nodes, and how others of their network become degrees.

    Attributes
    ----------
    lon, lat
        Of the nodes, in the order of their rows.
    origin, centre, scale
        What lies where: ``origin`` in degrees is the middle of the network, which lies at
        ``centre`` in its own coordinates; ``scale`` is degrees of longitude and of latitude per
        unit. None where coordinates are taken as they are.
    """

    lon: tuple[float, ...]
    lat: tuple[float, ...]
    losses: tuple[Loss, ...] = ()
    moved: tuple[tuple[float, float], tuple[float, float], tuple[float, float]] | None = None
    crs: str = ""

    def line(self, line: Line) -> Line:
        """A line of the network in degrees."""
        if self.crs:
            line = tuple(zip(*_degrees(self.crs, *map(list, zip(*line, strict=True))),
                             strict=True))
        if self.moved is None:
            return line
        (ox, oy), (cx, cy), (sx, sy) = self.moved
        return tuple((round(ox + (x - cx) * sx, 7), round(oy + (y - cy) * sy, 7))
                     for x, y in line)


def read_positions(node: Sheet, units: Units, move_to: tuple[float, float] | None
                   ) -> tuple[Positions | None, list[Fault]]:
    """Degrees of the nodes: as they are, projected by the named system, or moved.

    Returns
    -------
    positions, faults
        None where a cell is no number, the system is unknown, or the network lies outside the
        area and is not to be moved.
    """
    faults = []
    xs, ys = list[float](), list[float]()
    for row, line in zip(node.rows, node.lines, strict=True):
        for name, into in (("x_coord", xs), ("y_coord", ys)):
            value = number(row[name])
            if value is None:
                faults.append(fault("gmns_number", file=node.path, line=line, column=name,
                                    found=row[name]))
            into.append(0.0 if value is None else value)
    if faults or not xs:
        return None, faults or [fault("gmns_empty", file=node.path)]
    crs = "" if units.degrees else units.crs
    if crs and move_to is None:
        try:
            xs, ys = _degrees(crs, xs, ys)
        except (RuntimeError, ValueError):
            return None, [fault("gmns_crs", file=node.path, found=crs)]
    if move_to is None:
        within = [inside("lon", x) and inside("lat", y) for x, y in zip(xs, ys, strict=True)]
        if not all(within):
            lon, lat = columns("nodes")["lon"], columns("nodes")["lat"]
            i = within.index(False)
            return None, [fault("gmns_outside", file=node.path, line=node.lines[i],
                                found=f"{xs[i]:.6g}, {ys[i]:.6g}", count=within.count(False),
                                west=f"{lon.minimum:g}", east=f"{lon.maximum:g}",
                                south=f"{lat.minimum:g}", north=f"{lat.maximum:g}")]
        told = (Loss("gmns_projected", {"crs": crs}),) if crs else ()
        return Positions(tuple(xs), tuple(ys), told, None, crs), []
    return _moved(xs, ys, units, move_to), []


def _moved(xs: list[float], ys: list[float], units: Units,
           to: tuple[float, float]) -> Positions:
    """Nodes around another point: degrees keep their differences, other units become degrees."""
    centre = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
    span = max(max(xs) - min(xs), max(ys) - min(ys))
    plane = not units.degrees or any(abs(x) > 180 for x in xs) or any(abs(y) > 90 for y in ys)
    scale = (1.0, 1.0)
    if plane:  # metres where a system is named; whatever else, no wider than 10 degrees
        per = 1 / (KM_PER_DEGREE * 1000) if units.crs else min(
            1 / (KM_PER_DEGREE * 1000), 10 / span if span else 1.0)
        scale = (per / max(math.cos(math.radians(to[1])), 0.1), per)
    moved = (to, centre, scale)
    placed = Positions((), (), (), moved).line(tuple(zip(xs, ys, strict=True)))
    lon, lat = zip(*placed, strict=True)
    return Positions(lon, lat, (Loss("gmns_moved", {"lon": f"{to[0]:g}", "lat": f"{to[1]:g}"}),),
                     moved)


def number(cell: str) -> float | None:
    """A finite number, or None.

    Examples
    --------
    >>> number(" 1.5 "), number("1e999"), number("east")
    (1.5, None, None)
    """
    try:
        value = float(cell)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def inside(column: str, value: float) -> bool:
    """Whether a longitude (``lon``) or latitude (``lat``) lies in the area of the toolkit."""
    declared = columns("nodes")[column]
    assert declared.minimum is not None
    assert declared.maximum is not None
    return declared.minimum <= value <= declared.maximum


def _degrees(crs: str, xs: list[float], ys: list[float]) -> tuple[list[float], list[float]]:
    """Coordinates of a named system in degrees.

    Raises
    ------
    ValueError, RuntimeError
        The system is unknown.
    """
    from pyproj import Transformer

    if len(crs) > 200:
        raise ValueError(crs[:40])
    turned = Transformer.from_crs(crs, "EPSG:4326", always_xy=True)
    lon, lat = turned.transform(xs, ys)
    return [float(x) for x in lon], [float(y) for y in lat]
