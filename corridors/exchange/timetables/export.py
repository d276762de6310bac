"""Passenger trains and flights of a network as a frequency-based GTFS feed.

For programs that plan public transport journeys, such as r5py and OpenTripPlanner. A service has
one trip in each direction, run every so often (``exact_times=0``) through the whole day.
"""

from __future__ import annotations

import csv
import io
import math
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date as calendar
from datetime import timedelta

from corridors import __version__
from corridors.errors import InputError, fault
from corridors.exchange.package import Loss
from corridors.messages import say
from corridors.network.model import Network
from corridors.routing.timed import LINE, Timed, timed
from corridors.units import HOURS_PER_DAY, SECONDS_PER_HOUR

HOME = "https://example.org/corridors"
"""The format wants an address of the agency; there is none."""
ZONE = "Asia/Shanghai"
AGENCY = "corridors"
ROUTE_TYPES = {"rail": "2", "air": "1100"}
DAYS = 365
EPOCH = (2000, 1, 1, 0, 0, 0)
"""Date of the files in the archive."""


@dataclass(frozen=True)
class Feed:
    """A feed that was made.

    Attributes
    ----------
    files
        Content by name.
    services, lines, stops
        Routes with a service of the network, routes of lines without a timetable, stops.
    """

    files: dict[str, bytes]
    services: int
    lines: int
    stops: int
    losses: tuple[Loss, ...]

    def zip(self) -> bytes:
        """The feed as an archive, the same bytes for the same files."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in sorted(self.files.items()):
                archive.writestr(zipfile.ZipInfo(name, EPOCH), content,
                                 compress_type=zipfile.ZIP_DEFLATED)
        return stream.getvalue()


def gtfs(network: Network, *, lines: bool = True, stamp: str = "") -> Feed:
    """A network's passenger trains and flights as GTFS.

    Parameters
    ----------
    lines
        Lines without a timetable too, at the headway that the parameters give their class.
    stamp
        Hash of the scenario, put into the version beside those of data and package.

    Raises
    ------
    InputError
        The network has no passenger service.
    """
    found, left = timed(network, lines=lines)
    rare = {one.id for one in found if one.headway_h > HOURS_PER_DAY}
    found = [one for one in found if one.id not in rare]
    if not found:
        raise InputError(fault("gtfs.nothing"))
    version = " ".join(filter(None, (network.data_version, __version__, stamp)))
    routes = {one.id: one for one in found}
    stops = sorted({stop for one in found for stop in one.stops})
    first = calendar.fromisoformat(network.date)
    span = f"{first:%Y%m%d}", f"{first + timedelta(days=DAYS - 1):%Y%m%d}"
    rows: dict[str, Iterable[Sequence[str]]] = {
        "agency.txt": [("agency_id", "agency_name", "agency_url", "agency_timezone",
                        "agency_lang"), (AGENCY, AGENCY, HOME, ZONE, "zh")],
        "feed_info.txt": [("feed_publisher_name", "feed_publisher_url", "feed_lang",
                           "feed_start_date", "feed_end_date", "feed_version"),
                          (AGENCY, HOME, "zh", *span, version)],
        "calendar.txt": [("service_id", "monday", "tuesday", "wednesday", "thursday", "friday",
                          "saturday", "sunday", "start_date", "end_date"),
                         ("daily", *"1111111", *span)],
        "stops.txt": _stops(network, stops), "routes.txt": _routes(network, routes.values()),
        "translations.txt": _translations(network, stops, routes.values()),
        "trips.txt": [("route_id", "service_id", "trip_id", "direction_id"), *(
            (one.id, "daily", trip_id(one), str(int(one.back))) for one in found)],
        "stop_times.txt": [("trip_id", "arrival_time", "departure_time", "stop_id",
                            "stop_sequence"), *(row for one in found for row in _times(one))],
        "frequencies.txt": [("trip_id", "start_time", "end_time", "headway_secs", "exact_times"), *(
            (trip_id(one), "00:00:00", "24:00:00",
             str(max(1, round(one.headway_h * SECONDS_PER_HOUR))), "0") for one in found)]}
    own = sum(key.startswith(LINE) for key in routes)
    losses = [Loss(key, {"count": count}) for key, count in (
        ("gtfs.out_lines", own), ("gtfs.out_rare", len(rare)),
        ("gtfs.out_broken", left["broken"]), ("gtfs.out_branched", left["branched"])) if count]
    return Feed({name: _csv(content) for name, content in rows.items()}, len(routes) - own, own,
                len(stops), (*losses, Loss("gtfs.out_fares"), Loss("gtfs.out_days")))


def trip_id(one: Timed) -> str:
    """Id of the trip of a service in one direction."""
    return f"{one.id}:back" if one.back else one.id


def clock(time: float) -> str:
    """Seconds as ``HH:MM:SS``.

    Examples
    --------
    >>> clock(90061.4)
    '25:01:01'
    """
    whole = math.floor(time + 0.5)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def _times(one: Timed) -> Iterable[Sequence[str]]:
    """Calls of a trip; a section takes a second at least, so that no two calls are at once."""
    at = 0.0
    for n, stop in enumerate(one.stops):
        leave = at + (one.dwell_h[n - 1] * SECONDS_PER_HOUR if 0 < n < len(one.stops) - 1 else 0)
        yield trip_id(one), clock(at), clock(leave), stop, str(n + 1)
        if n < len(one.run_h):
            at = leave + max(1.0, one.run_h[n] * SECONDS_PER_HOUR)


def _stops(network: Network, stops: Sequence[str]) -> list[Sequence[str]]:
    nodes = network.nodes
    return [("stop_id", "stop_name", "stop_lat", "stop_lon"), *(
        (key, str(nodes["name_zh"][i]), f"{nodes['lat'][i]:.5f}", f"{nodes['lon'][i]:.5f}")
        for key, i in ((key, nodes.index[key]) for key in stops))]


def _names(network: Network, key: str) -> tuple[str, str]:
    """Name of a service or line in Chinese and English."""
    if not key.startswith(LINE):
        row = network.services.row(key)
        return str(row["name_zh"]), str(row["name_en"])
    links, line = network.links, key.removeprefix(LINE)
    i = next(i for i, name in enumerate(links["line"]) if name == line)
    return str(links["line_zh"][i]), str(links["line_en"][i])


def _routes(network: Network, routes: Iterable[Timed]) -> list[Sequence[str]]:
    return [("route_id", "agency_id", "route_long_name", "route_type", "route_desc"), *(
        (one.id, AGENCY, _names(network, one.id)[0], ROUTE_TYPES[one.mode],
         say("gtfs.out_desc_line" if one.id.startswith(LINE) else "gtfs.out_desc", "zh"))
        for one in routes)]


def _translations(network: Network, stops: Iterable[str],
                  routes: Iterable[Timed]) -> list[Sequence[str]]:
    nodes = network.nodes
    return [("table_name", "field_name", "language", "translation", "record_id"), *(
        ("stops", "stop_name", "en", str(nodes["name_en"][nodes.index[key]]), key)
        for key in stops), *(
        ("routes", "route_long_name", "en", _names(network, one.id)[1], one.id)
        for one in routes)]


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue().encode()
