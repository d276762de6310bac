"""Licences: of every dependency, of what the wheel carries, and what the package may import."""

from __future__ import annotations

import ast
import importlib.util
import re
import sys
from importlib import metadata
from pathlib import Path
from types import ModuleType

import pytest
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
SPDX = {  # how data/LICENSES.md names a licence
    "MIT": "MIT", "CC0 1.0": "CC0-1.0", "ODbL 1.0": "ODbL-1.0", "LGPL 3.0": "LGPL-3.0-or-later",
    "Apache 2.0": "Apache-2.0", "BSD-2-Clause": "BSD-2-Clause", "BSD-3-Clause": "BSD-3-Clause",
    "0BSD": "0BSD",
}


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """The script that makes the table."""
    spec = importlib.util.spec_from_file_location(
        "build_licences", ROOT / "docs" / "build_licences.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_dependency_has_an_allowed_licence(tool: ModuleType) -> None:
    needs = tool.packages()
    assert len(needs) > 50
    assert {"numpy", "shapely", "pillow", "lxml"} <= set(needs)  # itself or by way of another
    assert tool.faults(needs) == []


def test_the_table_is_up_to_date(tool: ModuleType) -> None:
    page = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    assert page == tool.built(), "out of date: run docs/build_licences.py"


def test_readings_by_hand_are_of_packages_that_are_needed(tool: ModuleType) -> None:
    assert set(tool.READ) - set(tool.packages()) == set()


@pytest.mark.parametrize(("said", "fine"), [
    ({"License-Expression": "MIT"}, True),
    ({"License-Expression": "MIT AND BSD-3-Clause"}, True),
    ({"License-Expression": "GPL-3.0-or-later OR MIT"}, True),
    ({"License-Expression": "MIT AND GPL-3.0-only"}, False),
    ({"License": "BSD 3-Clause License\n\nCopyright ..."}, True),
    ({"License": "All rights reserved"}, False),
    ({"Classifier": "License :: OSI Approved :: Apache Software License"}, True),
    ({"Classifier": "License :: OSI Approved :: GNU Affero General Public License v3"}, False),
    ({"License": "BSD", "Classifier": "License :: OSI Approved :: BSD License"}, False),
    ({}, False),
])
def test_what_a_package_says_of_itself(said: dict[str, str], fine: bool, tool: ModuleType,
                                       monkeypatch: pytest.MonkeyPatch) -> None:
    from email.message import Message

    answer = Message()
    for key, value in said.items():
        answer[key] = value
    monkeypatch.setattr(metadata, "metadata", lambda name: answer)
    tool.licence.cache_clear()
    try:
        assert (tool.faults(["something"]) == []) is fine
    finally:
        tool.licence.cache_clear()


def test_a_missing_package_stops_the_build(tool: ModuleType) -> None:
    with pytest.raises(SystemExit, match="no-such-package is not installed"):
        tool.drawn_in(["no-such-package>=1"])


def test_a_requirement_of_another_system_counts(tool: ModuleType) -> None:
    assert "colorama" in tool.drawn_in(['colorama; sys_platform == "win32"'])
    assert tool.applies(tool.Requirement('x; sys_platform == "darwin"'), [])
    assert not tool.applies(tool.Requirement('x; python_version < "3.9"'), [])
    assert not tool.applies(tool.Requirement('x; extra == "docs"'), [])
    assert tool.applies(tool.Requirement('x; extra == "docs"'), ["docs"])


def test_the_package_imports_nothing_but_what_it_declares(tool: ModuleType) -> None:
    """What serves tests only, GPL tools among it, is never imported by the package."""
    declared = {canonicalize_name(tool.Requirement(row).name) for extra, rows in (
        ("", tool.SETUP["dependencies"]), *tool.SETUP["optional-dependencies"].items())
        if extra not in tool.TOOLS for row in rows}
    homes = metadata.packages_distributions()
    tops = set()
    for path in (ROOT / "corridors").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                tops |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                tops.add(node.module.split(".")[0])
    foreign = tops - set(sys.stdlib_module_names) - {"corridors"}
    assert len(foreign) > 15
    for top in foreign:
        names = {canonicalize_name(name) for name in homes.get(top, [])}
        assert names & (declared | set(tool.packages())), f"{top} is imported but not declared"


def test_the_licence_of_the_wheel_is_that_of_its_parts(tool: ModuleType) -> None:
    rows = re.findall(r"^\| .*? \| (.*?) \| .*? \|$",
                      (ROOT / "data" / "LICENSES.md").read_text(encoding="utf-8"), re.MULTILINE)
    said = {spdx for words, spdx in SPDX.items() for row in rows
            if re.search(rf"(?<![\w-]){re.escape(words)}(?![\w-])", row)}
    assert len(rows) > 10
    assert set(tool.SETUP["license"].split(" AND ")) == said


def test_every_licence_text_comes_with_the_wheel(tool: ModuleType) -> None:
    found = {path for pattern in tool.SETUP["license-files"] for path in ROOT.glob(pattern)}
    assert {path.name for path in found} >= {
        "LICENSE", "LICENSES.md", "echarts.LICENSE.txt", "echarts.NOTICE.txt",
        "leaflet.LICENSE.txt", "tslib.LICENSE.txt", "zrender.LICENSE.txt"}
