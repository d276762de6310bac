"""What an installed copy holds: every package, the roads on the ground, the licences."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
SETUP = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
TOOL = SETUP["tool"]["setuptools"]


def test_every_package_is_installed() -> None:
    found = {".".join(path.parent.relative_to(ROOT).parts)
             for path in (ROOT / "corridors").rglob("__init__.py")}
    assert len(found) > 20
    assert found - set(TOOL["packages"]) == set()


def test_roads_on_the_ground_and_licences_are_installed() -> None:
    assert "*.npz" in TOOL["package-data"]["corridors.embedded.data.ground"]
    assert "*.md" in TOOL["package-data"]["corridors.embedded.data"]
    assert "data/LICENSES.md" in SETUP["project"]["license-files"]
