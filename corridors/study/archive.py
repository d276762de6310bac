"""Answers of a batch as one NumPy archive: what travels and what is kept.

Arrays of one name, type and shape are stacked over the items, since an archive of a thousand
small members is slow to write. Nothing is pickled, and each member carries a checksum.
"""

from __future__ import annotations

import io
import json
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from corridors.cache import packed
from corridors.study.model import Answer, Array

LAYOUT = "layout"


def pack(keys: Sequence[str], answers: Sequence[Answer]) -> bytes:
    """Archive of the answers of some items.

    Raises
    ------
    TypeError
        An answer holds something else than arrays of numbers and texts.

    Examples
    --------
    >>> both = unpack(pack(["a", "b"], [{"x": np.arange(2)}, {"x": np.array(1.5)}]))
    >>> both["a"]["x"], both["b"]["x"]
    (array([0, 1]), array(1.5))
    """
    groups: dict[tuple[str, str, tuple[int, ...]], list[tuple[int, Array]]] = {}
    orders: list[list[str]] = []
    for number, answer in enumerate(answers):
        orders.append([str(name) for name in answer])
        for name, value in answer.items():
            array = np.asarray(value)
            if array.dtype.hasobject:
                raise TypeError(f"array {name} of a study's answer holds objects")
            groups.setdefault((str(name), array.dtype.str, array.shape), []).append(
                (number, array))
    different = list(dict.fromkeys(map(tuple, orders)))
    layout = {"keys": list(keys), "names": different,
              "order": [different.index(tuple(order)) for order in orders],
              "groups": [[name, [number for number, _ in members]]
                         for (name, _, _), members in groups.items()]}
    arrays: dict[str, Any] = {LAYOUT: np.array(json.dumps(layout))}
    for place, members in enumerate(groups.values()):
        arrays[f"a{place}"] = np.stack([array for _, array in members])
    return packed(arrays)


def unpack(data: bytes | Path, wanted: Collection[str] | None = None) -> dict[str, Answer]:
    """Answers by the key of their item; each array is one of its own.

    Parameters
    ----------
    data
        An archive or its file.
    wanted
        Keys; a file that holds none of them is not read any further.

    Raises
    ------
    Exception
        Whatever a broken archive leads to.
    """
    with (io.BytesIO(data) if isinstance(data, bytes) else data.open("rb") as file,
          np.load(file, allow_pickle=False) as stored):
        layout: Mapping[str, Any] = json.loads(str(stored[LAYOUT]))
        found: list[dict[str, Array]] = [{} for _ in layout["keys"]]
        if wanted is not None and not any(key in wanted for key in layout["keys"]):
            return {}
        for place, (name, numbers) in enumerate(layout["groups"]):
            stacked = stored[f"a{place}"]
            if len(stacked) != len(numbers):
                raise ValueError(name)
            for row, number in enumerate(numbers):
                found[number][name] = np.array(stacked[row])
    return {key: {name: found[number][name] for name in layout["names"][order]}
            for number, (key, order) in enumerate(zip(layout["keys"], layout["order"],
                                                      strict=True))
            if wanted is None or key in wanted}
