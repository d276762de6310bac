"""What a project says of itself agrees: citation, versions, policy, the installation's words."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from pathlib import Path

import pytest
import yaml

import corridors

ROOT = Path(__file__).parents[1]
SETUP = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))


def text(name: str) -> str:
    """Text of a page."""
    return (ROOT / name).read_text(encoding="utf-8")


def test_one_version() -> None:
    assert corridors.__version__ == SETUP["version"] == CITATION["version"]
    assert f"corridors-{corridors.__version__}-py3-none-any.whl" in text("docs/install.md")


def test_the_citation_is_of_this_package() -> None:
    assert CITATION["cff-version"] == "1.2.0"
    assert CITATION["authors"] == [{"name": "The corridors contributors"}]
    assert CITATION["authors"][0]["name"] in text("LICENSE")
    assert CITATION["keywords"] == SETUP["keywords"]
    assert CITATION["license"] == SETUP["license"].split(" AND ")
    assert set(CITATION) - {"date-released"} == {
        "cff-version", "message", "type", "title", "abstract", "authors", "version", "license",
        "keywords"}


def test_the_date_is_that_of_the_release() -> None:
    """``## 0.1.0 (2026-12-01)`` in the changelog dates the citation; before it has no date."""
    dated = re.search(rf"^## {re.escape(corridors.__version__)} \((\d{{4}}-\d\d-\d\d)\)$",
                      text("CHANGELOG.md"), re.MULTILINE)
    assert str(CITATION.get("date-released")) == (dated[1] if dated else "None")


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "SECURITY.md"])
def test_no_address_is_invented(page: str) -> None:
    assert "待填 To be filled in" in text(page)
    assert re.findall(r"[\w.]+@[\w.]+|https?://", text(page)) == []


def test_every_extra_is_named_where_it_is_installed() -> None:
    extras = set(SETUP["optional-dependencies"]) - {"dev", "docs"}
    assert set(re.findall(r"^\| `(\w+)` \|", text("docs/install.md"), re.MULTILINE)) == extras


def test_pythons_agree() -> None:
    wanted = re.search(r'^WANTED = \((.*)\)$', text(".ci/matrix"), re.MULTILINE)
    assert wanted is not None
    versions = re.findall(r"\d\.\d+", wanted[1])
    assert SETUP["requires-python"] == f">={versions[0]}"
    for version in versions:
        assert version in text("docs/install.md")


# ---- the least versions
def test_every_dependency_has_a_plain_minimum(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("minimum", ROOT / ".ci" / "minimum.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    extras = [extra for extra in SETUP["optional-dependencies"]
              if extra not in {"dev", "docs"}]
    rows = tool.minimum(ROOT / "pyproject.toml", extras)
    assert len(rows) > 20
    assert all(re.fullmatch(r"[\w.-]+==[\d.]+", row) for row in rows)

    odd = tmp_path / "pyproject.toml"
    for row in ("numpy", "numpy<3", "numpy>=2,<3", "numpy==2"):
        odd.write_text(f'[project]\ndependencies = ["{row}"]\n', encoding="utf-8")
        with pytest.raises(SystemExit, match="declares no plain minimum"):
            tool.minimum(odd, [])
