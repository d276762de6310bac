"""Tables of a base and of what becomes of it, solving again only what the changes reach."""

from __future__ import annotations

from collections.abc import Iterable

from corridors.analysis.compare import touches
from corridors.changes import Logged
from corridors.families import FAMILIES
from corridors.network.model import Network
from corridors.routing.skimtables import SkimTables, skim_tables


def touched_families(base: Network, after: Network, log: Iterable[Logged],
                     families: Iterable[str]) -> tuple[str, ...]:
    """Main modes whose trips a change can reach, in the order given.

    Parameters
    ----------
    log
        Every network value old -> new; changes of parameters reach all main modes.
    """
    wanted, rows = tuple(families), tuple(log)
    if base.parameters is not after.parameters and dict(base.parameters) != dict(after.parameters):
        return wanted
    return tuple(name for name in wanted if touches(base, after, rows, FAMILIES[name]))


def after_tables(base: Network, after: Network, log: Iterable[Logged], known: SkimTables, *,
                 objective: str = "generalised", season: str = "normal") -> SkimTables:
    """Tables of the after state where those of the base are known.

    Parameters
    ----------
    known
        Tables of the base with the same objective and season; its main modes are solved again
        where the changes reach them and taken over where they do not.
    """
    touched = touched_families(base, after, log, known.tables)
    again = skim_tables(after, known.origins, known.destinations, profile=known.profile,
                        families=touched, objective=objective, season=season).tables \
        if touched else {}
    return SkimTables(known.profile, known.origins, known.destinations,
                      {name: again.get(name, table) for name, table in known.tables.items()})


def both_tables(base: Network, after: Network, log: Iterable[Logged], origins: Iterable[str],
                destinations: Iterable[str], *, profile: str, families: Iterable[str],
                objective: str = "generalised",
                season: str = "normal") -> tuple[SkimTables, SkimTables]:
    """Tables of some main modes before and after a change.

    Parameters
    ----------
    log
        Every network value old -> new that leads from ``base`` to ``after``.
    origins, destinations, families
        As in :func:`~corridors.routing.skimtables.skim_tables`.

    Returns
    -------
    base, after
        Main modes that no change can reach share one table.

    Examples
    --------
    >>> import corridors
    >>> base = corridors.load_network()
    >>> after, log = corridors.apply(base, [corridors.SetLinks(
    ...     where={"lock": "lk_changzhou"}, values={"outage_share": 0.25})])
    >>> before, then = both_tables(base, after, log, ["nanning"], ["guangzhou"],
    ...                            profile="bulk", families=["rail", "waterway"])
    >>> before.tables["rail"] is then.tables["rail"]
    True
    >>> slow, quick = (t.tables["waterway"].values["time_h"] for t in (then, before))
    >>> bool(slow > quick)
    True
    """
    known = skim_tables(base, origins, destinations, profile=profile, families=families,
                        objective=objective, season=season)
    return known, after_tables(base, after, log, known, objective=objective, season=season)
