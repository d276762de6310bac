"""Phase two: a new network from the old one, and the log of every value old -> new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from corridors.changes.grammar import Change
from corridors.changes.locks import lock_references
from corridors.changes.plan import Logged, Plan
from corridors.changes.resolve import take
from corridors.errors import ChangeError, fault
from corridors.network.model import Network
from corridors.schema import Value

AD_HOC = "ad_hoc"


@dataclass(frozen=True)
class Batch:
    """The changes of one project, or of a what-if.

    Attributes
    ----------
    after
        Projects whose values this one may set again; they are applied before it.
    sources
        Rows of ``sources`` that the project brings.
    """

    id: str
    changes: tuple[Change, ...]
    after: frozenset[str] = frozenset()
    sources: tuple[Mapping[str, Value], ...] = field(default=())


def apply(network: Network,
          changes: Iterable[Change | Batch]) -> tuple[Network, tuple[Logged, ...]]:
    """Apply changes to a network; the network itself stays as it was.

    Parameters
    ----------
    network
        What the changes apply to.
    changes
        Changes of a what-if, or batches, one a project.

    Returns
    -------
    after, log
        A new network and every value old -> new, in the order of application.

    Raises
    ------
    TypeError
        Something among the changes is none.
    ChangeError
        With the faults of all changes: a change that touches nothing, a stale ``existing``
        guard, two projects that set one value differently, a row that refers to nothing.

    Examples
    --------
    >>> import corridors
    >>> base = corridors.load_network()
    >>> faster = corridors.SetLinks(where={"lock": "lk_changzhou"}, values={"passage_h": 1.0})
    >>> after, log = corridors.apply(base, [faster])
    >>> log[0].table, log[0].column, log[0].new
    ('locks', 'passage_h', 1.0)
    >>> base == corridors.load_network()
    True
    """
    given = tuple(changes)
    loose = tuple(item for item in given if isinstance(item, Change))
    batches = [item for item in given if isinstance(item, Batch)]
    if len(loose) + len(batches) < len(given):
        raise TypeError("changes must be Change or Batch objects, such as SetLinks(...)")
    twice = [key for key, count in Counter(batch.id for batch in batches).items() if count > 1]
    if twice:
        raise ChangeError([fault("batch_twice", id=key) for key in twice])
    if loose:
        batches.append(Batch(AD_HOC, loose, frozenset(batch.id for batch in batches)))
    plan = Plan(network)
    reached = {batch.id: batch.after for batch in batches}
    for batch in _ordered(batches):
        plan.before[batch.id] = _closure(batch.id, reached)
        for source in batch.sources:
            known = plan.added.setdefault("sources", {})
            if str(source["id"]) not in network.tables["sources"]:
                known[str(source["id"])] = dict(source)
        for change in sorted(batch.changes, key=lambda item: item.order):
            take(plan, change, batch.id)
    plan.faults += lock_references(plan)
    if plan.faults:
        raise ChangeError(plan.faults)
    return _carried_out(plan, batches), tuple(plan.log)


def _ordered(batches: Iterable[Batch]) -> list[Batch]:
    """Batches with those they come after before them; ties by id.

    Raises
    ------
    ChangeError
        ``after`` or ``requires`` run in a circle.
    """
    from graphlib import CycleError, TopologicalSorter

    by_id = {batch.id: batch for batch in batches}
    sorter = TopologicalSorter({key: sorted(batch.after & by_id.keys())
                                for key, batch in sorted(by_id.items())})
    try:
        sorter.prepare()
    except CycleError as error:
        raise ChangeError(fault("order_cycle", found=" -> ".join(error.args[1]))) from None
    out: list[Batch] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        out += [by_id[key] for key in ready]
        sorter.done(*ready)
    return out


def _closure(key: str, after: Mapping[str, frozenset[str]]) -> frozenset[str]:
    seen: set[str] = set()
    stack = [key]
    while stack:
        for other in after.get(stack.pop(), frozenset()):
            if other not in seen:
                seen.add(other)
                stack.append(other)
    return frozenset(seen)


def _carried_out(plan: Plan, batches: Sequence[Batch]) -> Network:
    network, tables = plan.network, {}
    touched = {*plan.added, *(cell[0] for cell in plan.edits), *(t for t, _ in plan.removed)}
    for table in sorted(touched):
        old = network.tables[table]
        added = {key: dict(row) for key, row in plan.added.get(table, {}).items()}
        edits: dict[tuple[str, str], Value] = {}
        for (where, key, column), (value, _) in plan.edits.items():
            if where == table and key in added:
                added[key][column] = value
            elif where == table:
                edits[key, column] = value
        removed = {key for where, key in plan.removed if where == table}
        tables[table] = old.edited(
            edits, (row for key, row in added.items() if key not in removed), removed)
    done = tuple(batch.id for batch in _ordered(batches) if batch.id != AD_HOC)
    return network.with_tables(tables, projects=network.projects + done)
