"""What Overpass answers, watched as it comes in: refusals, remarks, and how old the data are.

osmnx asks, waits for a free slot, asks again when the server is busy, and keeps each answer in
its cache. What it passes over is looked at here: a remark beside data that are cut short, a
server that stays busy, and the date of the data.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_plus

from corridors import cache
from corridors.analysis.ticks import Tick
from corridors.errors import Fault, ServiceError
from corridors.messages import Word

if TYPE_CHECKING:
    import requests

BUSY = (429, 504)
"""Too many requests, and no answer in time: osmnx pauses and asks again."""
TRIES = 4
"""Busy answers in a row after which the toolkit gives up."""
_BASE = re.compile(rb'"timestamp_osm_base"\s*:\s*"([^"]+)"')
_REMARK = re.compile(rb'\]\s*,\s*"remark"\s*:\s*"((?:[^"\\]|\\.)*)"\s*\}\s*\Z')
"""At the very end, after the elements; a tag of that name is none."""


def cache_folder() -> Path | None:
    """Folder for what Overpass answered; None where there is none to write to."""
    base = cache.folder()
    if base is None:
        return None
    try:
        (base / "overpass").mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    cache.tidy(base / "overpass")
    return base / "overpass" if os.access(base / "overpass", os.W_OK) else None


@dataclass
class Answers:
    """Watches the answers of one run.

    Parameters
    ----------
    host
        Name of the server, for messages.
    folder
        Where notes on the age of the data are kept beside the answers.
    key
        Names the area; with a filter it names a note.
    """

    host: str
    folder: Path | None
    key: str
    tick: Tick
    count: int = 0
    busy: int = field(default=0, init=False)

    def watch(self, response: requests.Response, *_: object, **__: object) -> None:
        """Look at an answer before osmnx does.

        Raises
        ------
        ServiceError
            The server refuses, stays busy, or says that its answer is not whole.
        """
        if response.request.method != "POST":
            return
        try:
            self._look(response)
        except ServiceError:
            response.close()
            raise

    def _look(self, response: requests.Response) -> None:
        status = response.status_code
        if status in BUSY:
            self.busy += 1
            if self.busy >= TRIES:
                raise self.error("overpass.busy", status=status, tries=self.busy)
            self.tick("overpass.step.busy")
            return
        if status >= 400:
            raise self.error("overpass.refused", status=status, reason=response.reason or "")
        self.busy = 0
        remark = _REMARK.search(response.content[-4000:])
        if remark is not None:
            text = str(json.loads(b'"' + remark.group(1) + b'"')).strip()
            raise self.error("overpass.remark", remark=text)
        found = _BASE.search(response.content[:2000])
        if found is not None and response.content.rstrip().endswith(b"}"):
            self._note(_asked(response.request.body), found.group(1).decode("ascii", "replace"))
        self.count += 1
        self.tick("overpass.step.answer")

    def error(self, key: str, **values: object) -> ServiceError:
        """An error that says how far the run came and whether that is kept."""
        kept = Word("overpass.lost" if self.folder is None else "overpass.kept")
        return ServiceError(Fault(key, {"host": self.host, "count": self.count, "kept": kept,
                                        **values}))

    def dates(self, filters: Mapping[str, str]) -> tuple[str, str]:
        """The oldest and the newest date of the data, of this run and of the cache.

        Parameters
        ----------
        filters
            Overpass filters by mode.
        """
        found = [date for one in filters.values() for date in self._read(one)]
        return (min(found), max(found)) if found else ("", "")

    def _note(self, query: str, date: str) -> None:
        asked = re.search(r"way(\[.*\])\(poly:", query)
        if asked is None:
            return
        dates = sorted({*self._read(asked.group(1)), date})
        self._seen[asked.group(1)] = [dates[0], dates[-1]]
        if self.folder is not None:
            cache.write(self._path(asked.group(1)),
                        json.dumps(self._seen[asked.group(1)]).encode())

    def _read(self, asked: str) -> list[str]:
        if asked not in self._seen and self.folder is not None:
            try:
                kept = json.loads(self._path(asked).read_text(encoding="utf-8"))
                self._seen[asked] = [str(date) for date in kept]
            except (OSError, ValueError, TypeError):
                return []
        return self._seen.get(asked, [])

    def _path(self, asked: str) -> Path:
        assert self.folder is not None
        name = hashlib.sha256(f"{self.key}\n{asked}".encode()).hexdigest()[:40]
        return self.folder / f"{name}.dates"

    _seen: dict[str, list[str]] = field(default_factory=dict, init=False)


def drop_broken(folder: Path) -> int:
    """Take answers out of the cache that were not written to their end; how many.

    osmnx writes in place, so that a stop in the middle leaves half a file that it would stumble
    over for ever.
    """
    dropped = 0
    for path in folder.glob("*.json"):
        try:
            json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            path.unlink(missing_ok=True)
            dropped += 1
    return dropped


def _asked(body: Any) -> str:
    """The query of a request, out of its form."""
    text = body.decode("utf-8", "replace") if isinstance(body, bytes) else str(body or "")
    return unquote_plus(text.removeprefix("data="))
