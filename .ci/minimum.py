"""The least versions that pyproject.toml declares, as constraints for pip, one a line.

    python .ci/minimum.py pyproject.toml office osm

names the dependencies of the package and of the extras ``office`` and ``osm``.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

FORM = re.compile(r"([A-Za-z0-9._-]+)(?:\[[a-z,]+\])?>=([0-9]+(?:\.[0-9]+)*)")


def minimum(setup: Path, extras: list[str]) -> list[str]:
    """Constraints ``name==version``; a dependency without a plain minimum is an error."""
    project = tomllib.loads(setup.read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"],
              *(row for extra in extras for row in project["optional-dependencies"][extra])]
    found = {}
    for row in wanted:
        form = FORM.fullmatch(row.replace(" ", ""))
        if form is None:
            raise SystemExit(f"{setup.name}: {row!r} declares no plain minimum (name>=version)")
        if found.setdefault(form[1], form[2]) != form[2]:
            raise SystemExit(f"{setup.name}: {form[1]} has two minimums")
    return [f"{name}=={version}" for name, version in found.items()]


if __name__ == "__main__":
    print("\n".join(minimum(Path(sys.argv[1]), sys.argv[2:])))
