"""Links, locks and terminals with a direction, in words."""

from __future__ import annotations

from corridors.messages import say
from corridors.network.model import Network
from corridors.report.locks import sense


def element_name(network: Network, table: str, key: str, direction: str, lang: str) -> str:
    """A link by its line and ends in the order of travel, a lock by its name and which way.

    Examples
    --------
    >>> import corridors
    >>> network = corridors.load_network()
    >>> element_name(network, "locks", "lk_changzhou", "ab", "en")
    'Changzhou lines 1 to 4, downstream'
    >>> element_name(network, "links", "cxg_03b", "ba", "zh")
    '湘桂线 柳州—鹧鸪江段'
    """
    names = f"name_{lang}"
    if table == "locks":
        locks = network.locks
        return say("element.lock", lang, lock=locks[names][locks.index[key]],
                   sense=say(f"sense.{sense(network, key, direction)}", lang))
    nodes = network.nodes
    if table == "nodes":
        return str(nodes[names][nodes.index[key]])
    rows = network.tables[table]
    i = rows.index[key]
    start, end = (str(nodes[names][nodes.index[str(rows[column][i])]])
                  for column in ("from_node_id", "to_node_id"))
    if direction == "ba":
        start, end = end, start
    if table == "transfers":
        return say("element.transfer", lang, start=start, end=end)
    return say("line.reach", lang, line=rows[f"line_{lang}"][i], start=start, end=end)


def link_of(network: Network, table: str, key: str) -> str:
    """The link that an element is or stands on; empty for others."""
    if table == "locks":
        return str(network.locks["link_id"][network.locks.index[key]])
    return key if table == "links" else ""
