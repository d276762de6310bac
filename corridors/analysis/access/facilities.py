"""What counties want to be near: which terminals and entries of a network count.

A station or port counts where something serves it: a link that is open to the profile ends there,
or a running service stops there. So a station that a project adds exists only after, and a node
that waits for its line does not exist before. Stations between the nodes count too, see
:mod:`~corridors.analysis.access.halts`. Airports count where they stand, since the network
has flights to the hubs only. Terminals abroad are left out: a border lies between.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from corridors.analysis.access.halts import halts
from corridors.errors import InputError, fault
from corridors.network.integrity import HIGH_SPEED
from corridors.network.model import Network
from corridors.routing.impedance import Impedance
from corridors.routing.runs import RUNNING

FACILITIES = ("high_speed_station", "airport", "expressway", "port", "inland_port", "sea_port",
              "rail_freight_terminal")
PASSENGER, FREIGHT = "passenger", "container"
PROFILE = {kind: FREIGHT if kind in ("port", "inland_port", "sea_port", "rail_freight_terminal")
           else PASSENGER for kind in FACILITIES}
"""Whose vehicle drives there, and who must be served there: cars to stations, airports and
expressways, container lorries to ports and freight terminals."""
MODES = {"high_speed_station": ("rail",), "airport": ("air",), "port": ("inland", "sea"),
         "inland_port": ("inland",), "sea_port": ("sea",), "rail_freight_terminal": ("rail",)}
EXPRESSWAY = "expressway"
"""How the classes of roads begin that count."""
ABROAD = "port"
"""Kind of the places abroad."""


@dataclass(frozen=True)
class Facility:
    """A terminal.

    Attributes
    ----------
    id
        Of its node, or of the halt.
    place
        Place id of the place that it belongs to; empty where it belongs to none.
    halt
        Whether it is a station between the nodes of a high-speed line.
    """

    id: str
    name_zh: str
    name_en: str
    lon: float
    lat: float
    place: str = ""
    halt: bool = False

    def name(self, lang: str) -> str:
        """Name in a language."""
        return self.name_zh if lang == "zh" else self.name_en


def check_facility(kind: str) -> str:
    """A kind of facility, if there is such a kind.

    Raises
    ------
    InputError
        There is none; the kinds are listed.
    """
    if kind not in FACILITIES:
        raise InputError(fault("choice_unknown", what="to", found=kind,
                               allowed=", ".join(FACILITIES), suggestion=""))
    return kind


def facilities(network: Network, kind: str) -> tuple[Facility, ...]:
    """The terminals of a kind in China that are served, sorted by id.

    Entries of expressways are no terminals, see :mod:`~corridors.analysis.access.nearest`.

    Raises
    ------
    InputError
        There is no such kind.

    Examples
    --------
    >>> import corridors
    >>> ports = facilities(corridors.load_network(), "sea_port")
    >>> "se_qinzhou" in {port.id for port in ports}, "se_singapore" in {port.id for port in ports}
    (True, False)
    """
    if check_facility(kind) == EXPRESSWAY:
        return ()
    nodes = network.nodes
    impedance = Impedance(network, PROFILE[kind], "time")
    served = {str(key) for key in nodes["id"]} if kind == "airport" else _served(
        network, kind, impedance)
    found = []
    for i, key in enumerate(nodes["id"]):
        if (nodes["mode"][i] in MODES[kind] and nodes["kind"][i] != "junction"
                and impedance.boards in nodes["handles"][i] and str(key) in served
                and not _abroad(network, i)):
            found.append(Facility(str(key), str(nodes["name_zh"][i]), str(nodes["name_en"][i]),
                                  float(nodes["lon"][i]), float(nodes["lat"][i]),
                                  str(nodes["place_id"][i])))
    if kind == "high_speed_station":
        found += [Facility(one.id, one.name_zh, one.name_en, one.lon, one.lat, one.place, True)
                  for one in halts(network, _high_speed(network, impedance))]
    return tuple(sorted(found, key=lambda one: one.id))


def province(network: Network, one: Facility) -> str:
    """Province of the place of a facility, Chinese; empty where it belongs to no place."""
    places = network.places
    return str(places["province_zh"][places.index[one.place]]) if one.place else ""


def _abroad(network: Network, node: int) -> bool:
    place, places = str(network.nodes["place_id"][node]), network.places
    return bool(place) and str(places["kind"][places.index[place]]) == ABROAD


def _high_speed(network: Network, impedance: Impedance) -> frozenset[str]:
    """Links of high-speed lines that are open to passenger trains."""
    links = network.links
    return frozenset(
        str(key) for key, kind, traffic in zip(
            links["id"], links["class"], links["traffic"], strict=True)
        if str(kind).startswith(HIGH_SPEED) and traffic != impedance.closed("rail"))


def _served(network: Network, kind: str, impedance: Impedance) -> set[str]:
    """Nodes at which a link of the kind ends, or a running service stops."""
    links = network.links
    open_ = np.isin(links["mode"].astype(str), MODES[kind])
    for mode in MODES[kind]:
        open_ &= (links["mode"] != mode) | (links["traffic"] != impedance.closed(mode))
    if kind == "high_speed_station":
        open_ &= np.char.startswith(links["class"].astype(str), HIGH_SPEED)
    found = {str(links[end][i]) for i in np.flatnonzero(open_)
             for end in ("from_node_id", "to_node_id")}
    if kind == "high_speed_station":  # services run on lines that are drawn
        return found
    services, stops = network.services, network.service_stops
    runs = {str(key) for i, key in enumerate(services["id"])
            if services["status"][i] in RUNNING and services["headway_h"][i] > 0
            and services["mode"][i] in MODES[kind]
            and impedance.boards in services["profiles"][i]}
    return found | {str(node) for node, service in
                    zip(stops["node_id"], stops["service_id"], strict=True)
                    if str(service) in runs}
