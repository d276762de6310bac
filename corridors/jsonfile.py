"""JSON files that users name, within bounds."""

from __future__ import annotations

import gc
import json
from pathlib import Path
from typing import Any

from corridors.errors import InputError, fault


def parse_json(path: Path, text: str, broken: str) -> Any:
    """Parse a JSON text of a file.

    Parameters
    ----------
    broken
        Message key of a text that is no JSON; its ``reason`` says why.

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
        data = json.loads(text)
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
