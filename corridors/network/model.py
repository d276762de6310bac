"""The frozen Network: tables of what stands on a date, and views of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from corridors.card import Card
from corridors.messages import listed, say
from corridors.network.frames import geo
from corridors.network.graphs import to_networkx
from corridors.network.rows import Rows
from corridors.rounding import show

if TYPE_CHECKING:
    import geopandas as gpd
    import networkx as nx


NAMED = 5
"""Projects that a card names; of more it gives the number."""


class Network(Rows):
    """The multimodal network of a date, read-only.

    Attributes
    ----------
    tables
        One :class:`~corridors.tables.Table` a name of :data:`corridors.schema.TABLES`.
    parameters
        Assumptions and rates that times, costs and CO2 are computed with.
    date
        The date the network stands for, ``YYYY-MM-DD``.
    projects
        Ids of the projects built into it, in the order in which they were applied.
    data_version
        Content hash of the data package it was read from.
    data_dir
        Folder of the data package; geometry is read from it on demand.

    Examples
    --------
    >>> import corridors
    >>> network = corridors.load_network()
    >>> network.date
    '2022-11-30'
    >>> network.links.frame().loc["rhl_02", "line_zh"]
    '衡柳线'
    """

    def card(self, lang: str) -> Card:
        """Its date, what is built into it, and how much of everything there is by mode.

        Parameters
        ----------
        lang
            ``zh`` or ``en``.

        Returns
        -------
        card
            Title, facts and rows, as a notebook shows them.
        """
        links, nodes, services = (self.tables[name] for name in ("links", "nodes", "services"))
        rows = []
        for mode in dict.fromkeys(map(str, [*links["mode"], *services["mode"]])):
            mine = links["mode"] == mode
            rows.append((say(f"mode.{mode}", lang), show(int(mine.sum()), "d0"),
                         show(float(links["length_km"][mine].sum()), "km"),
                         show(int((nodes["mode"] == mode).sum()), "d0"),
                         show(int((services["mode"] == mode).sum()), "d0")))
        heads = ("head.mode", "head.links", "head.length_km", "head.nodes", "head.services")
        facts = {"places": show(len(self.tables["places"]), "d0"),
                 "locks": show(len(self.tables["locks"]), "d0"),
                 "built": listed(self.projects[:NAMED], lang)}
        if len(self.projects) > NAMED:
            facts["built"] = say("made.and_more", lang, shown=facts["built"],
                                 count=len(self.projects) - NAMED)
        return Card(
            "Network", self.date, say("card.network", lang, date=self.date), facts,
            tuple(say(head, lang) for head in heads), tuple(rows), frozenset(range(1, 5)),
            stamp=say("card.data", lang, data=self.data_version),
            line=f"{len(self.tables['places'])} places, {len(links)} links, {len(services)} "
                 f"services, {len(self.projects)} projects, data {self.data_version}")

    @cached_property
    def place_sets(self) -> dict[str, tuple[str, ...]]:
        """Place ids of every set, sorted."""
        members: dict[str, list[str]] = {str(key): [] for key in self.tables["sets"]["id"]}
        places = self.tables["places"]
        for key, sets in zip(places["id"], places["sets"], strict=True):
            for name in sets:
                members.setdefault(name, []).append(str(key))
        return {name: tuple(ids) for name, ids in sorted(members.items())}

    @cached_property
    def served(self) -> frozenset[str]:
        """Places with a road node or a terminal of their own; the others are reached overland.

        Examples
        --------
        >>> import corridors
        >>> network = corridors.load_network()
        >>> len(network.served), "hengzhou" in network.served, "binyang" in network.served
        (104, True, False)
        """
        places = self.tables["places"]
        own = {str(key) for key, node in zip(places["id"], places["road_node_id"], strict=True)
               if node}
        return frozenset(own.union(str(key) for key in self.tables["nodes"]["place_id"] if key))

    @cached_property
    def spellings(self) -> dict[str, tuple[str, ...]]:
        """Every accepted spelling of a place, lower case, with the ids that it may mean."""
        found: dict[str, set[str]] = {}
        places = self.tables["places"]
        for i, key in enumerate(places["id"]):
            for name in (key, places["name_zh"][i], places["name_en"][i], places["pinyin"][i],
                         places["official_zh"][i], *places["aliases"][i]):
                if name:
                    found.setdefault(str(name).casefold(), set()).add(str(key))
        return {name: tuple(sorted(ids)) for name, ids in found.items()}

    def geo(self, name: str = "links") -> gpd.GeoDataFrame:
        """A table as a GeoDataFrame in degrees WGS84, a copy.

        Parameters
        ----------
        name
            ``links`` (with their course where drawn), ``places``, ``nodes`` or ``locks``.

        Returns
        -------
        frame
            To be plotted or written; edits do not reach the network.

        Raises
        ------
        InputError
            Any other table.

        Examples
        --------
        >>> import corridors
        >>> corridors.load_network().geo("locks").geometry.geom_type.unique().tolist()
        ['Point']
        """
        return geo(self, name)

    def to_networkx(self, modes: Iterable[str] | None = None) -> nx.MultiDiGraph:
        """The infrastructure as a MultiDiGraph that osmnx understands.

        Parameters
        ----------
        modes
            Modes to keep; all where None.

        Returns
        -------
        graph
            Integer node labels with the node's id as attribute ``id``; ``x``, ``y``,
            ``length`` in metres, ``travel_time`` in seconds, ``geometry`` where drawn.
        """
        return to_networkx(self, modes)
