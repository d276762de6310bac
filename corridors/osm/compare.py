"""Hold the strategic network against OpenStreetMap, link by link and the other way round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

import numpy as np

from corridors.analysis.ticks import Tick, silent
from corridors.ground.model import ball
from corridors.network.geometry import Course, load_courses
from corridors.network.model import Network
from corridors.osm.course import Found, Task, find_courses
from corridors.osm.judge import VERDICTS, Judged, judge, whole_km
from corridors.osm.net import Net, Vintage, apart_km
from corridors.osm.stated import Stated, Strategic
from corridors.osm.terminals import Joint, joints
from corridors.osm.unmatched import Unmatched, dense, unmatched

NEAR_KM = 5.0
"""Up to this distance a course counts as the drawn one."""
MARGIN_DEG = 0.2


@dataclass(frozen=True)
class Checked:
    """One link beside its course on the ground.

    Attributes
    ----------
    found
        The shortest course; None where there is none.
    away_km
        Distance of both ends to the nearest way; infinite where none is within 25 km.
    straight_km
        Between the ends.
    near_share, far_km
        Share of the found course within 5 km of the drawn one, and the farthest that the
        two are apart; None where nothing is found or drawn.
    """

    link: Stated
    found: Found | None
    away_km: tuple[float, float]
    straight_km: float
    judged: Judged
    near_share: float | None = None
    far_km: float | None = None

    @property
    def course_km(self) -> float | None:
        """Length of the course with the gaps at its ends."""
        return None if self.found is None else whole_km(self.found)

    @property
    def ratio(self) -> float | None:
        """Course over stated length."""
        return None if self.course_km is None else self.course_km / self.link.length_km

    @property
    def difference_km(self) -> float | None:
        """Course less stated length."""
        return None if self.course_km is None else self.course_km - self.link.length_km

    @property
    def detour(self) -> float | None:
        """Course over the straight distance of the ends."""
        if self.course_km is None or self.straight_km < 0.1:
            return None
        return self.course_km / self.straight_km


@dataclass(frozen=True)
class Compared:
    """The strategic network held against the ground, mode by mode.

    Attributes
    ----------
    nets
        The ground of each mode compared.
    missing
        Ways on the ground, far from every strategic link.
    candidates
        Whether the links of all projects were compared, whatever the date of the network.
    """

    network: Network
    nets: Mapping[str, Net]
    links: tuple[Checked, ...]
    missing: tuple[Unmatched, ...]
    joints: tuple[Joint, ...]
    candidates: bool = False

    def count(self, mode: str, verdict: str) -> int:
        """Links of a mode with a verdict."""
        return sum(item.link.mode == mode and item.judged.verdict == verdict
                   for item in self.links)

    def median_deviation(self, mode: str) -> float | None:
        """Median of course over stated length, less 1, of the links that were judged by it."""
        ratios = [item.ratio - 1 for item in self.links if item.link.mode == mode
                  and item.ratio is not None
                  and item.judged.verdict in ("agrees", "shorter", "longer")]
        return median(ratios) if ratios else None


def compare_ground(network: Network, links: Strategic, nets: Mapping[str, Net], *,
                   vintage: Vintage | None = None, home: Any = None,
                   tick: Tick = silent) -> Compared:
    """Hold the links of some modes against the ground.

    Parameters
    ----------
    nets
        Mode -> its network on the ground.
    vintage
        When the data were taken, in place of what they say themselves.
    home
        The country as a shape of degrees: links with both ends in it do not take a short cut
        through another, and ways that no link has are sought in it alone.

    Examples
    --------
    >>> import corridors
    >>> from corridors.osm.net import embedded_net
    >>> from corridors.osm.stated import strategic
    >>> network = corridors.load_network()
    >>> told = compare_ground(network, strategic(network, (), candidates=False),
    ...                       {"rail": embedded_net("rail")})
    >>> told.count("rail", "agrees") > 200
    True
    """
    courses = load_courses(network.data_dir) if network.data_dir else {}
    checked: list[Checked] = []
    missing: list[Unmatched] = []
    for mode, net in nets.items():
        tick(f"osmc.step.{mode}")
        stated = [link for link in links.links if link.mode == mode]
        mine = check_links(stated, net, courses, vintage or net.vintage, home)
        checked += mine
        missing += unmatched(network, net if home is None else net.inside(home), stated,
                             _covered(mine, courses))
    tick("osmc.step.terminals")
    return Compared(network, nets, tuple(checked), tuple(missing),
                    tuple(joint for mode, net in nets.items() for joint in joints(
                        [spot for spot in links.spots if spot.mode == mode], net)),
                    links.candidates)


def check_links(links: Sequence[Stated], net: Net, courses: Mapping[str, Course],
                vintage: Vintage, home: Any = None) -> list[Checked]:
    """Hold the links of one mode against its ground, in their order.

    Parameters
    ----------
    home
        A shape of degrees: links with both ends in it do not take ways out of it.
    """
    tasks = [Task(link.id, link.a.point, link.b.point, link.length_km) for link in links]
    domestic = [home is not None and _both(home, task) for task in tasks]
    results = {}
    for inside in (True, False):
        some = [task for task, here in zip(tasks, domestic, strict=True) if here == inside]
        if some:
            results[inside] = find_courses(net.inside(home) if inside else net, some)
    out = []
    for link, inside in zip(links, domestic, strict=True):
        found, away = results[inside]
        course = found.get(link.id)
        both = away[link.a.point], away[link.b.point]
        covered = all(net.covers(spot.point, MARGIN_DEG) for spot in (link.a, link.b))
        share, far = None, None
        drawn = courses.get(link.id)
        if course is not None and drawn is not None and drawn.basis != "straight":
            share, far = beside(course.points, np.array(drawn.line))
        out.append(Checked(link, course, both, apart_km(link.a.point, link.b.point),
                           judge(link, course, both, vintage, covered=covered), share, far))
    return out


def _both(home: Any, task: Task) -> bool:
    import shapely

    return bool(shapely.contains_xy(home, *task.a) and shapely.contains_xy(home, *task.b))


def beside(course: np.ndarray, drawn: np.ndarray) -> tuple[float, float]:
    """Share of a course within 5 km of a drawn line, and the farthest it is from it, km."""
    import shapely

    middle = np.radians(drawn[:, 1].mean())
    scale = np.array([np.cos(middle), 1.0]) * 111.2
    points = shapely.points(dense(course, 1.0) * scale)
    away = shapely.distance(points, shapely.LineString(drawn * scale))
    return float((away <= NEAR_KM).mean()), float(away.max())


def _covered(checked: Sequence[Checked], courses: Mapping[str, Course]) -> np.ndarray:
    """Points on the ball (n, 3) along all strategic links of a mode, drawn or found."""
    lines = []
    for item in checked:
        if item.found is not None and item.judged.verdict not in ("missing", "off_network"):
            lines.append(item.found.points)
        if item.link.id in courses:
            lines.append(np.array(courses[item.link.id].line))
        else:
            lines.append(np.array([item.link.a.point, item.link.b.point]))
    return ball(np.vstack([dense(line, 2.0) for line in lines])) if lines else np.empty((0, 3))


def tally(compared: Compared) -> dict[str, dict[str, int]]:
    """Links by mode and verdict, all verdicts of :data:`~corridors.osm.judge.VERDICTS`."""
    return {mode: {verdict: compared.count(mode, verdict) for verdict in VERDICTS}
            for mode in compared.nets}
