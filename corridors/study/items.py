"""Which item is which, across runs and machines."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence, Set
from typing import Any

import numpy as np


def item_key(item: Any) -> str:
    """Identity of an item by its content, 24 hexadecimal digits.

    Raises
    ------
    TypeError
        Its text is a place in memory, which is another one in every run.

    Examples
    --------
    >>> item_key(("a", 1)) == item_key(("a", 1)) != item_key(("a", 2))
    True
    >>> item_key(frozenset("ab")) == item_key(frozenset("ba"))
    True
    """
    return hashlib.sha256(_text(item).encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _text(item: Any) -> str:
    """Text of an item, the same in every process: sets sorted, arrays whole."""
    if isinstance(item, np.ndarray):
        digest = hashlib.sha256(np.ascontiguousarray(item).tobytes()).hexdigest()
        return f"array({item.dtype.str},{item.shape},{digest})"
    if isinstance(item, Set):
        return f"{{{','.join(sorted(map(_text, item)))}}}"
    if isinstance(item, Mapping):
        return f"{{{','.join(sorted(f'{_text(k)}:{_text(v)}' for k, v in item.items()))}}}"
    if isinstance(item, Sequence) and not isinstance(item, str | bytes | range):
        return f"{type(item).__name__}({','.join(map(_text, item))})"
    text = repr(item)
    if " at 0x" in text:
        raise TypeError(f"an item of a study needs a repr of its content, not {text}")
    return text
