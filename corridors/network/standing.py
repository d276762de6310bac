"""Source and confidence of single figures, where they differ from those of their row."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from corridors.network.rows import Rows
from corridors.tables import read_table

UNPUBLISHED = ("assumption", "assumed")


@lru_cache(maxsize=2)
def _standing(folder: Path) -> dict[tuple[str, str, str], tuple[str, str]]:
    table, _ = read_table(folder / "values.csv", "values")
    if table is None:
        return {}
    return {(str(table["table"][i]), str(table["row_id"][i]), str(table["column"][i])):
            (str(table["source_id"][i]), str(table["confidence"][i])) for i in range(len(table))}


def figure(network: Rows, table: str, key: str, column: str,
           otherwise: tuple[str, str] = UNPUBLISHED) -> tuple[str, str]:
    """Source and confidence of one figure, ``otherwise`` where ``values.csv`` does not name it.

    A figure that ``values.csv`` does not name is an assumption: what a source says about a lock
    is its size, seldom its passage or its queue.
    """
    if network.data_dir is None:
        return otherwise
    return _standing(network.data_dir).get((table, key, column), otherwise)
