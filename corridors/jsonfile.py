"""JSON files that users name, within bounds."""

from __future__ import annotations

import gc
import json
from collections import Counter
from pathlib import Path
from typing import Any

from corridors.errors import InputError, fault


def parse_json(path: Path, text: str, broken: str, *, strict: bool = False) -> Any:
    """Parse a JSON text of a file.

    Parameters
    ----------
    broken
        Message key of a text that is no JSON; its ``reason`` says why.
    strict
        Refuse a key that stands twice in one object, and ``NaN`` and ``Infinity``, as well.

    Raises
    ------
    InputError
        No JSON, nested too deep, a number of thousands of digits, or codes that stand for no
        character and could be written nowhere.

    Examples
    --------
    >>> parse_json(Path("a.json"), '{"a": [1]}', "point.geojson")
    {'a': [1]}
    """
    collecting = gc.isenabled()
    gc.disable()  # it would look through millions of small lists again and again
    try:
        data = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number
                          ) if strict else json.loads(text)
        if "\\ud" in text or "\\uD" in text:  # half of a pair, maybe
            json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise InputError(fault("hostile.surrogate", file=path)) from None
    except RecursionError:
        raise InputError(fault("hostile.json_deep", file=path)) from None
    except (ValueError, MemoryError) as error:
        raise InputError(fault(broken, file=path, reason=error)) from None
    finally:
        if collecting:
            gc.enable()
    return data


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        twice, _ = Counter(key for key, _ in pairs).most_common(1)[0]
        raise ValueError(f"{twice[:80]} stands twice in one object")
    return made


def _no_number(word: str) -> Any:
    raise ValueError(f"{word} is no number")
