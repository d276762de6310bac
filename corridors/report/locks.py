"""What is said of locks: limits of ships, and how queues came about."""

from __future__ import annotations

from collections.abc import Iterable

from corridors.messages import say
from corridors.network.model import Network
from corridors.routing.limits import Limit
from corridors.routing.passages import LockQueue
from corridors.routing.trip import Trip

MOST = 4
"""Limits of one trip that are named."""


def limit_lines(trip: Trip, network: Network, lang: str) -> list[str]:
    """What shuts the way for every ship, or what bounds the payload."""
    limits: tuple[Limit, ...] = trip.limits
    if not limits:
        return []
    vessels = network.vessels
    names = {item.vessel: str(vessels[f"name_{lang}"][vessels.index[item.vessel]])
             for item in limits}
    shown = [{"name": _where(network, item, lang), "limit": f"{item.limit:g}",
              "dimension": say(f"limit.{item.dimension}", lang), "unit": item.unit,
              "needed": f"{item.needed:.3g}" if item.needed < 100 else f"{item.needed:.0f}",
              "vessel": names[item.vessel]} for item in limits[:MOST]]
    more = [say("line.more", lang, count=len(limits) - MOST)] if len(limits) > MOST else []
    if trip.found:
        items = [say("line.limit_item", lang, **item) for item in shown]
        text = ("；" if lang == "zh" else "; ").join([*items, *more])
        return [say("line.limit_payload", lang, limits=text, vessel=shown[0]["vessel"])]
    return [say("line.limit_shut", lang, **item) for item in shown] + more


def _where(network: Network, limit: Limit, lang: str) -> str:
    """A lock by name, a reach by its river and ends."""
    if limit.table == "locks":
        return str(network.locks[f"name_{lang}"][network.locks.index[limit.id]])
    links, nodes = network.links, network.nodes
    i = links.index[limit.id]
    start, end = (str(nodes[f"name_{lang}"][nodes.index[str(links[column][i])]])
                  for column in ("from_node_id", "to_node_id"))
    return say("line.reach", lang, line=links[f"line_{lang}"][i], start=start, end=end)


def queue_lines(queues: Iterable[LockQueue], network: Network, lang: str) -> list[str]:
    """How queues came about that are not simply those of the table."""
    lines = []
    for queue in queues:
        if queue.state in ("scaled", "capped", "overfull"):
            lines.append(queue_line(queue, network, lang))
        if queue.opening_h:
            lines.append(queue_line(queue, network, lang, "opening"))
    return lines


def queue_line(queue: LockQueue, network: Network, lang: str, state: str = "") -> str:
    """One queue, with its use of capacity."""
    locks = network.locks
    return say(f"lock_state.{state or queue.state}", lang,
               lock=locks[f"name_{lang}"][locks.index[queue.lock]],
               sense=say(f"sense.{sense(network, queue.lock, queue.direction)}", lang),
               stored=f"{queue.stored_h:.3g}", hours=f"{queue.hours:.3g}",
               opening=f"{queue.opening_h:.2g}", before=_percent(queue.reference_use),
               now=_percent(queue.use))


def sense(network: Network, lock: str, direction: str) -> str:
    """Whether a direction of a lock leads ``down`` or ``up``, or ``still`` where nothing flows."""
    links = network.links
    link = str(network.locks["link_id"][network.locks.index[lock]])
    flow = str(links["flow"][links.index[link]])
    return "still" if flow == "still" else "down" if flow == direction else "up"


def _percent(share: float | None) -> str:
    return "—" if share is None else f"{100 * share:.0f}"
