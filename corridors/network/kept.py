"""What follows from tables alone, worked out once for as long as the tables live."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import partial, wraps
from typing import Any, TypeVar

from corridors.tables import Table

Found = TypeVar("Found")


def kept(work: Callable[..., Found]) -> Callable[..., Found]:
    """Keep what a function of frozen tables (and hashable values behind them) returns.

    Networks that differ in their parameters alone share their tables, so a study of many draws
    works such things out once. What is returned must not be changed by anyone.

    Examples
    --------
    >>> import corridors
    >>> network, asked = corridors.load_network(), []
    >>> @kept
    ... def count(table):
    ...     asked.append(table.name)
    ...     return len(table)
    >>> count(network.links) == count(network.links), asked
    (True, ['links'])
    """
    store: dict[tuple[Any, ...], tuple[Found, list[weakref.ref[Table]]]] = {}

    def forget(key: tuple[Any, ...], _: object) -> None:
        store.pop(key, None)

    @wraps(work)
    def found(*given: Any) -> Found:
        tables = [item for item in given if isinstance(item, Table)]
        key = (*map(id, tables), *given[len(tables):])
        if key not in store:
            # the references go with the entry, so that a table that lives on gathers none
            gone = partial(forget, key)
            store[key] = work(*given), [weakref.ref(table, gone) for table in tables]
        return store[key][0]

    return found
