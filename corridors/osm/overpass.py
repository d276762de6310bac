"""Roads, railways, waterways and ferries of an area from Overpass, through osmnx.

osmnx cuts the area into tiles, respects the slots of the server, pauses and asks again when it
is busy, and keeps each answer in its cache; a run that broke goes on where it stopped. For areas
of a province and more a local extract is faster and burdens nobody.
"""

from __future__ import annotations

import os
import re
import socket
import warnings
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from json import JSONDecodeError
from typing import TYPE_CHECKING, Any
from urllib.parse import urlparse

from corridors import __version__
from corridors.analysis.ticks import Tick, silent
from corridors.errors import InputError, OutputError, ServiceError, fault
from corridors.osm.answers import Answers, cache_folder, drop_broken
from corridors.osm.tags import CLASSES, DEFAULT_CLASSES, MODES, TAGS

if TYPE_CHECKING:
    import networkx as nx
    import shapely

LARGEST_KM2 = 300_000.0
"""Largest area asked for: Guangxi and what is near. A country belongs in a local extract."""
TIMEOUT_S = 180
"""Seconds that the server may compute and that we wait, osmnx's own default."""
PLANNED = r'[~"^(construction|proposed):(highway|railway|waterway)$"~"."]'
"""Ways that carry their future class in a key of its own."""
ATTRIBUTION = "© OpenStreetMap contributors, ODbL 1.0, https://www.openstreetmap.org/copyright"


def fetch(area: shapely.Polygon | shapely.MultiPolygon, modes: Collection[str] = MODES,
          tick: Tick = silent, url: str | None = None, *,
          classes: Collection[str] = DEFAULT_CLASSES,
          timeout_s: float = TIMEOUT_S) -> nx.MultiDiGraph:
    """Ask Overpass for the ways of an area.

    Parameters
    ----------
    area
        Polygon in degrees, WGS84.
    modes, classes
        Of :data:`corridors.osm.tags.MODES` and ``CLASSES``.
    tick
        Called for every answer, see :data:`~corridors.analysis.ticks.Tick`.
    url
        Address of the service up to ``/api``; else ``CORRIDORS_OVERPASS_URL``, else osmnx's own.
    timeout_s
        Seconds.

    Returns
    -------
    graph
        As osmnx has it before it simplifies: every segment once, in the direction of its way,
        with the tags as they stand; for :func:`corridors.osm.ways.from_osmnx`. Its attributes
        ``timestamp`` and ``timestamp_newest`` date the data, empty where the server does not.

    Raises
    ------
    InputError
        The area is empty or too large, the address is none, or the area holds no such way.
    ServiceError
        There is no connection, or the service refuses, is busy, or does not answer whole.
    OutputError
        The cache cannot be written (a full disk).
    """
    import osmnx
    import requests
    from osmnx._errors import InsufficientResponseError

    _check(area)
    address = _address(url or os.environ.get("CORRIDORS_OVERPASS_URL")
                       or str(osmnx.settings.overpass_url))
    folder = cache_folder()
    filters = _filters(modes, classes)
    answers = Answers(urlparse(address).hostname or address, folder,
                      f"{address}\n{area.normalize().wkt}", tick)
    tick("overpass.step.ask")
    with _settings(address, answers, timeout_s):
        try:
            graph = _asked(area, filters, answers)
        except InsufficientResponseError as error:
            if not str(error).startswith("No data elements"):
                raise answers.error("overpass.broken") from error
            raise InputError(fault("overpass.empty", bounds=_bounds(area))) from error
        except ServiceError:
            raise
        except requests.exceptions.Timeout as error:
            raise answers.error("overpass.timeout", seconds=f"{timeout_s:g}") from error
        except requests.exceptions.ChunkedEncodingError as error:
            raise answers.error("overpass.broken") from error
        except requests.exceptions.RequestException as error:
            raise answers.error("overpass.offline") from error
        except OSError as error:
            raise OutputError(fault("output_failed", file=folder or "",
                                    reason=error.strerror or error)) from error
    if not len(graph.edges):
        raise InputError(fault("overpass.empty", bounds=_bounds(area)))
    oldest, newest = answers.dates(filters)
    graph.graph.pop("created_date", None)  # the clock has no place in a result
    graph.graph.update(timestamp=oldest, timestamp_newest=newest, attribution=ATTRIBUTION)
    return graph


def _asked(area: Any, filters: Mapping[str, str], answers: Answers) -> nx.MultiDiGraph:
    """The graph, once more where the cache held half an answer of a run that was stopped."""
    import osmnx

    for again in (True, False):
        try:
            return osmnx.graph_from_polygon(
                area, simplify=False, retain_all=True, truncate_by_edge=True,
                custom_filter=list(filters.values()))
        except JSONDecodeError as error:
            import requests

            broken = not isinstance(error, requests.exceptions.RequestException)
            if not (again and broken and answers.folder and drop_broken(answers.folder)):
                raise
        except ValueError as error:
            if "no graph nodes within" not in str(error):
                raise
            raise InputError(fault("overpass.empty", bounds=_bounds(area))) from error
    raise AssertionError


def _filters(modes: Collection[str], classes: Collection[str]) -> dict[str, str]:
    """Overpass filters: one for each mode, and one for what is planned."""
    def anyof(mode: str) -> str:
        return "|".join(one for one in CLASSES[mode] if one in classes)

    planned = "construction|proposed"
    made = {
        "road": f'["highway"~"^(({anyof("road")})(_link)?|{planned})$"]["area"!~"yes"]',
        "rail": f'["railway"~"^(rail|narrow_gauge|{planned})$"]["service"!~"."]',
        "inland": f'["waterway"~"^({anyof("inland")}|{planned})$"]',
        "ferry": '["route"~"^ferry$"]',
    }
    wanted = {mode: made[mode] for mode in MODES if mode in modes and anyof(mode)}
    if not wanted:
        raise InputError(fault("overpass.modes", allowed=", ".join(MODES)))
    return wanted | {"planned": PLANNED}


def _check(area: Any) -> None:
    """The area must be a polygon of degrees, and small enough to ask for."""
    from pyproj import Geod

    if area.is_empty or area.geom_type not in ("Polygon", "MultiPolygon"):
        raise InputError(fault("overpass.area"))
    west, south, east, north = area.bounds
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise InputError(fault("overpass.area"))
    km2 = abs(Geod(ellps="WGS84").geometry_area_perimeter(area)[0]) / 1e6
    if km2 > LARGEST_KM2:
        raise InputError(fault("overpass.large", km2=f"{km2:,.0f}", limit=f"{LARGEST_KM2:,.0f}"))


def _address(given: str) -> str:
    """Address of the service up to ``/api``."""
    plain = re.sub(r"/(interpreter|status)?/*$", "", given.strip())
    parts = urlparse(plain)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InputError(fault("overpass.url", found=given))
    return plain


def _bounds(area: Any) -> str:
    return ", ".join(f"{degree:.3f}" for degree in area.bounds)


def _slots(address: str, agent: str) -> bool:
    """Whether the service tells when a slot is free; where it does not, osmnx must not ask.

    Without a connection, without a status page, and of a service without limit (a bureau's own)
    osmnx would wait for a slot that never comes.
    """
    import osmnx
    import requests

    try:
        response = requests.get(f"{address}/status", headers={"User-Agent": agent}, timeout=15,
                                **osmnx.settings.requests_kwargs)
    except requests.exceptions.RequestException:
        return False
    lines = response.text.splitlines()
    limit = re.search(r"Rate limit: (\d+)", response.text)
    return response.ok and len(lines) > 4 and limit is not None and int(limit.group(1)) > 0


@contextmanager
def _settings(address: str, answers: Answers, timeout_s: float) -> Iterator[None]:
    """Settings of osmnx for one run; before and after they are the user's."""
    import osmnx

    agent = f"corridors/{__version__} (transport planning) OSMnx"
    wanted: dict[str, Any] = {
        "overpass_url": address,
        "overpass_rate_limit": _slots(address, agent),
        "requests_timeout": timeout_s,
        "requests_kwargs": {**osmnx.settings.requests_kwargs,
                            "hooks": {"response": answers.watch}},
        "http_user_agent": agent,
        "http_referer": "corridors",
        "doh_url_template": None,  # no names to a third party
        "use_cache": answers.folder is not None,
        "cache_only_mode": False,
        "all_oneway": True,
        "useful_tags_way": list(TAGS),
        "useful_tags_node": ["highway", "railway", "waterway", "barrier", "ref"],
    }
    if answers.folder is not None:
        wanted["cache_folder"] = answers.folder
    before = {name: getattr(osmnx.settings, name) for name in wanted}
    lookup = socket.getaddrinfo  # osmnx ties the name of the server to one machine
    try:
        for name, value in wanted.items():
            setattr(osmnx.settings, name, value)
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="This area is")
            yield
    finally:
        for name, value in before.items():
            setattr(osmnx.settings, name, value)
        socket.getaddrinfo = lookup
