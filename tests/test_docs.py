"""Every example in the README and the docs runs, and the generated pages are up to date."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from corridors.analysis.checks import check_file

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "data" / "README.md",
         ROOT / "data" / "LICENSES.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md",
         ROOT / "benchmarks" / "README.md",
         *sorted(DOCS.glob("*.md"))]
FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
KINDS = {"console", "python", "yaml", "text"}


def blocks(kind: str) -> list[tuple[str, str]]:
    """Fenced blocks of a kind, each with its page."""
    return [(page.relative_to(ROOT).as_posix(), body)
            for page in PAGES for name, body in FENCE.findall(page.read_text(encoding="utf-8"))
            if name == kind]


def commands() -> list[tuple[str, str]]:
    return [(page, line.removeprefix("$ ")) for page, body in blocks("console")
            for line in body.splitlines()]


def of_corridors(line: str) -> bool:
    return Path(shlex.split(line)[0]).name == "corridors"


def test_every_block_says_what_it_is() -> None:
    """No example can be kept from running: a block has one known kind and nothing beside it."""
    found = [name for page in PAGES for name, _ in FENCE.findall(page.read_text(encoding="utf-8"))]
    assert len(found) > 15
    assert set(found) <= KINDS
    for _, body in blocks("console"):
        assert all(line.startswith("$ ") for line in body.splitlines())
    for _, body in blocks("python"):
        assert "skip" not in body


@pytest.mark.parametrize(("page", "line"), [item for item in commands() if of_corridors(item[1])])
def test_command_runs(page: str, line: str, once: Callable[..., Result]) -> None:
    done = once(*shlex.split(line)[1:])
    assert done.exit_code == 0, f"{done.output}{done.exception!r}"
    assert done.stdout.strip()


@pytest.mark.parametrize(("page", "line"),
                         [item for item in commands() if not of_corridors(item[1])])
def test_other_commands_are_what_ci_runs(page: str, line: str) -> None:
    """Set-up and tests cannot run inside the tests; the script of CI runs them word for word."""
    assert line in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


@pytest.mark.parametrize(("page", "body"), blocks("python"))
def test_python_runs(page: str, body: str, tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-W", "error", "-c", body], capture_output=True,
                          encoding="utf-8", cwd=tmp_path, check=False,
                          env={**os.environ, "PYTHONUTF8": "1"})
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


@pytest.mark.parametrize(("page", "body"), blocks("yaml"))
def test_yaml_is_a_file_without_fault(page: str, body: str, tmp_path: Path) -> None:
    name = re.search(r"^id: (\w+)$", body, re.MULTILINE)
    path = tmp_path / f"{name[1] if name else 'scenario'}.yaml"
    path.write_text(body, encoding="utf-8")
    check_file(path)


def test_links_between_pages_lead_somewhere() -> None:
    count = 0
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name}: {target}"
                count += 1
    assert count > 10


def test_generated_pages_are_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("build_reference", DOCS / "build_reference.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    for page in tool.PARTS:
        assert (DOCS / page).read_text(encoding="utf-8") == tool.built(page), (
            f"{page} is out of date: run docs/build_reference.py")


def test_every_key_of_the_files_is_documented() -> None:
    from corridors.projects.model import ProjectFile
    from corridors.scenario.model import CompareSpec, ScenarioFile

    def words(page: str) -> set[str]:
        return set(re.findall(r"\w+", (DOCS / page).read_text(encoding="utf-8")))

    for model, page in ((ScenarioFile, "scenario.md"), (CompareSpec, "scenario.md"),
                        (ProjectFile, "project.md")):
        names = {field.alias or name for name, field in model.model_fields.items()} - {"note"}
        assert names <= words(page)


def test_the_figures_that_the_readme_explains_are_those_of_its_command(
        once: Callable[..., Result]) -> None:
    shown = once("compare", "pinglu_canal", "--no-map").stdout
    (example,) = re.findall(r"^- `([\d.]+ → [^`]+)`", (ROOT / "README.md").read_text(
        encoding="utf-8"), re.MULTILINE)
    assert example in shown


@pytest.mark.parametrize(("args", "page"), [
    (["route", "nanning", "shanghai", "--mode", "barge_sea", "--format", "json"], "json.md"),
    (["projects", "pinglu_canal", "--format", "json"], "json.md"),
    (["projects", "pinglu_canal", "--effects", "--format", "json"], "json.md"),
    (["plans", "--format", "json"], "json.md"),
    (["compare", "guiyang_nanning_hsr", "--no-map", "--format", "json"], "json.md"),
    (["network", "--format", "json"], "json.md"),
    (["check", "--data", "--format", "json"], "json.md"),
    (["validate", "--format", "json"], "json.md"),
    (["timeline", "南宁-贵阳", "--to", "2023", "--format", "json"], "json.md"),
    (["circles", "--year", "2023", "--format", "json"], "json.md"),
    (["breakeven", "pinglu_canal", "南宁-海防", "--lever", "toll", "--format", "json"],
     "json.md"),
])
def test_every_key_of_json_is_documented(args: list[str], page: str,
                                         once: Callable[..., Result]) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    data = json.loads(once(*args).stdout)
    for key in data if isinstance(data, dict) else {key for row in data for key in row}:
        assert f"`{key}`" in text, key
