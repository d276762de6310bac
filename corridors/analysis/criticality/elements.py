"""What is taken out or halved: links, lines, locks, terminals and services, and what that means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from corridors.families import check_choice
from corridors.network.model import Network

What = Literal["links", "lines", "locks", "terminals", "services"]
WHAT: tuple[What, ...] = ("links", "lines", "locks", "terminals", "services")
Kind = Literal["removed", "halved"]
KINDS: tuple[Kind, ...] = ("removed", "halved")


@dataclass(frozen=True, order=True)
class Hit:
    """What is done to a network; elements to which the same is done share one.

    Attributes
    ----------
    table
        Table of the rows that are hit; ``closures`` for a closure by its id.
    keys
        Ids of the rows, sorted.
    """

    kind: str
    table: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Element:
    """One thing that may fail.

    Attributes
    ----------
    what
        One of :data:`WHAT`.
    keys
        Rows that it consists of: the links of a line, else the row itself.
    mode
        Mode of the rows.
    link
        Link that a lock stands on; empty for others.
    """

    what: What
    id: str
    name_zh: str
    name_en: str
    mode: str
    keys: tuple[str, ...]
    link: str = ""

    def hit(self, kind: Kind) -> Hit | None:
        """What happens to the network; None where there is nothing to halve.

        A lock that is out of order closes its link. The open sea has no speed to be halved.
        """
        if self.what == "locks":
            return Hit(kind, "links", (self.link,)) if kind == "removed" \
                else Hit(kind, "locks", self.keys)
        if self.what in ("links", "lines"):
            return None if kind == "halved" and self.mode == "sea" \
                else Hit(kind, "links", self.keys)
        return Hit(kind, "nodes" if self.what == "terminals" else "services", self.keys)


def elements(network: Network, what: Iterable[str] = WHAT) -> tuple[Element, ...]:
    """All elements of some kinds, in the order of :data:`WHAT` and of their ids.

    Raises
    ------
    InputError
        A kind that does not exist.

    Examples
    --------
    >>> import corridors
    >>> found = {item.id: item for item in elements(corridors.load_network(), ["locks"])}
    >>> found["lk_changzhou"].hit("removed").keys
    ('xj_guiping_changzhou',)
    """
    wanted = {check_choice("what", name, WHAT) for name in what}
    makers = {"links": _links, "lines": _lines, "locks": _locks, "terminals": _terminals,
              "services": _services}
    return tuple(item for name in WHAT if name in wanted for item in makers[name](network))


def _ends(network: Network, i: int, lang: str) -> str:
    nodes, links = network.nodes, network.links
    return "—".join(str(nodes[f"name_{lang}"][nodes.index[str(links[end][i])]])
                    for end in ("from_node_id", "to_node_id"))


def _links(network: Network) -> Iterator[Element]:
    links = network.links
    for i, key in enumerate(links["id"]):
        zh, en = ((f"{links[f'line_{lang}'][i]}（{_ends(network, i, lang)}）" if lang == "zh" else
                   f"{links[f'line_{lang}'][i]} ({_ends(network, i, lang)})")
                  for lang in ("zh", "en"))
        yield Element("links", str(key), zh, en, str(links["mode"][i]), (str(key),))


def _lines(network: Network) -> Iterator[Element]:
    links = network.links
    members: dict[str, list[int]] = defaultdict(list)
    for i, line in enumerate(links["line"]):
        members[str(line)].append(i)
    for line, rows in sorted(members.items()):
        zh, en = (_common([str(links[f"line_{lang}"][i]) for i in rows]) or line
                  for lang in ("zh", "en"))
        yield Element("lines", line, zh, en, str(links["mode"][rows[0]]),
                      tuple(sorted(str(links["id"][i]) for i in rows)))


def _common(names: list[str]) -> str:
    """The name of a line whose links have one each: the one they share, else the shortest."""
    return min(dict.fromkeys(names), key=lambda name: (-names.count(name), len(name), name))


def _locks(network: Network) -> Iterator[Element]:
    locks = network.locks
    for i, key in enumerate(locks["id"]):
        yield Element("locks", str(key), str(locks["name_zh"][i]), str(locks["name_en"][i]),
                      "inland", (str(key),), str(locks["link_id"][i]))


def _terminals(network: Network) -> Iterator[Element]:
    nodes = network.nodes
    for i, key in enumerate(nodes["id"]):
        if nodes["mode"][i] != "road" and nodes["handles"][i]:
            yield Element("terminals", str(key), str(nodes["name_zh"][i]),
                          str(nodes["name_en"][i]), str(nodes["mode"][i]), (str(key),))


def _services(network: Network) -> Iterator[Element]:
    services = network.services
    for i, key in enumerate(services["id"]):
        if services["headway_h"][i] > 0:
            yield Element("services", str(key), str(services["name_zh"][i]),
                          str(services["name_en"][i]), str(services["mode"][i]), (str(key),))
