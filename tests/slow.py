"""Studies that leave a line for each item that was worked off, for tests of what runs them."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

import numpy as np

from corridors.errors import InputError, fault
from corridors.study.model import Study


def prepare(spec: dict[str, Any]) -> dict[str, Any]:
    if spec.get("unready"):
        raise InputError(fault("file_empty", file="plan.csv"))
    _line(spec, "prepared", f"{os.getpid()}")
    return {**spec, "table": np.arange(6.0).reshape(2, 3)}


def work(context: dict[str, Any], item: int) -> dict[str, Any]:
    """Numbers of a seed; what the specification says about some items happens to them."""
    _line(context, "worked", f"{item} {os.getpid()}")
    time.sleep(context.get("slow", {}).get(item, context.get("sleep", 0.0)))
    if item in context.get("killed", ()):
        once = Path(context["folder"]) / f"killed{item}"
        if context["killed"][item] == "always" or not once.exists():
            once.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    if item in context.get("wrong", ()):
        raise InputError(fault("file_empty", file="plan.csv"))
    if item in context.get("bug", ()):
        raise ZeroDivisionError("a mistake of ours")
    random = np.random.default_rng([7, item])
    return {"table": context["table"] * random.random(), "time_h": random.random((item % 3, 2)),
            "found": np.array(item % 2 == 0), "name": np.array([f"甲{item}"]), "n": np.array(item)}


def study(folder: Path, count: int = 20, key: str = "k", **spec: Any) -> Study:
    """A study of the numbers from 0 to ``count``."""
    return Study("slow", key, prepare, work, {"folder": str(folder), **spec}, tuple(range(count)))


def worked(folder: Path) -> list[int]:
    """Items in the order in which they were worked off."""
    path = Path(folder) / "worked"
    return [int(line.split()[0]) for line in path.read_text().splitlines()] if path.exists() else []


def processes(folder: Path) -> set[str]:
    """Processes that made the study ready."""
    path = folder / "prepared"
    return set(path.read_text().split()) if path.exists() else set()


def _line(spec: dict[str, Any], name: str, text: str) -> None:
    Path(spec["folder"]).mkdir(exist_ok=True)
    with (Path(spec["folder"]) / name).open("a") as file:
        file.write(f"{text}\n")


def keep_spec(spec: Any) -> Any:
    return spec


def skims(network: Any, mode: str) -> dict[str, Any]:
    """Tables of one main mode."""
    from corridors.routing.skimtables import skim_tables

    found = skim_tables(network, ["mine"], ["bay"], profile="container", families=[mode])
    return dict(found.tables[mode].values)
